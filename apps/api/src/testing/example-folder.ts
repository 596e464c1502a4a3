import { join } from "node:path";
import { writeArtifactFolder } from "@proj/model/node";
import { temporaryFolder } from "../models/testing/temporary-folder.ts";
import { exampleArtifact } from "./example-model.ts";

/** A folder of models with the example model alone, removed after the test. */
export async function exampleFolder(name = "odd-digits"): Promise<string> {
  const folder = await temporaryFolder();
  await writeArtifactFolder(join(folder, name), await exampleArtifact());
  return folder;
}
