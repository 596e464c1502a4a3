import { zipReader } from "@proj/model/zip";

/** The part of a `File` that is needed. */
export type ChosenFile = Pick<File, "name" | "size" | "arrayBuffer">;

/** The most bytes that the chosen files may have together: a model of digits has less than one of them. */
const maxBytes = 64 * 2 ** 20;

/** The files of an artifact. */
const names = ["manifest.json", "model.json", "weights.bin"] as const;

/**
 * Reads what a visitor has chosen: the ZIP file of a model, or the three files of its folder together. Whether they are a model, and
 * undamaged, is for the session to say.
 *
 * @param chosen The files.
 * @returns The model's files by their names.
 * @throws {Error} Where they are neither, or too large; the message says what to choose.
 */
export async function readModelFiles(
  chosen: readonly ChosenFile[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const size = chosen.reduce((sum, file) => sum + file.size, 0);
  if (size > maxBytes) {
    throw new RangeError(
      `Cannot load a model: its files must have at most ${maxBytes} bytes, received ${size}`,
    );
  }
  const [only] = chosen;
  if (chosen.length === 1 && only !== undefined && !isNamed(only)) {
    const read = zipReader(new Uint8Array(await only.arrayBuffer()), only.name);
    const files = await Promise.all(names.map(async (name) => [name, await read(name, maxBytes)] as const));
    return new Map(files);
  }
  const missing = names.filter((name) => !chosen.some((file) => file.name === name));
  if (missing.length > 0) {
    throw new Error(
      `Cannot load a model: choose its ZIP file, or ${names.join(", ")} together; received ${
        chosen.map(({ name }) => name).join(", ") || "no file"
      }`,
    );
  }
  const wanted = chosen.filter(isNamed);
  const files = wanted.map(async (file) => [file.name, new Uint8Array(await file.arrayBuffer())] as const);
  return new Map(await Promise.all(files));
}

function isNamed({ name }: ChosenFile): boolean {
  return names.some((each) => each === name);
}
