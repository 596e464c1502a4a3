/** The newest manifest format that this version of the package reads, and the one that it writes. */
export const formatVersion = 1;

/** One named part of a label layout, as JSON: which columns it takes. */
export type LayoutPartJson = { readonly offset: number; readonly width: number } & (
  | {
      readonly kind: "oneHot" | "classIndex";
      readonly classes: number;
      readonly names?: readonly string[] | undefined;
      readonly missing?: readonly number[] | undefined;
    }
  | {
      readonly kind: "flags" | "values";
      readonly size: number;
      readonly names?: readonly string[] | undefined;
      readonly missing?: readonly number[] | undefined;
    }
  | {
      readonly kind: "flag";
      readonly when?: string | undefined;
      readonly missing?: readonly number[] | undefined;
    }
  | { readonly kind: "value"; readonly missing?: readonly number[] | undefined }
  | { readonly kind: "sampleWeight" }
  | { readonly kind: "presence"; readonly of: string }
);

/** A label layout, as JSON: `width` label columns shared out among named parts. */
export interface LayoutJson {
  /** The number of columns, `L`. */
  readonly width: number;
  /** What samples have beside their labels, for the conditions of flags to speak of. */
  readonly fields?: readonly string[] | undefined;
  /** The parts by name. */
  readonly parts: { readonly [name: string]: LayoutPartJson };
}

/** A part of the labels that the model predicts, and how it was learned. */
export interface LearnedPart {
  /** The part's name in the layout. */
  readonly part: string;
  /** The loss's name, such as `binaryCrossentropy`. */
  readonly loss: string;
  /** The names of the parts that masked the loss; the part's own presence, where it has one, masked it as well. */
  readonly mask: readonly string[];
  /** What the part's loss was multiplied by. */
  readonly weight: number;
}

/**
 * What one column of the predictions stands for: a class of a part, a flag or a value; and whether training ever showed it a
 * live label.
 */
export interface ManifestClass {
  /** The column in the predictions: 0, 1, 2, ... */
  readonly label: number;
  /** The part that it belongs to. */
  readonly part: string;
  /** What a person calls the class. */
  readonly name: string;
  /** False where no live training sample had such a label: the model has learned nothing about it. */
  readonly supervised: boolean;
  /** Live training labels of it. */
  readonly samples: number;
}

/** How well a model did on rows that it was not trained on, epoch by epoch. */
export interface ValidationRecord {
  /** The name of the score, such as `ROC-AUC`. */
  readonly name: string;
  /** The score of each epoch. */
  readonly scores: readonly { readonly epoch: number; readonly score: number }[];
  /** The epoch whose weights the model has. */
  readonly bestEpoch: number;
}

/** The optimizer's name and its settings. */
export interface OptimizerJson {
  /** The optimizer: `"adam"`, `"adamw"`, `"sgd"`. */
  readonly name: string;
  /** Its settings by name, such as `beta1`. */
  readonly [setting: string]: string | number | boolean | null;
}

/** The size and the SHA-256, 64 lower-case hexadecimal digits, of one file of the artifact. */
export interface FileRecord {
  /** The file's size in bytes. */
  readonly bytes: number;
  /** The SHA-256 of its bytes. */
  readonly sha256: string;
}

/**
 * What a trained model is, what it was trained on and how, and the checksum of each of its files.
 *
 * It holds no time stamp and no path: the same run writes the same bytes.
 */
export interface Manifest {
  /** Tells this file from other JSON. */
  readonly format: "proj-model";
  /** The version of the format; a reader refuses a newer one than it knows. */
  readonly formatVersion: 1;
  /** The model's name. */
  readonly name: string;
  /** The shape of one input without the batch, and what a byte is multiplied by to become a network input. */
  readonly input: {
    readonly shape: readonly number[];
    readonly scale: number;
    /** How the rows of a table become inputs, as `parseInputEncoder` of `@proj/datasets` reads it; only of models of tables. */
    readonly table?: unknown;
  };
  /** The layout of the training labels, and the parts that the model predicts, in the order of the prediction's columns. */
  readonly labels: { readonly layout: LayoutJson; readonly learned: readonly LearnedPart[] };
  /** The condition under which a label of a picture counts, as the user wrote it, and parsed; null where the layout has it. */
  readonly condition: { readonly text: string; readonly expression: unknown } | null;
  /** What the prediction's columns stand for, in their order. */
  readonly classes: readonly ManifestClass[];
  /** The data that it was trained on, and how many samples it has. */
  readonly dataset: {
    readonly name: string;
    readonly sha256: string;
    readonly trainCount: number;
    readonly heldOutCount: number;
  };
  /** How it was trained: with these settings and this data the run can be made again. */
  readonly training: {
    readonly seed: number;
    readonly epochs: number;
    readonly batchSize: number;
    readonly learningRate: number;
    readonly optimizer: OptimizerJson;
    readonly reduction: string;
    readonly pooling: string;
    readonly hiddenUnits: readonly number[];
    /** The share of hidden units that a step leaves out. */
    readonly dropout: number;
    /** Epochs without a better validation score after which the run ends; left out where it trains them all. */
    readonly patience?: number | undefined;
  };
  /** The mean loss of each epoch, and of the steps up to each point of the curve. */
  readonly metrics: {
    readonly epochs: readonly { readonly epoch: number; readonly loss: number }[];
    readonly lossCurve: readonly { readonly step: number; readonly loss: number }[];
    readonly validation?: ValidationRecord | undefined;
  };
  /** Where it was trained: the backend, the adapter's name, the runtime and its version, and the engine that took the steps. */
  readonly backend: {
    readonly name: string;
    readonly adapter: string;
    readonly runtime: string;
    readonly engine?: string | undefined;
  };
  /** The versions of the packages that trained it, by name. */
  readonly versions: { readonly [packageName: string]: string };
  /** The artifact's other files: `model.json` and `weights.bin`. */
  readonly files: { readonly [fileName: string]: FileRecord };
  /** The SHA-256 of `manifest.json` itself, with zeros for these 64 digits: it shows that no field was changed. */
  readonly checksum: string;
}
