import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { datasetSha256, idxDigests } from "./dataset-sha256.ts";
import { tinyFiles, tinyHeldOut, tinyTrain } from "./testing/tiny-dataset.ts";

const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

test("idxDigests hashes the files that writeIdx would write", async () => {
  const files = await tinyFiles(false);
  expect(await idxDigests(tinyTrain, tinyHeldOut)).toEqual({
    trainImages: sha256(files.trainImages),
    trainLabels: sha256(files.trainLabels),
    heldOutImages: sha256(files.heldOutImages),
    heldOutLabels: sha256(files.heldOutLabels),
  });
});

test("datasetSha256 hashes four lines in the order that it says", async () => {
  const digests = { heldOutLabels: "d", heldOutImages: "c", trainLabels: "b", trainImages: "a" };
  expect(await datasetSha256(digests)).toBe(sha256("a\nb\nc\nd\n"));
});
