import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Artifact, type ArtifactReader, createArtifact, readArtifact } from "./artifact.ts";
import { ArtifactError } from "./artifact-error.ts";
import { sealManifest } from "./manifest-checksum.ts";
import { serializeManifest } from "./serialize-manifest.ts";
import { exampleArtifact, exampleFiles, exampleManifest } from "./testing/example-artifact.ts";

const artifact = await exampleArtifact();

function filesOf({ manifest, modelJson, weights }: Artifact): Map<string, Uint8Array> {
  return new Map([
    ["manifest.json", new TextEncoder().encode(serializeManifest(manifest))],
    ["model.json", modelJson.slice()],
    ["weights.bin", weights.slice()],
  ]);
}

function readerOf(files: ReadonlyMap<string, Uint8Array>): ArtifactReader {
  return async (fileName) => {
    const bytes = files.get(fileName);
    if (bytes === undefined) throw new ArtifactError("missing-file", fileName, `Cannot read ${fileName}`);
    return bytes;
  };
}

describe("createArtifact", () => {
  test("fills in the format, and the size and SHA-256 of each file", () => {
    const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
    expect(artifact.manifest).toMatchObject({ format: "proj-model", formatVersion: 1 });
    expect(artifact.manifest.files).toEqual({
      "model.json": { bytes: artifact.modelJson.length, sha256: sha256(artifact.modelJson) },
      // A 4 x 3 kernel and 3 biases of 4 bytes.
      "weights.bin": { bytes: (4 * 3 + 3) * 4, sha256: sha256(artifact.weights) },
    });
  });

  test("makes the same manifest from the same contents", async () => {
    expect(serializeManifest((await exampleArtifact()).manifest)).toBe(serializeManifest(artifact.manifest));
  });

  test("refuses a manifest that could not be read again", async () => {
    const manifest = { ...exampleManifest(), name: "" };
    await expect(createArtifact({ manifest, ...exampleFiles() })).rejects.toMatchObject({
      code: "invalid-manifest",
    });
  });

  test("refuses weights of another length than model.json says", async () => {
    const { modelJson, weights } = exampleFiles();
    const contents = { manifest: exampleManifest(), modelJson, weights: weights.subarray(4) };
    await expect(createArtifact(contents)).rejects.toThrow(
      "Cannot create the artifact: weights.bin: it must have the 60 bytes of model.json's weights, received 56",
    );
  });

  test("refuses weights beyond the limit, and takes them where the limit is raised", async () => {
    const contents = { manifest: exampleManifest(), ...exampleFiles() };
    await expect(createArtifact(contents, { maxWeightsBytes: 59 })).rejects.toMatchObject({
      code: "too-large",
    });
    await expect(createArtifact(contents, { maxWeightsBytes: 60 })).resolves.toBeDefined();
  });
});

