import { version } from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { adam } from "../adam.ts";
import { openBackend } from "../backend/node.ts";
import { runRecord } from "./run-record.ts";

test("runRecord says how a run was made, and nothing of what it learned or reported", async () => {
  const backend = await openBackend({ backend: "cpu" });
  const options = {
    backend,
    hiddenUnits: [8, 4],
    epochs: 3,
    batchSize: 16,
    seed: 7,
    optimizer: adam({ learningRate: 0.02 }),
    runtime: "node 20.19.0",
    versions: { "@proj/cli": "1.2.3" },
    logEvery: 5,
  };
  const record = runRecord(options, "eager");
  backend.close();
  const { name, learningRate, ...numbers } = adam({ learningRate: 0.02 });
  expect(record).toEqual({
    training: {
      seed: 7,
      epochs: 3,
      batchSize: 16,
      learningRate: 0.02,
      optimizer: { name, ...numbers },
      hiddenUnits: [8, 4],
    },
    backend: { name: "cpu", adapter: "cpu", runtime: "node 20.19.0", engine: "eager" },
    versions: { "@proj/cli": "1.2.3", tfjs: version.tfjs },
  });
  expect([name, learningRate]).toEqual(["adam", 0.02]);
});
