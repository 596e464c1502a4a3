import { strToU8, zipSync } from "fflate";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { readArtifact } from "../artifact.ts";
import { sealManifest } from "../manifest-checksum.ts";
import { exampleArtifact } from "../testing/example-artifact.ts";
import { encodeArtifactZip } from "./encode-artifact-zip.ts";
import { zipReader } from "./zip-reader.ts";

const artifact = await exampleArtifact();
const zip = await encodeArtifactZip(artifact);
const files = {
  "manifest.json": strToU8((await sealManifest(artifact.manifest)).text),
  "model.json": artifact.modelJson,
  "weights.bin": artifact.weights,
};

const read = async (bytes: Uint8Array, source?: string) => await readArtifact(zipReader(bytes, source));

describe("an artifact in a ZIP file", () => {
  test("reads back as it was", async () => {
    expect(await read(zip)).toEqual(artifact);
  });

  test("is the same bytes whenever it is packed", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date(2031, 4, 6) });
    onTestFinished(() => void vi.useRealTimers());
    expect(await encodeArtifactZip(await exampleArtifact())).toEqual(zip);
  });

  test("is not packed where a file was changed", async () => {
    const weights = artifact.weights.map((byte) => byte ^ 1);
    await expect(encodeArtifactZip({ ...artifact, weights })).rejects.toMatchObject({
      code: "checksum",
      message: expect.stringMatching(/^Cannot pack the artifact: weights.bin is damaged/),
    });
  });

  test.each([
    ["in a folder", { odd: files }],
    [
      "in a folder of a folder, with files of an archive program beside them",
      {
        models: { odd: files },
        __MACOSX: { models: { odd: { inner: { "manifest.json": strToU8("{}") } } } },
      },
    ],
    ["beside a manifest that lies deeper", { older: { "manifest.json": strToU8("{}") }, ...files }],
  ])("is found %s", async (_, tree) => {
    expect(await read(zipSync(tree))).toEqual(artifact);
    expect(await read(zipSync(tree, { level: 0 }))).toEqual(artifact);
  });
});

describe("zipReader", () => {
  test.each([
    ["nothing", new Uint8Array(0)],
    ["text", strToU8("this is no ZIP file, however long it may be")],
    ["a ZIP file that ends early", zip.subarray(0, zip.length - 30)],
    ["a JSON file", files["model.json"]],
  ])("refuses %s", (_, bytes) => {
    expect(() => zipReader(bytes, "odd.zip")).toThrow(
      `Cannot read the artifact odd.zip: it must be a ZIP file, received ${bytes.length} bytes that are not`,
    );
  });

  test("refuses a ZIP file of too many entries", () => {
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`${i}`, new Uint8Array(0)]));
    expect(() => zipReader(zipSync(many))).toThrow("received one of more than 1000 entries");
  });

  test("refuses a ZIP file of something else, and says what it saw", () => {
    expect(() => zipReader(zipSync({ "photo.png": new Uint8Array(3) }))).toThrow(
      "Cannot read the artifact the ZIP file: it must hold manifest.json, received photo.png",
    );
    expect(() => zipReader(zipSync({}))).toThrow("received an empty ZIP file");
  });

  test("names the file that is missing", async () => {
    const { "weights.bin": _, ...others } = files;
    await expect(read(zipSync({ odd: others }))).rejects.toMatchObject({
      code: "missing-file",
      fileName: "weights.bin",
      message: "Cannot read the artifact the ZIP file: it must hold odd/weights.bin, received none",
    });
  });

  test("unpacks nothing beyond its limit", async () => {
    const big = zipSync({ ...files, "manifest.json": new Uint8Array(5 * 2 ** 20) });
    expect(big.length).toBeLessThan(20_000);
    await expect(read(big)).rejects.toMatchObject({ code: "too-large", fileName: "manifest.json" });
  });

  test("a file that is larger than the ZIP file says is damaged", async () => {
    const lying = zip.slice();
    // The size before packing, of manifest.json, in the central directory: 24 bytes behind its signature.
    const entry = lying.findIndex(
      (_, at) => lying[at] === 0x50 && lying[at + 1] === 0x4b && lying[at + 2] === 1,
    );
    lying[entry + 24] = 10;
    lying[entry + 25] = 0;
    await expect(read(lying)).rejects.toMatchObject({ fileName: "manifest.json" });
  });

  test("a changed byte is found, wherever it is", async () => {
    for (let at = 40; at < zip.length - 400; at += 97) {
      const changed = zip.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      const outcome = await read(changed).then(
        (found) => found,
        (error: unknown) => error,
      );
      // Names and times of the ZIP file itself do not matter; whatever is read is the artifact or an error of ours.
      if (outcome instanceof Error) expect(outcome).toMatchObject({ name: "ArtifactError" });
      else expect(outcome).toEqual(artifact);
    }
  });
});
