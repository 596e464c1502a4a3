import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, type TestContext, test } from "vitest";
import type { Artifact } from "../artifact.ts";
import { type CompiledPackage, compilePackage } from "../testing/compiled-package.ts";
import { exampleArtifact } from "../testing/example-artifact.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { readArtifactFolder } from "./read-artifact-folder.ts";
import { findSiblings } from "./sibling-folders.ts";
import { writeArtifactFolder } from "./write-artifact-folder.ts";

const writer = fileURLToPath(new URL("../testing/write-artifact.mjs", import.meta.url));
const onWindows = process.platform === "win32";

let compiled: CompiledPackage;
let old: Artifact;
let next: Artifact;
beforeAll(async () => {
  compiled = await compilePackage();
  // 32,000 x 3 weights of 4 bytes: 384 kB, so that writing them can be cut off in the middle.
  old = await exampleArtifact({ name: "old", inputShape: [32_000] });
  next = await exampleArtifact({ name: "next", inputShape: [32_000], weight: (index) => -index });
});
afterAll(() => compiled.remove());

interface Folders {
  readonly parent: string;
  /** Holds `old` at first. */
  readonly dir: string;
  readonly oldSource: string;
  readonly nextSource: string;
}

async function prepare(): Promise<Folders> {
  const base = await temporaryFolder();
  const folders = {
    parent: join(base, "models"),
    dir: join(base, "models", "odd"),
    oldSource: join(base, "old"),
    nextSource: join(base, "next"),
  };
  await writeArtifactFolder(folders.oldSource, old);
  await writeArtifactFolder(folders.nextSource, next);
  await writeArtifactFolder(folders.dir, old);
  return folders;
}

async function expectArtifact(dir: string, expected: Artifact): Promise<void> {
  expectSame(await readArtifactFolder(dir), expected);
}

/** The bytes are compared as a whole: value by value, as `toEqual` does it, takes a second. */
function expectSame(found: Artifact, expected: Artifact): void {
  expect(found.manifest).toEqual(expected.manifest);
  expect(Buffer.compare(found.modelJson, expected.modelJson)).toBe(0);
  expect(Buffer.compare(found.weights, expected.weights)).toBe(0);
}

function command(mode: "once" | "forever", dir: string, ...sources: string[]): string[] {
  return [process.execPath, writer, mode, compiled.url("node/mod.js"), dir, ...sources];
}

/** Runs a shell script with "$@" set, and returns the last line that was printed. */
function runScript(script: string, args: readonly string[]): string {
  const shell = spawnSync("bash", ["-c", script, "bash", ...args], { encoding: "utf8" });
  expect(shell.stderr).toBe("");
  return shell.stdout.trim().split("\n").at(-1) ?? "";
}

/** The flags of `unshare` with which this user may mount a file system that only the command sees. */
function mountFlags(context: TestContext): string {
  const flags = ["-m", "-rm"].find(
    (flag) => spawnSync("unshare", [flag, "mount", "-t", "tmpfs", "none", "/mnt"]).status === 0,
  );
  return (
    flags ??
    context.skip("a file system in memory cannot be mounted here: it takes root or user namespaces on Linux")
  );
}

