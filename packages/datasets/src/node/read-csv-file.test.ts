import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { readCsvFile } from "./read-csv-file.ts";

const text = "Age,Name\n28,Zoë\nNA,Bob\n";

describe("readCsvFile", () => {
  test.each([
    ["plain", Buffer.from(text)],
    ["gzipped", gzipSync(text)],
  ])("reads a %s file, and hashes its uncompressed bytes", async (_, bytes) => {
    const path = join(await temporaryFolder(), "people.csv");
    await writeFile(path, bytes);
    const { table, sha256 } = await readCsvFile(path, { missing: ["NA"] });
    expect(table.cells("Age")).toEqual(["28", ""]);
    expect(table.cells("Name")).toEqual(["Zoë", "Bob"]);
    expect(sha256).toBe(createHash("sha256").update(text).digest("hex"));
  });

  test.each<[string, string | Buffer, string]>([
    ["a broken row", "a,b\n1\n", "every row must have 2 cells as the header has, received 1 on line 2"],
    [
      "Latin-1",
      Buffer.from(text, "latin1"),
      "it must be text in UTF-8, received other bytes; save it as UTF-8",
    ],
    ["UTF-16", Buffer.from(`\ufeff${text}`, "utf16le"), "it must be text in UTF-8"],
    ["gzip data that are cut short", gzipSync(text).subarray(0, -9), "a gzip file must be whole"],
  ])("names the file that holds %s", async (_, content, message) => {
    const path = join(await temporaryFolder(), "people.csv");
    await writeFile(path, content);
    await expect(readCsvFile(path)).rejects.toThrow(`Cannot read ${path}: ${message}`);
  });

  test.each([
    ["plain", (csv: string) => Buffer.from(csv)],
    ["gzipped", (csv: string) => gzipSync(csv)],
  ])("stops at a %s file that is larger than it may be", async (_, write) => {
    const path = join(await temporaryFolder(), "large.csv");
    await writeFile(path, write(`a\n${"1\n".repeat(100_000)}`));
    await expect(readCsvFile(path, { maxLength: 100 })).rejects.toThrow(
      `Cannot read ${path}: it may take ${3 * 101} bytes uncompressed, received`,
    );
  });

  test("says that a file is missing, and stops at a signal with its reason", async () => {
    const path = join(await temporaryFolder(), "none.csv");
    await expect(readCsvFile(path)).rejects.toThrow(
      `Cannot read ${path}: it must be a readable file, received "ENOENT`,
    );
    const reason = new Error("enough");
    await expect(readCsvFile(path, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
