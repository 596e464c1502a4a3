import type { RequestRecord } from "./request-record.ts";
import type { Timings } from "./timings.ts";

/** What the app keeps with a request. */
export interface ApiEnv {
  readonly Variables: {
    /** The caller's `X-Request-Id`, or a new one. */
    requestId: string;
    /** How long the parts of the answer took. */
    timings: Timings;
    /** What is known of the request so far. */
    record: RequestRecord;
  };
}
