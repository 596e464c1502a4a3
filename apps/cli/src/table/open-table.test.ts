import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readJsonFile } from "./open-table.ts";

test("readJsonFile takes a file that starts with a byte order mark, as some editors write it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "proj-"));
  try {
    const path = join(folder, "task.json");
    await writeFile(path, '\uFEFF{ "name": "smoking" }');
    expect((await readJsonFile(path, "the task file")).json).toEqual({ name: "smoking" });
  } finally {
    await rm(folder, { recursive: true });
  }
});
