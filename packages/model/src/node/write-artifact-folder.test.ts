import { chmod, mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { sealManifest } from "../manifest-checksum.ts";
import { exampleArtifact } from "../testing/example-artifact.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { readArtifactFolder } from "./read-artifact-folder.ts";
import { writeArtifactFolder } from "./write-artifact-folder.ts";

const old = await exampleArtifact({ name: "old" });
const next = await exampleArtifact({ name: "next", weight: (index) => -index });
const fileNames = ["manifest.json", "model.json", "weights.bin"];
const onWindows = process.platform === "win32";

/** The bytes of every file in a folder, by name. */
async function contents(folder: string): Promise<Map<string, string>> {
  const names = (await readdir(folder)).sort();
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "hex")] as const)),
  );
}

describe("writeArtifactFolder and readArtifactFolder", () => {
  test("the artifact that was written is read, and nothing else is left", async () => {
    const parent = await temporaryFolder();
    const dir = join(parent, "models", "odd");
    await writeArtifactFolder(dir, old);
    expect(await readArtifactFolder(dir)).toEqual(old);
    expect((await readdir(dir)).sort()).toEqual(fileNames);
    await writeArtifactFolder(dir, next);
    expect(await readArtifactFolder(dir)).toEqual(next);
    expect(await readdir(join(parent, "models"))).toEqual(["odd"]);
  });

  test("the same artifact gives the same bytes", async () => {
    const parent = await temporaryFolder();
    await writeArtifactFolder(join(parent, "a"), old);
    await writeArtifactFolder(join(parent, "b"), await readArtifactFolder(join(parent, "a")));
    expect(await contents(join(parent, "b"))).toEqual(await contents(join(parent, "a")));
  });

  test.each<[string, (dir: string) => string]>([
    ["with slashes at the end", (dir) => `${dir}///`],
    ["relative", (dir) => relative(process.cwd(), dir)],
    ["with a dot", (dir) => `${dir}/.`],
  ])("a path %s names the same folder", async (_, spell) => {
    const dir = join(await temporaryFolder(), "odd");
    await writeArtifactFolder(dir, old);
    await writeArtifactFolder(spell(dir), next);
    expect(await readArtifactFolder(dir)).toEqual(next);
    expect(await readArtifactFolder(spell(dir))).toEqual(next);
  });

  test("a symbolic link stays, and the folder that it names is replaced", async () => {
    const parent = await temporaryFolder();
    await mkdir(join(parent, "links"));
    await writeArtifactFolder(join(parent, "odd"), old);
    await symlink("../odd", join(parent, "links", "latest"));
    await writeArtifactFolder(join(parent, "links", "latest"), next);
    expect(await readlink(join(parent, "links", "latest"))).toBe("../odd");
    expect(await readArtifactFolder(join(parent, "odd"))).toEqual(next);
    expect(await readArtifactFolder(join(parent, "links", "latest"))).toEqual(next);
  });

  test("a symbolic link to a folder that is not there yet is followed", async () => {
    const parent = await temporaryFolder();
    await symlink("new/odd", join(parent, "latest"));
    await writeArtifactFolder(join(parent, "latest"), old);
    expect(await readArtifactFolder(join(parent, "new", "odd"))).toEqual(old);
  });

  test("a circle of links is refused", async () => {
    const parent = await temporaryFolder();
    await symlink("b", join(parent, "a"));
    await symlink("a", join(parent, "b"));
    const error = writeArtifactFolder(join(parent, "a"), old);
    await expect(error).rejects.toThrow("its folder must be no circle of links");
  });

  test.each(["", "/"])("the path %j is refused", async (dir) => {
    await expect(writeArtifactFolder(dir, old)).rejects.toThrow("it must lie in a folder of its own");
    await expect(readArtifactFolder(dir)).rejects.toThrow(TypeError);
  });

  test("writes at the same time come one after the other, and the last one stands", async () => {
    const parent = await temporaryFolder();
    const dir = join(parent, "odd");
    await Promise.all([old, next, old, next].map((artifact) => writeArtifactFolder(dir, artifact)));
    expect(await readArtifactFolder(dir)).toEqual(next);
    expect(await readdir(parent)).toEqual(["odd"]);
  });

  test("an empty folder is taken", async () => {
    const dir = join(await temporaryFolder(), "odd");
    await mkdir(dir);
    await writeArtifactFolder(dir, old);
    expect(await readArtifactFolder(dir)).toEqual(old);
  });

  test("a manifest that was changed in memory is written with a checksum of its own", async () => {
    const dir = join(await temporaryFolder(), "odd");
    const renamed = { ...old.manifest, name: "renamed" };
    await writeArtifactFolder(dir, { ...old, manifest: renamed });
    expect((await readArtifactFolder(dir)).manifest).toEqual((await sealManifest(renamed)).manifest);
  });
});

