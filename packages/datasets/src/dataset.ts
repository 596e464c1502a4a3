import type { ImageSet } from "./image-set.ts";

/** A set of labelled images, divided into those to train on and those held out to evaluate with. */
export interface Dataset {
  /** `"digits"`, `"mnist"`, `"fashion-mnist"`, or `"idx"` for somebody's own files. */
  readonly name: string;
  /** Each class's name; the label is the index. */
  readonly classes: readonly string[];
  /** The images to train on. */
  readonly train: ImageSet;
  /** The images that training never sees. */
  readonly heldOut: ImageSet;
  /** Says exactly which images, labels and division these are; `datasetSha256` has the formula. */
  readonly sha256: string;
}

/** How far the reading or downloading of one file has come. */
export interface LoadProgress {
  /** The file's name. */
  readonly file: string;
  /** Bytes that are there. */
  readonly bytes: number;
  /** Bytes that there will be, or `null` where that is not known. */
  readonly total: number | null;
}
