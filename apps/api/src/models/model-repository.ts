import type { Manifest } from "@proj/model";

/** One version of a model, loaded. */
export interface ServedModel {
  /** What the service calls it; the manifest's name may be another. */
  readonly name: string;
  /** `"1"`, `"2"`, ...; a model without versions is its own version `"1"`. */
  readonly version: string;
  /** What the model is: its input, its classes and which of them were ever supervised. */
  readonly manifest: Manifest;
  /**
   * Predicts a batch, as `Predictor.predictSoon` of `@proj/model` does: without a promise where it is computed in one go.
   *
   * @param inputs `[count, D]` row-major: bytes, which are scaled as in training, or floats, which are taken as they are.
   * @param count The number of inputs; 0 is allowed.
   * @returns `[count, C]` row-major.
   * @throws {TypeError} For inputs of another type.
   * @throws {RangeError} Where length and count do not fit, or an input or an output is NaN or infinite.
   */
  predict(inputs: Uint8Array | Float32Array, count: number): Float32Array | Promise<Float32Array>;
}

/** Where a version stands: not loaded, being loaded, serving, gone and still in use, or refused. */
export type ModelState = "START" | "LOADING" | "AVAILABLE" | "UNLOADING" | "END";

/** One version of a model, and how it stands. */
export interface ModelVersion {
  /** `"1"`, `"2"`, ... */
  readonly version: string;
  /** Where it stands. */
  readonly state: ModelState;
  /** Why it, or what is to replace it, was refused; null where nothing is known against it. It names no place on the server. */
  readonly error: string | null;
}

/** The models of a service. */
export interface ModelRepository {
  /** The names of the models, sorted. */
  names(): readonly string[];
  /** The versions of a model, newest first, those that are gone and still in use included; undefined for an unknown one. */
  versions(name: string): readonly ModelVersion[] | undefined;
  /** The labels of a model, each with the version that it stands for; none where the model has none. */
  labels(name: string): ReadonlyMap<string, string>;
  /**
   * A model, loaded on first use; the same object for as long as it stays loaded, and without a promise around it then.
   *
   * @param name The model.
   * @param version Left out: the newest that can be loaded.
   * @throws {UnknownModelError} If there is no such model or version.
   * @throws {ModelUnavailableError} If it is there and cannot be loaded; the message says why.
   */
  get(name: string, version?: string): ServedModel | Promise<ServedModel>;
  /** Whether every model has a version that can serve. */
  ready(): boolean;
  /** Frees every model, once the requests that use it have ended. */
  close(): Promise<void>;
}
