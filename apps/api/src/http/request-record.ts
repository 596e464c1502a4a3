/** What becomes known of a request while it is answered: for the log, the metrics and the headers of its answer. */
export class RequestRecord {
  /** The pattern of the route; null where none fits. */
  route: string | null = null;
  /** The status of the answer; 0 as long as there is none. */
  status = 0;
  /** The model that was found, as the service calls it. */
  model: string | null = null;
  /** Its version. */
  version: string | null = null;
  /** How many inputs were predicted. */
  inputs: number | null = null;
  /** How long the body was, with `Content-Encoding` undone. */
  bodyBytes: number | null = null;
  /** Why the request was refused, as its caller was told. */
  error: string | null = null;
  /** One word for that, where the status alone does not tell. */
  reason: string | null = null;
  /** The digest of the token that the caller showed. */
  caller: string | null = null;
  /** Headers of its answer, whatever the answer will be. */
  headers: Readonly<Record<string, string>> | undefined = undefined;
  /** Compresses the answer with gzip, or returns null where that is not worth it; left out where nothing is compressed. */
  pack: ((body: string | Uint8Array<ArrayBuffer>) => ReadableStream<Uint8Array> | null) | undefined =
    undefined;
}
