import { type Backend, type BackendRequest, BackendUnavailableError } from "./backend.ts";
import { openCpuBackend, openWasmBackend } from "./cpu-backends.ts";
import { adapterKind, adapterName, openWebGpuBackend } from "./webgpu-backend.ts";

/** What one runtime (Node, Deno, the browser) has to say; the order of choice is the same for all. */
export interface Runtime {
  /** The adapters of this machine, best first, asked one after another until one fits; what went wrong is told to `failed`. */
  adapters(name: string | undefined, failed: (reason: string) => void): AsyncIterable<GPUAdapter>;
  /** The folder of tfjs-backend-wasm's files with a slash at its end, or `null` where the user must say it. */
  wasmPath(): string | null;
  /** What to do to get WebGPU here. */
  readonly remedy: string;
  /** Whether waiting for a device keeps a core busy. */
  readonly isWaitingBusy?: boolean;
}

/**
 * Opens the best backend of a machine, or the one asked for.
 *
 * In order: a hardware adapter, an installed software driver, SwiftShader out of its npm package, WebAssembly. What is
 * asked for by name and missing is an error; nothing else takes its place.
 *
 * @param runtime The machine's runtime.
 * @param request What is asked for.
 * @returns The open backend; the caller closes it.
 * @throws {BackendUnavailableError} If what was asked for by name is not there.
 */
export async function openBackendOn(runtime: Runtime, request: BackendRequest): Promise<Backend> {
  const { backend, adapter } = request;
  if (adapter !== undefined && backend !== undefined && backend !== "webgpu") {
    throw new BackendUnavailableError(
      `Cannot open adapter "${adapter}": adapters belong to the webgpu backend, received backend "${backend}"`,
    );
  }
  if (backend === "cpu") return await openCpuBackend(null);
  if (backend === "wasm") return await openWasm(runtime, request, null);

  const seen: string[] = [];
  const failures: string[] = [];
  for await (const candidate of runtime.adapters(adapter, (reason) => failures.push(reason))) {
    if (adapter !== undefined && !namedLike(candidate.info, adapter)) {
      seen.push(adapterName(candidate.info));
      continue;
    }
    const opened = await openWebGpuBackend(candidate, softwareNotice(candidate.info, runtime.remedy));
    return { ...opened, isWaitingBusy: runtime.isWaitingBusy };
  }
  const advice = [...failures, runtime.remedy].join(" ");
  if (adapter !== undefined) {
    const found = seen.length > 0 ? seen.map((name) => `"${name}"`).join(", ") : "none";
    throw new BackendUnavailableError(
      `Cannot open adapter "${adapter}": no WebGPU adapter has that name, found ${found}. ${advice}`,
    );
  }
  if (backend === "webgpu") {
    throw new BackendUnavailableError(
      `Cannot open backend webgpu: this machine gives no WebGPU adapter. ${advice}`,
    );
  }
  return await openWasm(
    runtime,
    request,
    `No WebGPU adapter was found, so training runs on WebAssembly. ${advice}`,
  );
}

async function openWasm(runtime: Runtime, request: BackendRequest, notice: string | null): Promise<Backend> {
  const path = request.wasmPath ?? runtime.wasmPath();
  if (path === null) {
    throw new BackendUnavailableError(
      `Cannot open backend wasm: the folder of tfjs-backend-wasm's files must be given as "wasmPath". ${runtime.remedy}`,
    );
  }
  return await openWasmBackend(path, notice);
}

function namedLike(info: GPUAdapterInfo, wanted: string): boolean {
  const words = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`;
  return words.toLowerCase().includes(wanted.toLowerCase());
}

function softwareNotice(info: GPUAdapterInfo, remedy: string): string | null {
  if (adapterKind(info) === "hardware") return null;
  const swiftShader = /swiftshader/i.test(`${info.device} ${info.description}`);
  return swiftShader ? `WebGPU runs on SwiftShader, a driver that computes on the CPU. ${remedy}` : null; // An installed lavapipe is what somebody without a GPU was told to get: nothing to add.
}