describe("the old artifact stays, byte for byte, when", () => {
  test.skipIf(onWindows)(
    "a file cannot be written to its end (EFBIG half-way through the weights)",
    async () => {
      const { parent, dir, nextSource } = await prepare();
      // 64 blocks of 1024 bytes: enough for the manifest and model.json.
      const script = "trap '' XFSZ; ulimit -f 64; exec \"$@\"";
      expect(JSON.parse(runScript(script, command("once", dir, nextSource)))).toMatchObject({
        code: "write-failed",
        cause: "EFBIG",
        message: expect.stringContaining("what stood there before is unchanged"),
      });
      expect(await readdir(parent)).toEqual(["odd"]);
      await expectArtifact(dir, old);
      // The same write succeeds once there is room.
      expect(runScript('exec "$@"', command("once", dir, nextSource))).toBe("written");
      await expectArtifact(dir, next);
    },
  );

  test("the disk is full (ENOSPC)", async (context) => {
    const flags = mountFlags(context);
    const { parent, oldSource, nextSource } = await prepare();
    const disk = join(parent, "disk");
    const result = join(parent, "result");
    await mkdir(disk);
    // Room for one artifact and a half.
    const script = `disk=$1; old=$2; result=$3; shift 3
      mount -t tmpfs -o size=600k none "$disk" && cp -r "$old" "$disk/odd" || exit
      "$@" && cp -r "$disk" "$result"`;
    const inside = [
      "-c",
      script,
      "bash",
      disk,
      oldSource,
      result,
      ...command("once", join(disk, "odd"), nextSource),
    ];
    const printed = runScript('exec unshare "$@"', [flags, "bash", ...inside]);
    expect(JSON.parse(printed)).toMatchObject({ code: "write-failed", cause: "ENOSPC" });
    expect(await readdir(result)).toEqual(["odd"]);
    await expectArtifact(join(result, "odd"), old);
  });

  test("the file system is read-only (EROFS)", async (context) => {
    const flags = mountFlags(context);
    const { parent, oldSource, nextSource } = await prepare();
    const disk = join(parent, "disk");
    const result = join(parent, "result");
    await mkdir(disk);
    const script = `disk=$1; old=$2; result=$3; shift 3
      mount -t tmpfs none "$disk" && cp -r "$old" "$disk/odd" && mount -o remount,ro "$disk" || exit
      "$@" && cp -r "$disk" "$result"`;
    const inside = [
      "-c",
      script,
      "bash",
      disk,
      oldSource,
      result,
      ...command("once", join(disk, "odd"), nextSource),
    ];
    const printed = runScript('exec unshare "$@"', [flags, "bash", ...inside]);
    expect(JSON.parse(printed)).toMatchObject({ code: "write-failed", cause: "EROFS" });
    await expectArtifact(join(result, "odd"), old);
  });

  test("the folder cannot be renamed (EBUSY: a mount point)", async (context) => {
    const flags = mountFlags(context);
    const { parent, dir, oldSource, nextSource } = await prepare();
    const result = join(parent, "result");
    const script = `dir=$1; old=$2; result=$3; shift 3
      mount -t tmpfs none "$dir" && cp "$old"/* "$dir" || exit
      "$@" && cp -r "$dir" "$result"`;
    const inside = ["-c", script, "bash", dir, oldSource, result, ...command("once", dir, nextSource)];
    const printed = runScript('exec unshare "$@"', [flags, "bash", ...inside]);
    expect(JSON.parse(printed)).toMatchObject({
      cause: "EBUSY",
      message: expect.stringContaining("use a folder inside it"),
    });
    await expectArtifact(result, old);
    expect((await readdir(parent)).sort()).toEqual(["odd", "result"]);
  });
});

async function startWriter(dir: string, ...sources: string[]): Promise<ChildProcess> {
  const [file = "", ...args] = command("forever", dir, ...sources);
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  await once(child.stdout, "data");
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

/** Fails unless a whole artifact stands, one of the two; gives its name. */
async function expectOldOrNext(dir: string): Promise<string> {
  const found = await readArtifactFolder(dir);
  expectSame(found, found.manifest.name === "old" ? old : next);
  return found.manifest.name;
}

test("a writer killed with SIGKILL at any moment leaves the old artifact or the new one, whole", async () => {
  const { parent, dir, oldSource, nextSource } = await prepare();
  let interrupted = 0;
  for (let round = 0; round < 25; round++) {
    const child = await startWriter(dir, nextSource, oldSource);
    // Moments spread over some writes: 0 to 24 ms in steps that do not follow the writer's own rhythm.
    await new Promise((resolve) => setTimeout(resolve, (round * 7) % 25));
    await kill(child);
    interrupted += (await findSiblings(dir)).length > 0 ? 1 : 0;
    await expectOldOrNext(dir);
  }
  // Else no kill hit a write and the test says nothing.
  expect(interrupted).toBeGreaterThan(0);
  await writeArtifactFolder(dir, next);
  await expectArtifact(dir, next);
  expect(await readdir(parent)).toEqual(["odd"]);
});

test("while two processes write, every read gives one artifact, whole", async () => {
  const { parent, dir, oldSource, nextSource } = await prepare();
  const writers = [
    await startWriter(dir, nextSource, oldSource),
    await startWriter(dir, oldSource, nextSource),
  ];
  const names = new Set<string>();
  try {
    const end = performance.now() + 2000;
    for (let reads = 0; reads < 20 || performance.now() < end; reads++) {
      names.add(await expectOldOrNext(dir));
    }
    // Neither has met an error.
    expect(writers.map((child) => child.exitCode)).toEqual([null, null]);
  } finally {
    await Promise.all(writers.map(kill));
  }
  expect([...names].sort()).toEqual(["next", "old"]);
  await writeArtifactFolder(dir, next);
  await expectArtifact(dir, next);
  expect(await readdir(parent)).toEqual(["odd"]);
});

test("a folder that is copied is an artifact like any other", async () => {
  const { parent, dir } = await prepare();
  await cp(dir, join(parent, "copy"), { recursive: true });
  await expectArtifact(join(parent, "copy"), old);
});
