import type { EngineState, HostTensor } from "../engine/engine.ts";
import type { EpochScore } from "../fit/validation.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";

/** Where a run stands: everything but the engine's tensors. */
export interface RunProgress {
  /** Steps taken. */
  readonly step: number;
  /** Mean loss of each complete epoch. */
  readonly epochs: readonly { readonly epoch: number; readonly loss: number }[];
  /** Mean loss of each complete log interval, at its last step. */
  readonly lossCurve: readonly { readonly step: number; readonly loss: number }[];
  /** Sum of the losses of the samples seen in the epoch under way. */
  readonly epochLossSum: number;
  /** Number of those samples. */
  readonly epochSamples: number;
  /** The score of each complete epoch, in a run that has a validation. */
  readonly validation?: readonly EpochScore[];
}

/** A run that can go on: where it stands, what its engine holds, and what it was started with. */
export interface Checkpoint {
  /** Where the run stands. */
  readonly progress: RunProgress;
  /** What its engine holds. */
  readonly state: EngineState;
  /** What the engine held after the epoch with the best score, in a run that has a validation. */
  readonly best?: EngineState | undefined;
  /** The run's settings as plain text values; a run with others is another run. */
  readonly settings: Readonly<Record<string, string>>;
}

/** A place that holds at most one checkpoint. Writing replaces it whole or leaves it as it was. */
export interface CheckpointStore {
  /** What a person calls the place: a file's path. */
  readonly name: string;
  /** Replaces the checkpoint. */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** The bytes, or `null` where there is no checkpoint. */
  read(): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Removes the checkpoint, where there is one. */
  remove(): Promise<void>;
}

const FORMAT = "proj-checkpoint/1";

/** Before the names of the best epoch's tensors; no engine's own names begin so. */
const BEST = "best/";

/**
 * Turns a checkpoint into one safetensors file, with a SHA-256 of its tensors.
 *
 * @param checkpoint The checkpoint.
 * @returns The file's bytes.
 */
export async function encodeCheckpoint({
  progress,
  state,
  best = {},
  settings,
}: Checkpoint): Promise<Uint8Array<ArrayBuffer>> {
  const tensors: Record<string, HostTensor> = { ...state };
  for (const [name, tensor] of Object.entries(best)) tensors[BEST + name] = tensor;
  return writeSafetensors({
    tensors,
    metadata: {
      format: FORMAT,
      progress: JSON.stringify(progress),
      settings: JSON.stringify(settings),
      sha256: await digest(progress, settings, tensors),
    },
  });
}

/**
 * Reads back what {@linkcode encodeCheckpoint} wrote.
 *
 * @param bytes The file's bytes.
 * @returns The checkpoint.
 * @throws {RangeError} If the file is cut, altered, or no checkpoint.
 */
export async function decodeCheckpoint(bytes: Uint8Array): Promise<Checkpoint> {
  const { tensors, metadata } = readSafetensors(bytes);
  if (metadata["format"] !== FORMAT) {
    throw new RangeError(
      `Cannot read checkpoint: its format must be ${FORMAT}, received ${metadata["format"] ?? "none"}`,
    );
  }
  const progress = JSON.parse(metadata["progress"] ?? "null") as RunProgress;
  const settings = JSON.parse(metadata["settings"] ?? "null") as Record<string, string>;
  if (metadata["sha256"] !== (await digest(progress, settings, tensors))) {
    throw new RangeError(
      "Cannot read checkpoint: its contents differ from their SHA-256; the file is damaged",
    );
  }
  const state: Record<string, HostTensor> = {};
  const best: Record<string, HostTensor> = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    if (name.startsWith(BEST)) best[name.slice(BEST.length)] = tensor;
    else state[name] = tensor;
  }
  return { progress, state, settings, ...(Object.keys(best).length > 0 ? { best } : {}) };
}

async function digest(progress: unknown, settings: unknown, tensors: EngineState): Promise<string> {
  const contents = writeSafetensors({
    tensors,
    metadata: { progress: JSON.stringify(progress), settings: JSON.stringify(settings) },
  });
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", contents));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
