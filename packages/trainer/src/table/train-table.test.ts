import { readCsv, splitRows, type Table } from "@proj/datasets";
import { createPredictor, parseManifest, serializeManifest } from "@proj/model";
import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { adam } from "../adam.ts";
import { testBackends } from "../testing/backends.ts";
import { memoryStore } from "../testing/memory-store.ts";
import { scoreTable } from "./score-table.ts";
import { tableData } from "./table-data.ts";
import { parseTableTask } from "./table-task.ts";
import { type TableOptions, trainTable } from "./train-table.ts";

/** 400 rows: `up` says whether x is above 0, `big` whether its square is above 0.5; half of each is missing, and lies where it counts not. */
function smallTable(): Table {
  const rows = Array.from({ length: 400 }, (_, row) => {
    const x = Math.sin(row * 12.9898);
    const [hasUp, hasBig] = [row % 2 === 0, row % 3 !== 0];
    const kind = x > 0.3 ? "high" : x < -0.3 ? "low" : "middle";
    return [
      x,
      hasUp ? Number(x > 0) : "",
      hasBig ? Number(x * x > 0.5) : "",
      kind,
      row % 5 === 0 ? "" : 2 * x,
      row % 7,
      row % 4 < 2 ? "sun" : "rain",
    ];
  });
  return readCsv(`x,up,big,kind,double,day,weather\n${rows.map((row) => row.join(",")).join("\n")}\n`);
}

const flagsTask = parseTableTask({
  name: "signs",
  inputs: { numbers: ["x"] },
  labels: {
    parts: {
      signs: { kind: "flags", names: ["up", "big"], missing: null },
      known: { kind: "presence", of: "signs" },
      weekday: { kind: "flag", when: "day < 5" },
    },
    fields: ["day"],
  },
  losses: { signs: { loss: "binaryCrossentropy", mask: "weekday" } },
});

const mixedTask = parseTableTask({
  name: "mixed",
  inputs: { numbers: ["x"], categories: ["weather"] },
  labels: {
    parts: {
      kind: { kind: "oneHot", names: ["low", "middle", "high"] },
      double: { kind: "value", missing: null },
      known: { kind: "presence", of: "double" },
    },
  },
  losses: {
    kind: { loss: "categoricalCrossentropy", options: { labelSmoothing: 0.01 } },
    double: { loss: "huber", weight: 2, options: { delta: 0.5 } },
  },
  pooling: "meanOfTasks",
});

const fractions = { validation: 0.2, test: 0.2 };

function optionsOf(task: TableOptions["task"], backend: TableOptions["backend"]): TableOptions {
  const table = smallTable();
  return {
    task,
    table,
    sha256: "1".repeat(64),
    split: splitRows({ count: table.rows, seed: 3, fractions }),
    splitRecord: { seed: 3, ...fractions },
    backend,
    hiddenUnits: [16],
    dropout: 0.1,
    epochs: 12,
    batchSize: 16,
    optimizer: adam({ learningRate: 0.02 }),
    patience: 6,
    seed: 1,
    runtime: "test",
  };
}

describe.each(testBackends)("trainTable on $title", ({ available, open }) => {
  test.skipIf(!available)(
    "learns flags with missing labels, and leaves no tensor behind",
    async () => {
      const backend = await open();
      const before = tf.memory().numTensors;
      const { test: score, supervision, result, artifact } = await trainTable(optionsOf(flagsTask, backend));
      expect(tf.memory().numTensors).toBe(before);
      backend.close();
      expect(score?.summary?.name).toBe("ROC-AUC");
      expect(score?.summary?.mean).toBeGreaterThan(0.9);
      expect(supervision.map(({ name }) => name)).toEqual(["signs up", "signs big"]);
      // Of 240 training rows about 1/2 and 2/3 have the label, and 5/7 are a weekday.
      expect(supervision[0]?.live).toBeGreaterThan(60);
      expect(supervision[0]?.live).toBeLessThan(120);
      expect(artifact?.manifest.metrics.validation?.bestEpoch).toBe(result.bestEpoch);
    },
    120_000,
  );

  test.skipIf(!available)(
    "learns classes and values together, and its artifact predicts what it scored",
    async () => {
      const backend = await open();
      const engines: string[] = [];
      const logged: Record<string, number>[] = [];
      const options: TableOptions = {
        ...optionsOf(mixedTask, backend),
        onEvent: (event) => {
          if (event.type === "engine") engines.push(event.name);
          if (event.type !== "epoch") return;
          const { kind, double } = event.parts ?? {};
          // The mean of two tasks, the second with the weight 2.
          expect(kind?.weightedLoss).toBeCloseTo((kind?.loss ?? Number.NaN) / 2, 6);
          expect(double?.weightedLoss).toBeCloseTo(((double?.loss ?? Number.NaN) * 2) / 2, 6);
          logged.push({ kind: kind?.loss ?? Number.NaN, score: event.score ?? Number.NaN });
          // They have no metric in common, so the loss is the score.
          expect(event.score).toBeCloseTo((kind?.weightedLoss ?? 0) + (double?.weightedLoss ?? 0), 6);
        },
      };
      const { test: score, artifact } = await trainTable(options);
      expect(engines).toEqual([backend.device === null ? "eager" : "fused"]);
      expect(logged).toHaveLength(12);
      expect(logged.at(-1)?.["kind"]).toBeLessThan(logged[0]?.["kind"] ?? 0);
      expect(score?.tasks.map(({ part }) => part)).toEqual(["kind", "double"]);
      expect(score?.tasks[0]?.metrics["accuracy"]).toBeGreaterThan(0.9);
      expect(score?.tasks[1]?.metrics["mean absolute error"]).toBeLessThan(0.3);

      const data = tableData(mixedTask, options.table, options.split);
      if (artifact === null) throw new Error("The run is complete");
      const predictor = await createPredictor(artifact);
      const predictions = await predictor.predict(data.test.inputs, data.test.count);
      predictor.dispose();
      backend.close();
      const again = scoreTable(mixedTask, data.test.labels, predictions);
      expect(again.tasks[0]?.metrics["accuracy"]).toBe(score?.tasks[0]?.metrics["accuracy"]);
      expect(again.tasks[1]?.metrics["mean absolute error"]).toBeCloseTo(
        score?.tasks[1]?.metrics["mean absolute error"] ?? Number.NaN,
        5,
      );
    },
  );
});

