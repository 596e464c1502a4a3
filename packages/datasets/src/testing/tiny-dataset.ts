import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type IdxDigests, idxDigests } from "../dataset-sha256.ts";
import { writeIdx } from "../idx/write-idx.ts";
import type { ImageSet } from "../image-set.ts";
import { idxFileNames, type KnownDataset } from "../node/known-datasets.ts";

/** Five images of 2 x 3 pixels to train on. */
export const tinyTrain: ImageSet = {
  images: Uint8Array.from({ length: 30 }, (_, index) => index * 8),
  labels: new Uint8Array([0, 1, 2, 1, 0]),
  count: 5,
  imageShape: [2, 3],
};

/** Two images of 2 x 3 pixels to evaluate with. */
export const tinyHeldOut: ImageSet = {
  images: Uint8Array.from({ length: 12 }, (_, index) => 255 - index),
  labels: new Uint8Array([2, 0]),
  count: 2,
  imageShape: [2, 3],
};

/** What a published data set of these seven images would be. */
export async function tinyKnown(mirrors: readonly string[] = []): Promise<KnownDataset> {
  const digests = await idxDigests(tinyTrain, tinyHeldOut);
  return { name: "tiny", classes: ["cat", "dog", "owl"], digests, mirrors };
}

/** The content of the four files. */
export async function tinyFiles(gzip: boolean): Promise<Record<keyof IdxDigests, Uint8Array>> {
  const images = ({ images: data, count, imageShape }: ImageSet): Promise<Uint8Array> =>
    writeIdx({ dtype: "uint8", shape: [count, ...imageShape], data }, { gzip });
  const labels = ({ labels: data, count }: ImageSet): Promise<Uint8Array> =>
    writeIdx({ dtype: "uint8", shape: [count], data }, { gzip });
  return {
    trainImages: await images(tinyTrain),
    trainLabels: await labels(tinyTrain),
    heldOutImages: await images(tinyHeldOut),
    heldOutLabels: await labels(tinyHeldOut),
  };
}

/** The four gzipped files by the names under which a mirror has them. */
export async function tinyMirror(): Promise<Map<string, Uint8Array>> {
  const files = Object.entries(await tinyFiles(true)) as [keyof IdxDigests, Uint8Array][];
  return new Map(files.map(([part, bytes]) => [`${idxFileNames[part]}.gz`, bytes]));
}

/** Writes the four files into a folder, each under the name that a function makes of the canonical one. */
export async function writeTinyFolder(
  dir: string,
  gzip: boolean,
  rename: (canonicalName: string) => string = (name) => name,
): Promise<void> {
  await mkdir(dir, { recursive: true });
  for (const [part, bytes] of Object.entries(await tinyFiles(gzip)) as [keyof IdxDigests, Uint8Array][]) {
    await writeFile(join(dir, rename(idxFileNames[part])), bytes);
  }
}
