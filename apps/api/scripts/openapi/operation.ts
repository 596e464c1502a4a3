/** A request that the description shows, and whose answer it shows too. */
export interface Sample {
  readonly summary: string;
  /** The address, with the names of a real model in it. */
  readonly path: string;
  /** Left out for GET. Bytes are sent as they are, anything else as JSON. */
  readonly body?: unknown;
}

/** A header of an answer, by its name among the description's headers. */
export type HeaderName = "InferenceHeaderContentLength" | "ModelRemark" | "ETag";

/** One route and method as a client sees it. */
export interface Operation {
  readonly id: string;
  readonly method: "get" | "post";
  readonly path: string;
  /** The app's route, which may stand for several paths: `/v1/models/:target`. */
  readonly route: string;
  readonly tag: "People" | "Open Inference Protocol" | "TensorFlow Serving" | "Operations";
  readonly summary: string;
  readonly description?: string;
  /** Parameters beside those of the path, by their names among the description's parameters. */
  readonly parameters?: readonly string[];
  /** The schema of a JSON body, and other types of bodies, each with what it holds. */
  readonly json?: string;
  readonly binary?: Readonly<Record<string, string>>;
  /** The schema of the answer, or its media type where it is no JSON. */
  readonly answer: string | { readonly type: string; readonly description: string };
  /** Another answer of the same schema with another status. */
  readonly alsoAnswers?: Readonly<Record<number, string>>;
  readonly headers?: readonly HeaderName[];
  /** The statuses of refusals. */
  readonly refusals: readonly number[];
  /** Whether it never wants a token. */
  readonly isOpen?: boolean;
  readonly samples?: readonly Sample[];
}
