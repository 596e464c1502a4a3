import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeIdx } from "@proj/datasets";

/**
 * Writes four IDX files of 8x8 images in 4 classes: a class is a bright row of its own, with noise that a fixed rule makes.
 *
 * @param folder Where they go; made where it is missing.
 * @param trainCount Number of training images; a quarter as many are held out.
 * @returns The folder.
 */
export async function writeSmallDataset(folder: string, trainCount = 480): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [split, count] of [
    ["train", trainCount],
    ["t10k", trainCount / 4],
  ] as const) {
    const labels = Uint8Array.from({ length: count }, (_, i) => i % 4);
    const images = new Uint8Array(count * 64);
    for (let i = 0; i < images.length; i++) {
      const [image, row] = [Math.floor(i / 64), Math.floor((i % 64) / 8)];
      images[i] = (row >> 1 === image % 4 ? 180 : 0) + ((i * 2654435761) >>> 25) / 2;
    }
    await writeFile(
      join(folder, `${split}-images-idx3-ubyte`),
      await writeIdx({ dtype: "uint8", shape: [count, 8, 8], data: images }),
    );
    await writeFile(
      join(folder, `${split}-labels-idx1-ubyte`),
      await writeIdx({ dtype: "uint8", shape: [count], data: labels }),
    );
  }
  return folder;
}
