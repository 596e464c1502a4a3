import { readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { datasetSha256, idxDigests } from "../dataset-sha256.ts";
import { writeIdx } from "../idx/write-idx.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { tinyHeldOut, tinyTrain, writeTinyFolder } from "../testing/tiny-dataset.ts";
import { loadIdxFolder } from "./load-idx-folder.ts";

describe("loadIdxFolder", () => {
  test.each<[string, boolean, (name: string) => string]>([
    ["train-images-idx3-ubyte", false, (name) => name],
    ["train-images-idx3-ubyte.gz", true, (name) => `${name}.gz`],
    ["train-images.idx3-ubyte", false, (name) => name.replace("-idx", ".idx")],
    ["train-images.idx3-ubyte.gz", true, (name) => `${name.replace("-idx", ".idx")}.gz`],
    ["train-images-idx3-ubyte.gz that is not compressed", false, (name) => `${name}.gz`],
  ])("reads %s and its three companions", async (_, gzip, rename) => {
    const dir = await temporaryFolder();
    await writeTinyFolder(dir, gzip, rename);
    expect(await loadIdxFolder(dir)).toEqual({
      name: "idx",
      classes: ["0", "1", "2"],
      train: tinyTrain,
      heldOut: tinyHeldOut,
      sha256: await datasetSha256(await idxDigests(tinyTrain, tinyHeldOut)),
    });
  });

  test("takes names of classes, also more than there are labels", async () => {
    const dir = await temporaryFolder();
    await writeTinyFolder(dir, false);
    const classes = ["cat", "dog", "owl", "fox"];
    expect((await loadIdxFolder(dir, { classes })).classes).toEqual(classes);
  });

  test("tells its progress after each file", async () => {
    const dir = await temporaryFolder();
    await writeTinyFolder(dir, false);
    const seen: unknown[] = [];
    await loadIdxFolder(dir, { onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([
      { file: "train-images-idx3-ubyte", bytes: 16 + 30, total: 16 + 30 },
      { file: "train-labels-idx1-ubyte", bytes: 8 + 5, total: 8 + 5 },
      { file: "t10k-images-idx3-ubyte", bytes: 16 + 12, total: 16 + 12 },
      { file: "t10k-labels-idx1-ubyte", bytes: 8 + 2, total: 8 + 2 },
    ]);
  });

  test("stops at a signal, with its reason", async () => {
    const dir = await temporaryFolder();
    await writeTinyFolder(dir, false);
    const controller = new AbortController();
    const reason = new Error("enough");
    const loading = loadIdxFolder(dir, {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(loading).rejects.toBe(reason);
  });
});

describe("loadIdxFolder refuses, and names the file,", () => {
  const bytes = (shape: readonly number[], ...data: number[]): Promise<Uint8Array> =>
    writeIdx({ dtype: "uint8", shape, data: new Uint8Array(data) });

  test.each<[string, (dir: string) => Promise<void>, string]>([
    [
      "a missing file",
      (dir) => rm(join(dir, "t10k-labels-idx1-ubyte")),
      "Cannot read t10k-labels-idx1-ubyte: DIR must hold it as t10k-labels-idx1-ubyte, t10k-labels-idx1-ubyte.gz, t10k-labels.idx1-ubyte, t10k-labels.idx1-ubyte.gz, received none of them",
    ],
    [
      "a missing folder",
      (dir) => rm(dir, { recursive: true }),
      "Cannot read train-images-idx3-ubyte: DIR must hold it as",
    ],
    [
      "a file cut short",
      (dir) => truncate(join(dir, "train-images-idx3-ubyte"), 40),
      "Cannot read DIR/train-images-idx3-ubyte: its header promises 46 bytes (16 of header, then uint8 [5, 2, 3]), received 40; the file is cut short",
    ],
    [
      "a wrong magic number",
      (dir) => writeFile(join(dir, "train-labels-idx1-ubyte"), "<html></html>"),
      "Cannot read DIR/train-labels-idx1-ubyte: an IDX file starts with 00 00 and then 08, 09, 0b, 0c, 0d or 0e, received 3c 68 74 6d",
    ],
    [
      "a wrong count",
      async (dir) => {
        const path = join(dir, "train-labels-idx1-ubyte");
        await writeFile(path, (await readFile(path)).fill(4, 7, 8));
      },
      "Cannot read DIR/train-labels-idx1-ubyte: its header promises 12 bytes (8 of header, then uint8 [4]), received 13; other bytes follow the array",
    ],
    [
      "gzip with a broken checksum",
      async (dir) => {
        const file = await writeIdx(
          { dtype: "uint8", shape: [2], data: new Uint8Array([2, 0]) },
          { gzip: true },
        );
        await writeFile(join(dir, "t10k-labels-idx1-ubyte"), file.with(-8, (file.at(-8) ?? 0) ^ 1));
      },
      "Cannot read DIR/t10k-labels-idx1-ubyte: a gzip file must be whole and match its checksum, received ",
    ],
    [
      "images and labels that disagree in number",
      async (dir) => writeFile(join(dir, "t10k-labels-idx1-ubyte"), await bytes([3], 0, 1, 2)),
      "Cannot put DIR/t10k-images-idx3-ubyte and DIR/t10k-labels-idx1-ubyte together: there must be one label an image, received 2 images and 3 labels",
    ],
    [
      "a label out of range",
      async (dir) => writeFile(join(dir, "train-labels-idx1-ubyte"), await bytes([5], 0, 1, 2, 3, 0)),
      "Cannot take DIR/train-labels-idx1-ubyte as labels: every label must be from 0 to 2, received 3 at index 3",
    ],
    [
      "labels in the place of images",
      async (dir) => writeFile(join(dir, "train-images-idx3-ubyte"), await bytes([2], 0, 1)),
      "Cannot take DIR/train-images-idx3-ubyte as images: they must be uint8",
    ],
    [
      "held-out images of another shape",
      async (dir) => writeFile(join(dir, "t10k-images-idx3-ubyte"), await bytes([2, 1, 1], 0, 1)),
      "Cannot put DIR/train-images-idx3-ubyte and DIR/t10k-images-idx3-ubyte together: their images must be of one shape, received [2, 3] and [1, 1]",
    ],
  ])("%s", async (_, damage, message) => {
    const dir = await temporaryFolder();
    await writeTinyFolder(dir, false);
    await damage(dir);
    const error = await loadIdxFolder(dir, { classes: ["cat", "dog", "owl"] }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(String(error).replaceAll(dir, "DIR")).toContain(message);
  });
});
