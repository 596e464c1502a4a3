import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { loopbackServer } from "../testing/loopback-server.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { loadPublishedCsv } from "./load-published-csv.ts";

const text = "name,age\nAda,36\nAlan,41\n";
const published = {
  name: "people",
  sha256: createHash("sha256").update(text).digest("hex"),
  bytes: text.length,
};

test("loads a table from the second address, gzipped, and then out of the cache", async () => {
  const cacheDir = await temporaryFolder();
  const server = await loopbackServer((path, response) => {
    if (path === "people.csv.gz") response.end(gzipSync(text));
    else response.writeHead(404).end();
  });
  const file = { ...published, addresses: [`${server.url}gone.csv`, `${server.url}people.csv.gz`] };
  const first = await loadPublishedCsv(file, { cacheDir });
  expect(first.sha256).toBe(published.sha256);
  expect(first.table.cells("age")).toEqual(["36", "41"]);
  const again = await loadPublishedCsv(file, { cacheDir });
  expect(again.table.cells("name")).toEqual(["Ada", "Alan"]);
  expect(server.requests).toEqual(["gone.csv", "people.csv.gz"]);
});

test("refuses another table by its checksum, and leaves nothing in the cache", async () => {
  const cacheDir = await temporaryFolder();
  const server = await loopbackServer((_path, response) => response.end("name,age\nEve,33\n"));
  const file = { ...published, addresses: [`${server.url}people.csv`] };
  await expect(loadPublishedCsv(file, { cacheDir })).rejects.toThrow(
    `its uncompressed content must have the SHA-256 ${published.sha256}`,
  );
  expect(await readdir(cacheDir)).toEqual([]);
});

test("refuses a gzipped file that grows beyond the length of the table", async () => {
  const cacheDir = await temporaryFolder();
  const server = await loopbackServer((_path, response) => response.end(gzipSync("x".repeat(10_000_000))));
  const file = { ...published, addresses: [`${server.url}people.csv.gz`] };
  await expect(loadPublishedCsv(file, { cacheDir })).rejects.toThrow("Cannot download people.csv");
});

test("downloads again what was altered in the cache", async () => {
  const cacheDir = await temporaryFolder();
  await writeFile(join(cacheDir, "people.csv"), "name,age\nMallory,99\n");
  const server = await loopbackServer((_path, response) => response.end(text));
  const { table } = await loadPublishedCsv(
    { ...published, addresses: [`${server.url}people.csv`] },
    { cacheDir },
  );
  expect(table.cells("name")).toEqual(["Ada", "Alan"]);
  expect(await readFile(join(cacheDir, "people.csv"), "utf8")).toBe(text);
});
