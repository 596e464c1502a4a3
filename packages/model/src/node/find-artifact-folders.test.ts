import { spawnSync } from "node:child_process";
import { mkdir, rename, rm, symlink, unlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exampleArtifact } from "../testing/example-artifact.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { findArtifactFolders } from "./find-artifact-folders.ts";
import { writeArtifactFolder } from "./write-artifact-folder.ts";

const old = await exampleArtifact({ name: "old" });
const next = await exampleArtifact({ name: "next", weight: (index) => -index });

async function revision(parent: string, name = "odd"): Promise<string | null | undefined> {
  return (await findArtifactFolders(parent)).get(name);
}

describe("findArtifactFolders", () => {
  test("tells folders with an artifact from those without one, sorted, and leaves files out", async () => {
    const parent = await temporaryFolder();
    await writeArtifactFolder(join(parent, "odd"), old);
    await mkdir(join(parent, "empty"));
    await writeArtifactFolder(join(parent, "part"), old);
    await unlink(join(parent, "part", "manifest.json"));
    await writeFile(join(parent, "manifest.json"), "{}");
    await symlink("odd", join(parent, "latest"));
    await symlink("nowhere", join(parent, "dangling"));
    await symlink("circle", join(parent, "circle"));
    const found = await findArtifactFolders(parent);
    expect([...found].map(([name, value]) => [name, value !== null])).toEqual([
      ["circle", false],
      ["dangling", false],
      ["empty", false],
      ["latest", true],
      ["odd", true],
      ["part", false],
    ]);
    expect(found.get("latest")).toBe(found.get("odd"));
  });

  test("gives the same revision while nothing changes", async () => {
    const parent = await temporaryFolder();
    await writeArtifactFolder(join(parent, "odd"), old);
    expect(await revision(parent)).toBe(await revision(parent));
  });

  test.each<[string, (folder: string) => Promise<unknown>]>([
    ["the folder is replaced", (folder) => writeArtifactFolder(folder, next)],
    ["a file is written over", (folder) => writeFile(join(folder, "weights.bin"), next.weights)],
    ["a file is removed", (folder) => rm(join(folder, "model.json"))],
    ["a time is set", (folder) => utimes(join(folder, "manifest.json"), 1, 1)],
  ])("gives another revision when %s", async (_, change) => {
    const parent = await temporaryFolder();
    await writeArtifactFolder(join(parent, "odd"), old);
    const before = await revision(parent);
    await new Promise((resolve) => setTimeout(resolve, 20)); // a file system's clock ticks every few milliseconds
    await change(join(parent, "odd"));
    expect(await revision(parent)).toEqual(expect.any(String));
    expect(await revision(parent)).not.toBe(before);
  });

  test("finds under its own name what a killed writer has renamed away", async () => {
    const parent = await temporaryFolder();
    await writeArtifactFolder(join(parent, "odd"), old);
    const before = await revision(parent);
    await rename(join(parent, "odd"), join(parent, ".odd.previous-1-0123456789ab"));
    expect([...(await findArtifactFolders(parent)).keys()]).toEqual(["odd"]);
    expect(await revision(parent)).toBe(before);
  });

  test("finds a folder in every look while it is replaced 200 times", async () => {
    const parent = await temporaryFolder();
    await writeArtifactFolder(join(parent, "odd"), old);
    let isWriting = true;
    const writes = (async () => {
      for (let turn = 0; turn < 100; turn++) {
        await writeArtifactFolder(join(parent, "odd"), next);
        await writeArtifactFolder(join(parent, "odd"), old);
      }
      isWriting = false;
    })();
    const revisions = new Set<string | null | undefined>();
    while (isWriting) revisions.add(await revision(parent));
    await writes;
    // It has met the writer at work, and never nothing.
    expect(revisions.size).toBeGreaterThan(10);
    expect([...revisions].filter((found) => typeof found !== "string")).toEqual([]);
  });

  test.skipIf(process.platform === "win32")(
    "lists a folder that may not be entered, for its reader to say so",
    async () => {
      const parent = await temporaryFolder();
      await writeArtifactFolder(join(parent, "odd"), old);
      spawnSync("chmod", ["000", join(parent, "odd")]);
      const isRoot = process.getuid?.() === 0;
      spawnSync("chmod", ["755", parent]);
      if (isRoot) process.seteuid?.(65534);
      try {
        expect(await revision(parent)).toBe("EACCES");
      } finally {
        if (isRoot) process.seteuid?.(0);
        spawnSync("chmod", ["755", join(parent, "odd")]);
      }
    },
  );

  test("throws where there is no folder", async () => {
    await expect(findArtifactFolders(join(await temporaryFolder(), "nowhere"))).rejects.toThrow("ENOENT");
  });
});
