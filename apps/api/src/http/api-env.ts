import type { RequestRecord } from "./request-record.ts";
import type { Timings } from "./timings.ts";

/** What the app keeps with a request. */
export interface ApiEnv {
  /** What the server says beside the request. There may be nothing, whatever the type says: where the app is asked directly. */
  readonly Bindings: {
    /**
     * Reads the body as it was sent, faster than the request does, and throws what `late` makes after so many milliseconds; `null`
     * where the request has to be asked.
     */
    readonly readBody?: (ms: number, late: () => Error) => Promise<Uint8Array> | null;
  };
  readonly Variables: {
    /** The caller's `X-Request-Id`, or a new one. */
    requestId: string;
    /** How long the parts of the answer took. */
    timings: Timings;
    /** What is known of the request so far. */
    record: RequestRecord;
  };
}
