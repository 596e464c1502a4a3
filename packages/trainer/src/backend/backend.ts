/** The backends that training runs on, best first. */
export type BackendName = "webgpu" | "wasm" | "cpu";

/** What a WebGPU adapter is made of: a graphics card, a driver that computes on the CPU, or no adapter at all. */
export type AdapterKind = "hardware" | "software" | "none";

/** What a user asks for; nothing asked means the best there is. */
export interface BackendRequest {
  /** Takes this backend or fails. */
  readonly backend?: BackendName | undefined;
  /** Takes the WebGPU adapter whose name contains this text (in any case), or fails. Implies `backend: "webgpu"`. */
  readonly adapter?: string | undefined;
  /** Where the `.wasm` files of `@tensorflow/tfjs-backend-wasm` lie: a folder's URL or path with a slash at its end. The browser needs it; elsewhere it is found. */
  readonly wasmPath?: string | undefined;
}

/** An open backend: TensorFlow.js's current one until it is closed. */
export interface Backend {
  /** TensorFlow.js's name for it. */
  readonly name: BackendName;
  /** The adapter's own name (`"llvmpipe (LLVM 19, 256 bits)"`), or what computes where there is none (`"wasm"`, `"cpu"`). */
  readonly adapter: string;
  /** What the adapter is made of. */
  readonly kind: AdapterKind;
  /**
   * Whether the runtime keeps a core busy while it waits for the device, as Node does: Dawn's binding looks for news in every turn of the
   * event loop. No, if left out.
   */
  readonly isWaitingBusy?: boolean | undefined;
  /** The device, where there is one; this backend owns it. */
  readonly device: GPUDevice | null;
  /** Why it is not a better one and how to get that, or `null`: a sentence or two for the user. */
  readonly notice: string | null;
  /** Resolves with the reason when the device is lost other than by `close`; never where there is no device. */
  readonly lost: Promise<string>;
  /** Removes the backend from TensorFlow.js, with every tensor on it, and destroys its device. */
  close(): void;
}

/** What was asked for is not on this machine. */
export class BackendUnavailableError extends Error {
  /** The class's name, which a stack trace shows. */
  override name = "BackendUnavailableError";
}