describe("writeArtifactFolder refuses and changes nothing", () => {
  test.each<[string, (dir: string) => Promise<unknown>]>([
    ["a file of somebody else beside the artifact's", (dir) => writeFile(join(dir, "notes.txt"), "mine")],
    [
      "a folder named like one of the artifact's files",
      async (dir) => {
        await rm(join(dir, "model.json"));
        await mkdir(join(dir, "model.json"));
      },
    ],
    ["a manifest of another format", (dir) => writeFile(join(dir, "manifest.json"), '{"name": "web app"}')],
    ["a manifest that is no JSON", (dir) => writeFile(join(dir, "manifest.json"), "hello")],
    ["a tfjs model without manifest", (dir) => rm(join(dir, "manifest.json"))],
  ])("where the folder holds %s", async (_, change) => {
    const parent = await temporaryFolder();
    const dir = join(parent, "odd");
    await writeArtifactFolder(dir, old);
    await change(dir);
    const before = await readdir(dir, { withFileTypes: true });
    await expect(writeArtifactFolder(dir, next)).rejects.toMatchObject({
      code: "not-an-artifact",
      message: expect.stringContaining("the folder must be empty or an artifact, received"),
    });
    expect(await readdir(dir, { withFileTypes: true })).toEqual(before);
    expect(await readdir(parent)).toEqual(["odd"]);
  });

  test("where a file stands in the folder's place, or in a parent's", async () => {
    const parent = await temporaryFolder();
    const file = join(parent, "odd");
    await writeFile(file, "mine");
    await expect(writeArtifactFolder(file, old)).rejects.toMatchObject({ code: "not-an-artifact" });
    await expect(writeArtifactFolder(join(file, "x"), old)).rejects.toMatchObject({
      code: "write-failed",
      message: expect.stringContaining("every parent must be a folder"),
    });
    expect(await readFile(file, "utf8")).toBe("mine");
  });

  test("where the artifact's own bytes do not fit its manifest", async () => {
    const dir = join(await temporaryFolder(), "odd");
    await writeArtifactFolder(dir, old);
    const error = writeArtifactFolder(dir, { ...next, weights: old.weights });
    await expect(error).rejects.toMatchObject({ code: "checksum", fileName: "weights.bin" });
    expect(await readArtifactFolder(dir)).toEqual(old);
  });

  test.skipIf(onWindows)("where the parent folder may not be written", async () => {
    const parent = await temporaryFolder();
    const dir = join(parent, "odd");
    await writeArtifactFolder(dir, old);
    await chmod(parent, 0o555);
    // Root may write everywhere, so it is nobody for a moment.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.(65534);
    try {
      const error = writeArtifactFolder(dir, next);
      await expect(error).rejects.toMatchObject({ code: "write-failed" });
      await expect(error).rejects.toThrow("the parent folder must be writable, received EACCES");
    } finally {
      if (isRoot) process.seteuid?.(0);
      await chmod(parent, 0o755);
    }
    expect(await readArtifactFolder(dir)).toEqual(old);
    expect(await readdir(parent)).toEqual(["odd"]);
  });
});