describe("trainTable", () => {
  test("writes a manifest that has the task, the encoder and the layout with its conditions", async () => {
    const [cpu] = testBackends;
    const backend = await (cpu as (typeof testBackends)[number]).open();
    const { artifact } = await trainTable({
      ...optionsOf(flagsTask, backend),
      epochs: 1,
      patience: undefined,
    });
    backend.close();
    const manifest = parseManifest(JSON.parse(serializeManifest(artifact?.manifest ?? ({} as never))));
    expect(manifest.labels.layout.parts["weekday"]).toMatchObject({ kind: "flag", when: "day < 5" });
    expect(manifest.training).not.toHaveProperty("patience");
    expect(manifest.labels.learned).toEqual([
      { part: "signs", loss: "binaryCrossentropy", mask: ["weekday"], weight: 1 },
    ]);
    expect(manifest.input.table).toMatchObject({ task: { name: "signs" }, split: { seed: 3, ...fractions } });
    expect(manifest.classes.map(({ name, part }) => [name, part])).toEqual([
      ["signs up", "signs"],
      ["signs big", "signs"],
    ]);
  });

  test("stopped in the middle and resumed ends with the same bytes", async () => {
    const [cpu] = testBackends;
    const backend = await (cpu as (typeof testBackends)[number]).open();
    const options = { ...optionsOf(flagsTask, backend), epochs: 4 };
    const whole = await trainTable(options);
    const checkpoints = memoryStore();
    const stop = new AbortController();
    const half = await trainTable({
      ...options,
      checkpoints,
      logEvery: 5,
      signal: stop.signal,
      onEvent: (event) => event.type === "interval" && event.step === 20 && stop.abort(),
    });
    expect(half.artifact).toBeNull();
    const resumed = await trainTable({ ...options, checkpoints, resume: true });
    backend.close();
    expect(resumed.artifact?.manifest.files["weights.bin"]).toEqual(
      whole.artifact?.manifest.files["weights.bin"],
    );
    expect(resumed.result.validation).toEqual(whole.result.validation);
  });

  test("refuses a table in which no training label counts", async () => {
    const [cpu] = testBackends;
    const backend = await (cpu as (typeof testBackends)[number]).open();
    const never = parseTableTask({
      ...flagsTask.file,
      labels: {
        ...flagsTask.file.labels,
        parts: { ...flagsTask.file.labels.parts, weekday: { kind: "flag", when: "day > 9" } },
      },
    });
    await expect(trainTable(optionsOf(never, backend))).rejects.toThrow(
      "some training label must count, received none in 240 rows",
    );
    backend.close();
  });

  test("refuses to validate where no validation label counts", async () => {
    const [cpu] = testBackends;
    const backend = await (cpu as (typeof testBackends)[number]).open();
    const options = optionsOf(flagsTask, backend);
    // Odd rows miss `up`, every third one misses `big`.
    const split = { ...options.split, validation: Uint32Array.of(3, 9, 15) };
    await expect(trainTable({ ...options, split })).rejects.toThrow("received none in 3 validation rows");
    expect(tf.memory().numTensors).toBe(0);
    backend.close();
  });
});
