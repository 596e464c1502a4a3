import { spawnSync } from "node:child_process";
import { readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ArtifactErrorCode } from "../artifact-error.ts";
import { exampleArtifact } from "../testing/example-artifact.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { readArtifactFolder } from "./read-artifact-folder.ts";
import { writeArtifactFolder } from "./write-artifact-folder.ts";

const artifact = await exampleArtifact();
const fileNames = ["manifest.json", "model.json", "weights.bin"];

async function written(): Promise<string> {
  const dir = join(await temporaryFolder(), "odd");
  await writeArtifactFolder(dir, artifact);
  return dir;
}

describe("readArtifactFolder refuses", () => {
  test.each(fileNames)("an artifact with one flipped byte in %s, naming the file", async (fileName) => {
    const dir = await written();
    const bytes = await readFile(join(dir, fileName));
    for (const index of [0, bytes.length >> 1, bytes.length - 1]) {
      const flipped = Buffer.from(bytes);
      flipped[index] = (flipped[index] ?? 0) ^ 1;
      await writeFile(join(dir, fileName), flipped);
      await expect(readArtifactFolder(dir)).rejects.toThrow(fileName);
      await expect(readArtifactFolder(dir)).rejects.toThrow(dir);
    }
    await writeFile(join(dir, fileName), bytes);
    await expect(readArtifactFolder(dir)).resolves.toEqual(artifact);
  });

  test.each<[string, ArtifactErrorCode]>([
    ["manifest.json", "invalid-manifest"],
    ["model.json", "checksum"],
    ["weights.bin", "checksum"],
  ])("a truncated %s", async (fileName, code) => {
    const dir = await written();
    await truncate(join(dir, fileName), 10);
    await expect(readArtifactFolder(dir)).rejects.toMatchObject({ code, fileName });
  });

  test.each(fileNames)("an artifact without %s, naming the file", async (fileName) => {
    const dir = await written();
    await rm(join(dir, fileName));
    await expect(readArtifactFolder(dir)).rejects.toMatchObject({
      code: "missing-file",
      fileName,
      message: expect.stringContaining(`${join(dir, fileName)} must be there, received nothing`),
    });
  });

  test.each(["nowhere", "nowhere/odd", "file", "file/odd"])(
    "the path %s, where no folder stands",
    async (path) => {
      const parent = await temporaryFolder();
      await writeFile(join(parent, "file"), "");
      await expect(readArtifactFolder(join(parent, path))).rejects.toMatchObject({ code: "missing-file" });
    },
  );

  test("a newer format version, and says to update", async () => {
    const dir = await written();
    const text = await readFile(join(dir, "manifest.json"), "utf8");
    await writeFile(join(dir, "manifest.json"), text.replace('"formatVersion": 1', '"formatVersion": 2'));
    await expect(readArtifactFolder(dir)).rejects.toMatchObject({
      code: "newer-format",
      fileName: "manifest.json",
    });
    await expect(readArtifactFolder(dir)).rejects.toThrow("update @proj/model");
  });

  test("a manifest of more than 4 MiB", async () => {
    const dir = await written();
    await truncate(join(dir, "manifest.json"), 4 * 2 ** 20 + 1);
    await expect(readArtifactFolder(dir)).rejects.toMatchObject({
      code: "too-large",
      fileName: "manifest.json",
    });
  });

  test("weights longer than the manifest says, without reading them", async () => {
    const dir = await written();
    // A file that is one hole: a terabyte that takes no room and would fit no memory.
    await truncate(join(dir, "weights.bin"), 2 ** 40);
    await expect(readArtifactFolder(dir)).rejects.toMatchObject({
      code: "checksum",
      fileName: "weights.bin",
    });
  });

  test("weights beyond the limit of the options", async () => {
    const dir = await written();
    await expect(readArtifactFolder(dir, { maxWeightsBytes: 59 })).rejects.toMatchObject({
      code: "too-large",
    });
    await expect(readArtifactFolder(dir, { maxWeightsBytes: 60 })).resolves.toEqual(artifact);
  });

  test.skipIf(process.platform === "win32")(
    "a named pipe in place of a file, without waiting for it",
    async () => {
      const dir = await written();
      await rm(join(dir, "weights.bin"));
      expect(spawnSync("mkfifo", [join(dir, "weights.bin")]).status).toBe(0);
      await expect(readArtifactFolder(dir)).rejects.toThrow("weights.bin: it must be a file");
    },
  );
});
