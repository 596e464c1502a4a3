import { spawnSync } from "node:child_process";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exampleArtifact } from "../testing/example-artifact.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { readArtifactFolder } from "./read-artifact-folder.ts";
import { writeArtifactFolder } from "./write-artifact-folder.ts";

const old = await exampleArtifact({ name: "old" });
const next = await exampleArtifact({ name: "next", weight: (index) => -index });

/** A process that has ended: nobody else's number for a while. */
const deadProcess = spawnSync(process.execPath, ["--version"]).pid;
const suffix = `${deadProcess}-0123456789ab`;

describe("after a writer was killed", () => {
  test("between its renames, the old artifact is read, and the next write puts it back and then replaces it", async () => {
    const parent = await temporaryFolder();
    const dir = join(parent, "odd");
    await writeArtifactFolder(dir, old);
    await rename(dir, join(parent, `.odd.previous-${suffix}`));
    await writeArtifactFolder(join(parent, "copy"), next);
    await rename(join(parent, "copy"), join(parent, `.odd.new-${suffix}`));
    expect(await readArtifactFolder(dir)).toEqual(old);

    // A write that is refused has put it back all the same.
    await writeFile(join(parent, `.odd.previous-${suffix}`, "notes.txt"), "mine");
    await expect(writeArtifactFolder(dir, next)).rejects.toMatchObject({ code: "not-an-artifact" });
    expect((await readdir(dir)).sort()).toEqual(["manifest.json", "model.json", "notes.txt", "weights.bin"]);
    await rm(join(dir, "notes.txt"));
    expect(await readArtifactFolder(dir)).toEqual(old);

    await writeArtifactFolder(dir, next);
    expect(await readArtifactFolder(dir)).toEqual(next);
    expect(await readdir(parent)).toEqual(["odd"]);
  });

  test("the newest of several is read, and none whose removal had begun", async () => {
    const parent = await temporaryFolder();
    const dir = join(parent, "odd");
    await writeArtifactFolder(dir, old);
    await rename(dir, join(parent, `.odd.previous-${suffix}`));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await writeArtifactFolder(join(parent, "copy"), next);
    const newest = join(parent, `.odd.previous-${deadProcess}-ba9876543210`);
    await rename(join(parent, "copy"), newest);
    expect(await readArtifactFolder(dir)).toEqual(next);
    await rm(join(newest, "manifest.json"));
    expect(await readArtifactFolder(dir)).toEqual(old);
  });

  test("the next write removes what it left, and nothing that belongs to others", async () => {
    const parent = await temporaryFolder();
    const dir = join(parent, "odd");
    await writeArtifactFolder(dir, old);
    await mkdir(join(parent, `.odd.new-${suffix}`));
    await writeFile(join(parent, `.odd.new-${suffix}`, "weights.bin"), "half");
    const others = [`.odd.new-${process.pid}-0123456789ab`, `.odder.new-${suffix}`, ".odd.new-x", "other"];
    for (const name of others) await mkdir(join(parent, name));
    await writeArtifactFolder(dir, next);
    expect((await readdir(parent)).sort()).toEqual([...others, "odd"].sort());
  });
});
