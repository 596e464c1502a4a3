import type { RequestRecord } from "./request-record.ts";
import type { Timings } from "./timings.ts";

/** What a server may give along with a request. */
export interface ServerEnv {
  /** Reads a body of a declared length, in fewer steps than `Request` does. Left out, the request is read. */
  readonly readBody?: () => Promise<Uint8Array>;
}

/** What the app keeps with a request. */
export interface ApiEnv {
  readonly Bindings: ServerEnv;
  readonly Variables: {
    /** The caller's `X-Request-Id`, or a new one. */
    requestId: string;
    /** How long the parts of the answer took. */
    timings: Timings;
    /** What is known of the request so far. */
    record: RequestRecord;
  };
}
