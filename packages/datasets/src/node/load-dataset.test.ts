import { copyFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, test } from "vitest";
import { loadBundledDigits } from "../bundled-digits.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { writeTinyFolder } from "../testing/tiny-dataset.ts";
import { type DatasetName, datasetNames, loadDataset } from "./load-dataset.ts";

describe("loadDataset", () => {
  test("knows three names", () => {
    expect(datasetNames).toEqual(["digits", "mnist", "fashion-mnist"]);
  });

  test("loads the bundled digits", async () => {
    expect((await loadDataset("digits")).sha256).toBe((await loadBundledDigits()).sha256);
  });

  test("refuses a folder for the bundled digits", async () => {
    await expect(loadDataset("digits", { dataDir: "data" })).rejects.toThrow(
      "Cannot load digits: the bundled digits need no dataDir, received data",
    );
  });

  test.each(["MNIST", "", "toString"])("refuses the name %o", async (name) => {
    await expect(loadDataset(name as DatasetName)).rejects.toThrow(
      `Cannot load a data set: its name must be one of digits, mnist, fashion-mnist, received "${name}"`,
    );
  });

  test.each(["mnist", "fashion-mnist"] as const)("refuses other images in the place of %s", async (name) => {
    const dir = await temporaryFolder();
    await writeTinyFolder(dir, false);
    await expect(loadDataset(name, { dataDir: dir })).rejects.toThrow(
      new RegExp(
        `^Cannot take ${join(dir, "train-images-idx3-ubyte")} as train-images-idx3-ubyte of ${name}: its uncompressed content must have the SHA-256 [0-9a-f]{64}, received [0-9a-f]{64}\\. It is damaged or belongs to another data set: get it again, or load it with loadIdxFolder if it is your own$`,
      ),
    );
  });

  test("names the folder that lacks the files", async () => {
    const dir = await temporaryFolder();
    await expect(loadDataset("fashion-mnist", { dataDir: dir })).rejects.toThrow(
      `Cannot read train-images-idx3-ubyte: ${dir} must hold it as`,
    );
  });
});

const dataRoot = process.env["PROJ_DATA_DIR"];
const reason = "needs the four files of MNIST in the folder mnist of PROJ_DATA_DIR, which is not set";

describe("loadDataset of the real MNIST", () => {
  const count = (labels: Uint8Array): number[] => {
    const counts = new Array<number>(10).fill(0);
    for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
    return counts;
  };

  test("has its 70,000 images, from a folder", async ({ skip }) => {
    if (dataRoot === undefined) return skip(reason);
    const mnist = await loadDataset("mnist", { dataDir: join(dataRoot, "mnist") });
    expect(mnist.train.imageShape).toEqual([28, 28]);
    expect(mnist.train.images).toHaveLength(60_000 * 28 * 28);
    expect(mnist.heldOut.images).toHaveLength(10_000 * 28 * 28);
    expect(count(mnist.train.labels)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(count(mnist.heldOut.labels)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    expect([...mnist.train.labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
    expect(mnist.sha256).toBe("ac89dbc26b7b0b5f68ff586bc0579a0c16e78b3436b0c71ccdd0169cbebf9ff7");
  });

  test("begins with the images of the bundled digits, and loads into the same bytes", async ({ skip }) => {
    if (dataRoot === undefined) return skip(reason);
    const mnist = await loadDataset("mnist", { dataDir: join(dataRoot, "mnist") });
    const digits = await loadBundledDigits();
    const first = mnist.train.labels.indexOf(0);
    expect(digits.train.images.subarray(0, 784)).toEqual(
      mnist.train.images.subarray(first * 784, (first + 1) * 784),
    );
  });

  test("says which file is damaged", async ({ skip }) => {
    if (dataRoot === undefined) return skip(reason);
    const dir = await temporaryFolder();
    for (const file of await readdir(join(dataRoot, "mnist"))) {
      if (file.endsWith(".gz")) await copyFile(join(dataRoot, "mnist", file), join(dir, file));
    }
    const { size } = await stat(join(dir, "t10k-labels-idx1-ubyte.gz"));
    await rm(join(dir, "t10k-labels-idx1-ubyte.gz"));
    await writeFile(join(dir, "t10k-labels-idx1-ubyte.gz"), new Uint8Array(size));
    await expect(loadDataset("mnist", { dataDir: dir })).rejects.toThrow(
      `Cannot read ${join(dir, "t10k-labels-idx1-ubyte.gz")}: `,
    );
  });
});
