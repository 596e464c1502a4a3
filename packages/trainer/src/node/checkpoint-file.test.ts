import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkpointFile } from "./checkpoint-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "proj-checkpoint-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a checkpoint is written, replaced, read and removed, and no other file is left", async () => {
  const store = checkpointFile(join(folder, "deep", "run.safetensors"));
  expect(await store.read()).toBeNull();
  await store.write(Uint8Array.of(1, 2));
  await store.write(Uint8Array.of(3));
  expect(Array.from((await store.read()) ?? [])).toEqual([3]);
  expect(await readdir(join(folder, "deep"))).toEqual(["run.safetensors"]);
  await store.remove();
  expect(await readdir(join(folder, "deep"))).toEqual([]);
});

test("what a killed writer left is taken away with the checkpoint, and nothing else is", async () => {
  const store = checkpointFile(join(folder, "run.safetensors"));
  await writeFile(join(folder, ".run.safetensors.0a1b"), "half");
  await writeFile(join(folder, "mine.txt"), "keep");
  await store.remove();
  expect(await readdir(folder)).toEqual(["mine.txt"]);
});

test("a write that fails half-way leaves the checkpoint before it", async () => {
  const path = join(folder, "run.safetensors");
  await checkpointFile(path).write(Uint8Array.of(7));
  // A child whose files may not grow past 64 KiB: its write fails with EFBIG, as it would with ENOSPC on a full disk.
  const source = new URL("./checkpoint-file.ts", import.meta.url).pathname;
  const program = `
    import { checkpointFile } from ${JSON.stringify(source)};
    try { await checkpointFile(${JSON.stringify(path)}).write(new Uint8Array(1_000_000)); console.log("written"); }
    catch (error) { console.log(error.message); }`;
  const deno = join(process.cwd(), "..", "..", "node_modules", ".bin", "deno");
  const { stdout } = await promisify(execFile)(
    "bash",
    [
      "-c",
      'trap "" XFSZ; ulimit -f 64; exec "$0" eval --conditions=source --ext=ts --no-check "$1"',
      deno,
      program,
    ],
    { cwd: join(process.cwd(), "..", "..") },
  );
  expect(stdout).toMatch(/^Cannot write .*run\.safetensors: /);
  expect(Array.from(await readFile(path))).toEqual([7]);
  expect(await readdir(folder)).toEqual(["run.safetensors"]);
});
