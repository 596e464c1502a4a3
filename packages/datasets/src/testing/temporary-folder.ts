import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Makes a folder that is removed, with all that is in it, when the test that runs ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "proj-datasets-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
