import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inputName, readInput } from "./read-input.ts";

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "proj-input-"));
  file = join(folder, "bytes");
  await writeFile(
    file,
    Uint8Array.from({ length: 200_000 }, (_, index) => index % 251),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("readInput", () => {
  test("reads a whole file", async () => {
    const bytes = await readInput(file);
    expect(bytes).toHaveLength(200_000);
    expect(bytes[199_999]).toBe(199_999 % 251);
  });

  test("reads standard input for the name -", async () => {
    const input = Readable.from([Buffer.from([1, 2]), Buffer.from([3])]);
    expect([...(await readInput("-", input))]).toEqual([1, 2, 3]);
  });

  test("takes a file of the limit and refuses one byte more", async () => {
    expect(await readInput(file, Readable.from([]), 200_000)).toHaveLength(200_000);
    await expect(readInput(file, Readable.from([]), 199_999)).rejects.toThrow(
      new RangeError(`Cannot read ${file}: it must have at most 199999 bytes, received more`),
    );
  });

  test("stops reading an input without end at the limit", async () => {
    let taken = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        taken++;
        yield new Uint8Array(1000);
      }
    }
    await expect(readInput("-", endless(), 10_000)).rejects.toThrow(
      "Cannot read standard input: it must have at most 10000 bytes, received more",
    );
    expect(taken).toBe(11);
  });

  test("says what is wrong with a file that is not there, and with a folder", async () => {
    const missing = join(folder, "missing.png");
    await expect(readInput(missing)).rejects.toThrow(
      `Cannot read ${missing}: it must be there, received no such file`,
    );
    await expect(readInput(folder)).rejects.toThrow(
      `Cannot read ${folder}: it must be a file, received a folder`,
    );
  });
});

describe("inputName", () => {
  test("calls - standard input", () => {
    expect([inputName("-"), inputName("four.png")]).toEqual(["standard input", "four.png"]);
  });
});
