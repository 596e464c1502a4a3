import * as z from "zod/mini";
import { ArtifactError } from "./artifact-error.ts";
import { manifestFileName, maxManifestBytes } from "./artifact-files.ts";
import { describeIssue, describeValue } from "./describe-issue.ts";
import { findContradiction } from "./manifest-consistency.ts";
import { manifestSchema } from "./manifest-schema.ts";
import { stableJson } from "./stable-json.ts";

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
  /** The optimizer: `"adam"`. */
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
  };
  /** The mean loss of each epoch, and of the steps up to each point of the curve. */
  readonly metrics: {
    readonly epochs: readonly { readonly epoch: number; readonly loss: number }[];
    readonly lossCurve: readonly { readonly step: number; readonly loss: number }[];
    readonly validation?: ValidationRecord | undefined;
  };
  /** Where it was trained: the backend, the adapter's name, the runtime and its version. */
  readonly backend: { readonly name: string; readonly adapter: string; readonly runtime: string };
  /** The versions of the packages that trained it, by name. */
  readonly versions: { readonly [packageName: string]: string };
  /** The artifact's other files: `model.json` and `weights.bin`. */
  readonly files: { readonly [fileName: string]: FileRecord };
  /** The SHA-256 of `manifest.json` itself, with zeros for these 64 digits: it shows that no field was changed. */
  readonly checksum: string;
}

/**
 * Reads a manifest from JSON that has been parsed, and checks all of it.
 *
 * Fields that this version does not know are left out of the result.
 *
 * @param json The parsed JSON.
 * @returns The manifest.
 * @throws {ArtifactError} With the code `newer-format`, `unsafe-name` or `invalid-manifest`; the message names
 * the field and says what was expected there.
 *
 * @example
 * ```ts
 * import { parseManifest } from "@proj/model";
 *
 * const response = await fetch("https://example.com/models/odd-digits/manifest.json");
 * const manifest = parseManifest(await response.json());
 * manifest.classes.filter((entry) => !entry.supervised).map((entry) => entry.name);
 * ```
 */
export function parseManifest(json: unknown): Manifest {
  return checkManifest(json, "read manifest.json");
}

/**
 * Writes a manifest as text: two spaces of indent, keys in a fixed order, a newline at the end.
 *
 * Equal manifests give equal texts, whatever order their keys were set in. The checksum is written as it is;
 * `createArtifact` and `writeArtifactFolder` compute it.
 *
 * @param manifest The manifest.
 * @returns The text of `manifest.json`.
 * @throws {ArtifactError} With the code `invalid-manifest` for a manifest that could not be read again (a loss
 * that is NaN, say), or `too-large` for one beyond 4 MiB.
 *
 * @example
 * ```ts
 * import { parseManifest, serializeManifest } from "@proj/model";
 *
 * const same = (text: string): boolean => serializeManifest(parseManifest(JSON.parse(text))) === text;
 * ```
 */
export function serializeManifest(manifest: Manifest): string {
  const { versions, files, condition, labels, training, ...rest } = checkManifest(
    manifest,
    "write manifest.json",
  );
  // The schema has put its own fields into a fixed order; these hold keys of the user's choice.
  const parts = Object.entries(labels.layout.parts).sort(([, a], [, b]) => a.offset - b.offset);
  const { name: optimizerName, ...settings } = training.optimizer;
  const text = stableJson({
    format: rest.format,
    formatVersion: rest.formatVersion,
    name: rest.name,
    input: sortTable(rest.input),
    labels: { ...labels, layout: { ...labels.layout, parts: Object.fromEntries(parts) } },
    condition: condition && {
      text: condition.text,
      expression: sortKeys(plainJson(condition.expression)),
    },
    classes: rest.classes,
    dataset: rest.dataset,
    training: { ...training, optimizer: { name: optimizerName, ...sortEntries(settings) } },
    metrics: rest.metrics,
    backend: rest.backend,
    versions: sortEntries(versions),
    files: sortEntries(files),
    checksum: rest.checksum,
  });
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > maxManifestBytes) {
    throw new ArtifactError(
      "too-large",
      manifestFileName,
      `Cannot write ${manifestFileName}: it must have at most ${maxManifestBytes} bytes, received ${bytes}; ` +
        "log the loss less often",
    );
  }
  return text;
}

/**
 * `parseManifest` with its own beginning of the error messages.
 *
 * @param json The parsed JSON.
 * @param action What the caller was doing: `read manifest.json`.
 * @returns The manifest.
 * @throws {ArtifactError} As `parseManifest` does.
 */
export function checkManifest(json: unknown, action: string): Manifest {
  const newest = newerVersion(json);
  if (newest !== null) {
    throw new ArtifactError(
      "newer-format",
      manifestFileName,
      `Cannot ${action}: made by a newer version: the format must be at most ${formatVersion}, received ${newest}; ` +
        "update @proj/model",
    );
  }
  const parsed = z.safeParse(manifestSchema, json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const problem = issue === undefined ? "it must be a manifest" : describeIssue(issue, json);
    throw new ArtifactError("invalid-manifest", manifestFileName, `Cannot ${action}: ${problem}`);
  }
  const contradiction = findContradiction(parsed.data);
  if (contradiction !== null) {
    throw new ArtifactError(
      contradiction.code,
      manifestFileName,
      `Cannot ${action}: ${contradiction.requirement}, received ${describeValue(contradiction.received)}`,
    );
  }
  return parsed.data;
}

/** The format version where it is a whole number beyond the one known here, else `null`. */
function newerVersion(json: unknown): number | null {
  if (typeof json !== "object" || json === null) return null;
  if (!("format" in json && "formatVersion" in json) || json.format !== "proj-model") return null;
  const version = json.formatVersion;
  return typeof version === "number" && Number.isInteger(version) && version > formatVersion ? version : null;
}

/** The table's encoder, where there is one, is somebody else's data: its keys get a fixed order here. */
function sortTable({ table, ...input }: Manifest["input"]): Manifest["input"] {
  return table === undefined ? input : { ...input, table: sortKeys(plainJson(table)) };
}

/** What JSON keeps of a value: the text that is written must read back as the same manifest. */
function plainJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}

function sortEntries<T>(record: { readonly [key: string]: T }): { [key: string]: T } {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(sortEntries({ ...value })).map(([key, part]) => [key, sortKeys(part)]),
  );
}