describe("readArtifact", () => {
  test("returns the artifact that was written", async () => {
    expect(await readArtifact(readerOf(filesOf(artifact)))).toEqual(artifact);
  });

  test.each(["model.json", "weights.bin"])(
    "refuses one flipped byte anywhere in %s, naming the file",
    async (fileName) => {
      const files = filesOf(artifact);
      const original = files.get(fileName) ?? new Uint8Array();
      expect(original.length).toBeGreaterThan(0);
      for (let index = 0; index < original.length; index++) {
        const bytes = original.slice();
        bytes[index] = (bytes[index] ?? 0) ^ 1;
        await expect(readArtifact(readerOf(new Map([...files, [fileName, bytes]])))).rejects.toMatchObject({
          code: "checksum",
          fileName,
          message: expect.stringContaining(
            `${fileName} is damaged or was replaced: it must have the SHA-256`,
          ),
        });
      }
    },
  );

  test("refuses one flipped byte anywhere in manifest.json, naming the file", async () => {
    const files = filesOf(artifact);
    const original = files.get("manifest.json") ?? new Uint8Array();
    expect(original.length).toBeGreaterThan(1000);
    for (let index = 0; index < original.length; index++) {
      const bytes = original.slice();
      bytes[index] = (bytes[index] ?? 0) ^ 1;
      const error = await readArtifact(readerOf(new Map([...files, ["manifest.json", bytes]]))).catch(
        (cause) => cause,
      );
      expect(error, `byte ${index}`).toBeInstanceOf(ArtifactError);
      expect(error.message).toContain("manifest.json");
    }
  });

  test("refuses a manifest with a field that was edited", async () => {
    const text = serializeManifest(artifact.manifest).replace('"seed": 1', '"seed": 2');
    const files = new Map([...filesOf(artifact), ["manifest.json", new TextEncoder().encode(text)]]);
    await expect(readArtifact(readerOf(files))).rejects.toMatchObject({
      code: "checksum",
      fileName: "manifest.json",
      message: expect.stringContaining(
        "manifest.json is damaged or was replaced: it must have the checksum that it states",
      ),
    });
  });

  test("refuses a manifest that is no JSON, naming the file and the source", async () => {
    const files = new Map([...filesOf(artifact), ["manifest.json", new TextEncoder().encode("<html>")]]);
    await expect(readArtifact(Object.assign(readerOf(files), { source: "models/odd" }))).rejects.toThrow(
      "Cannot read the artifact models/odd: manifest.json: it must be JSON in UTF-8, received 6 bytes that are not",
    );
  });

  test.each([
    ["truncated", -1, "it must have the 60 bytes of the manifest, received 59"],
    ["longer", 1, "it must have the 60 bytes of the manifest, received 61"],
  ])("refuses %s weights, naming both sizes", async (_, difference, message) => {
    const weights = new Uint8Array(artifact.weights.length + difference);
    weights.set(artifact.weights.subarray(0, weights.length));
    const error = readArtifact(readerOf(new Map([...filesOf(artifact), ["weights.bin", weights]])));
    await expect(error).rejects.toMatchObject({ code: "checksum", fileName: "weights.bin" });
    await expect(error).rejects.toThrow(message);
  });

  test.each(["manifest.json", "model.json", "weights.bin"])(
    "passes on that %s is missing",
    async (fileName) => {
      const files = filesOf(artifact);
      files.delete(fileName);
      await expect(readArtifact(readerOf(files))).rejects.toMatchObject({ code: "missing-file", fileName });
    },
  );

  test("asks the reader for no more than the manifest declares", async () => {
    const asked: [string, number][] = [];
    const files = readerOf(filesOf(artifact));
    await readArtifact(async (fileName, maxBytes) => {
      asked.push([fileName, maxBytes]);
      return files(fileName, maxBytes);
    });
    expect(asked).toEqual([
      ["manifest.json", 4 * 1024 * 1024],
      ["model.json", artifact.modelJson.length],
      ["weights.bin", 60],
    ]);
  });

  test.each([
    ["model.json", 16 * 2 ** 20],
    ["weights.bin", 2 ** 30],
  ])("refuses to begin with a %s that the manifest declares too large", async (fileName, most) => {
    const record = { bytes: most + 1, sha256: "0".repeat(64) };
    const { manifest } = await sealManifest({
      ...artifact.manifest,
      files: { ...artifact.manifest.files, [fileName]: record },
    });
    const error = readArtifact(readerOf(filesOf({ ...artifact, manifest })));
    await expect(error).rejects.toMatchObject({ code: "too-large", fileName });
    await expect(error).rejects.toThrow(`${fileName} must have at most ${most} bytes, received ${most + 1}`);
  });

  test("refuses a newer format version", async () => {
    const manifest = new TextEncoder().encode(JSON.stringify({ ...artifact.manifest, formatVersion: 2 }));
    const error = readArtifact(readerOf(new Map([...filesOf(artifact), ["manifest.json", manifest]])));
    await expect(error).rejects.toMatchObject({ code: "newer-format", fileName: "manifest.json" });
    await expect(error).rejects.toThrow("made by a newer version");
  });

  test("passes on any other error of the reader", async () => {
    const reason = new Error("the network is down");
    await expect(readArtifact(() => Promise.reject(reason))).rejects.toBe(reason);
  });
});
