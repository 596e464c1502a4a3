import type { Artifact, ArtifactLimits } from "@proj/model";

/** One version of a model, as a source has it. */
export interface SourceVersion {
  /** `"1"`, `"2"`, ... */
  readonly version: string;
  /** Changes whenever the version's files may have changed; says nothing else. */
  readonly revision: string;
}

/** A model, as a source has it. */
export interface SourceModel {
  /** A name that `isModelName` takes. */
  readonly name: string;
  /** At least one, in any order. */
  readonly versions: readonly SourceVersion[];
}

/**
 * A place that models come from: a folder, URLs, the static assets of a Worker.
 *
 * The contract between the repository, which decides what is loaded, and what it is loaded from.
 */
export interface ModelSource {
  /** What is there, as the source saw it last. It does not wait, and does not throw. */
  models(): readonly SourceModel[];
  /**
   * Reads one version whole, every file verified against its checksum.
   *
   * @param name A model that `models` has named.
   * @param version A version that it has named.
   * @param limits The largest sizes allowed; nothing larger is read.
   * @throws {ArtifactError} If what is there is no whole artifact, or cannot be read.
   */
  read(name: string, version: string, limits: ArtifactLimits): Promise<Artifact>;
  /**
   * Has a function called after each change of `models`. A source that never changes has none of this.
   *
   * @param listener The function.
   * @returns Ends the calls.
   */
  subscribe?(listener: () => void): () => void;
  /** Stops looking for changes. A second call does nothing. */
  close(): Promise<void>;
}
