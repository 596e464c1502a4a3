import process from "node:process";
import { type BackendName, openBackend } from "@proj/trainer/backend";

/**
 * Runs an example's program: a failure becomes one line, and exit code 1.
 *
 * @param program The program.
 */
export async function runExample(program: () => Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/**
 * Opens the backend that somebody typed the name of.
 *
 * @param name `webgpu`, `wasm` or `cpu`; the best there is if left out.
 * @returns The backend; the caller closes it.
 * @throws {RangeError} On another name.
 */
export async function openNamedBackend(name: string | undefined): ReturnType<typeof openBackend> {
  const names: readonly (string | undefined)[] = [undefined, "webgpu", "wasm", "cpu"];
  if (!names.includes(name)) {
    throw new RangeError(`Cannot open a backend: --backend must be webgpu, wasm or cpu, received "${name}"`);
  }
  return await openBackend({ backend: name as BackendName | undefined });
}
