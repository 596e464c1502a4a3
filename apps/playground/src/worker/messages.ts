import type { BackendName } from "@proj/trainer";
import type { Settings } from "../settings/settings.ts";

/** What the page asks of the worker. */
export type Request =
  /** Loads the digits; the first message, once. */
  | { readonly type: "load" }
  /** Trains from the beginning, or goes on from the checkpoint of the run before. */
  | {
      readonly type: "train";
      readonly settings: Settings;
      readonly resume: boolean;
      /** Where the files of WebAssembly lie, with a slash at its end. */
      readonly wasmPath: string;
    }
  /** Stops at the next read-back of the loss, after a checkpoint. */
  | { readonly type: "halt" };

/** What the worker tells the page. */
export type Report =
  /** Bytes of the digits that are there, and in all where that is known. */
  | { readonly type: "loading"; readonly bytes: number; readonly total: number | null }
  | { readonly type: "loaded"; readonly heldOut: HeldOut }
  | { readonly type: "machine"; readonly machine: Machine }
  | { readonly type: "engine"; readonly name: string; readonly reason: string | null }
  | { readonly type: "steps"; readonly progress: Progress; readonly loss: number }
  /** The model as it is now, and what it makes of the held-out images. */
  | {
      readonly type: "model";
      readonly step: number;
      readonly files: ModelFiles;
      readonly predictions: Float32Array;
    }
  /** The run was halted, and can go on. */
  | { readonly type: "halted" }
  | { readonly type: "done" }
  /** The device is gone; `resumable` says whether there is a checkpoint to go on from. */
  | { readonly type: "lost"; readonly message: string; readonly resumable: boolean }
  /** A run goes on from its checkpoint: what was reported after that step will be reported again. */
  | { readonly type: "resumed"; readonly step: number }
  | { readonly type: "failed"; readonly message: string };

/** The images that training never sees. */
export interface HeldOut {
  readonly count: number;
  /** `[count, 784]`: pixels 0 to 255, row-major. */
  readonly images: Uint8Array;
  /** `[count]`: digits 0 to 9. */
  readonly labels: Uint8Array;
}

/** What trains. */
export interface Machine {
  readonly backend: BackendName;
  /** The adapter's own name, or what computes where there is none. */
  readonly adapter: string;
  /** Whether the adapter is a graphics card, a driver that computes on the CPU, or there is none. */
  readonly kind: "hardware" | "software" | "none";
  /** The engine's name, once it is chosen. */
  readonly engine: string | null;
  /** Why it is not the fused engine, where nobody asked for another one. */
  readonly engineReason: string | null;
}

/** How far a run has come. */
export interface Progress {
  readonly step: number;
  readonly steps: number;
  readonly epoch: number;
  readonly epochs: number;
  readonly stepsPerSecond: number | null;
}

/** The three files of an artifact. */
export interface ModelFiles {
  readonly "manifest.json": Uint8Array<ArrayBuffer>;
  readonly "model.json": Uint8Array<ArrayBuffer>;
  readonly "weights.bin": Uint8Array<ArrayBuffer>;
}
