import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../testing/run-cli.ts";

let folder: string;
let csv: string;
let task: string;
let model: string;

/** Six hundred rows: `up` says whether x is above 0 and is missing in every second row; `day` decides whether it counts. */
function rows(count: number): string[] {
  return Array.from({ length: count }, (_, row) => {
    const x = Math.sin(row * 12.9898);
    return [x, row % 2 === 0 ? "" : x > 0 ? "Yes" : "No", row % 7, x > 0.3 ? "high" : "low", 3 * x].join(",");
  });
}

const taskFile = {
  name: "ups and downs",
  inputs: { numbers: ["x"] },
  labels: {
    parts: {
      up: { kind: "flag", missing: null },
      known: { kind: "presence", of: "up" },
      weekday: { kind: "flag", when: "day < 5" },
      level: { kind: "oneHot", names: ["low", "middle", "high"] },
    },
    fields: ["day"],
  },
  losses: {
    up: { loss: "binaryCrossentropy", mask: "weekday" },
    level: { loss: "categoricalCrossentropy", weight: 0.5 },
  },
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "proj-table-"));
  csv = join(folder, "data.csv");
  task = join(folder, "task.json");
  model = join(folder, "model");
  await writeFile(csv, `x,up,day,level,triple\n${rows(600).join("\n")}\n`);
  await writeFile(task, JSON.stringify(taskFile));
  trained = await runCli(trainOn(model));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let trained: Awaited<ReturnType<typeof runCli>>;

const trainOn = (out: string, ...more: string[]): string[] => [
  ...["train", "--table", csv, "--task", task, "--backend", "cpu", "--hidden-units", "8", "--dropout", "0.1"],
  ...[
    "--learning-rate",
    "0.02",
    "--epochs",
    "8",
    "--batch-size",
    "32",
    "--patience",
    "20",
    "--out",
    out,
    ...more,
  ],
];

async function weightsOf(path: string): Promise<string> {
  return (await readFile(join(path, "weights.bin"))).toString("hex");
}

describe("proj train --table", () => {
  test("says what counts, scores each epoch, warns of what no label supervises, and scores the test rows", () => {
    const { code, stdout, stderr } = trained;
    expect(stderr).toContain("data.csv: 480 training rows, 60 to validate, 60 to test; 1 inputs\n");
    expect(stderr).toMatch(/^labels {5}up: \d+ of 480 count, masked by weekday \(day < 5\)$/m);
    expect(stderr).toMatch(/^labels {5}level: 480 of 480 count$/m);
    expect(stderr.match(/^epoch \d\/8 {2}loss \d\.\d{4} {2}validation \d\.\d{4}/gm)).toHaveLength(8);
    expect(stderr).toMatch(/^epoch 8\/8 .* up 0\.\d{4} {2}level 0\.\d{4} \(0\.\d{4}\)$/m);
    expect(stderr).toContain(
      "notice     no training label counts of level middle: the model learns nothing about it\n",
    );
    expect(stderr).toMatch(/^best {7}epoch \d: accuracy 0\.\d{3} on the validation rows$/m);
    expect(stdout).toMatch(/^test rows\n {7}labels {2}positive {2}ROC-AUC {2}accuracy {2}macro F1\nup /);
    expect(stdout).toContain(`saved      ${model}\n`);
    expect(code).toBe(0);
  });

  test("with --json prints one document with the scores", async () => {
    const { stdout } = await runCli(trainOn(join(folder, "json"), "--json"));
    const summary = JSON.parse(stdout);
    expect(summary).toMatchObject({ task: "ups and downs", seed: 1, validation: { name: "accuracy" } });
    expect(summary.losses).toHaveLength(8);
    const [up, level] = summary.test.tasks;
    expect(up.metrics["ROC-AUC"]).toBeGreaterThan(0.9);
    expect(level.metrics.accuracy).toBeGreaterThan(0.8);
  });

  test("killed and resumed it ends with the bytes of a run never stopped, and resumed again it does nothing", async () => {
    const out = join(folder, "killed");
    const resume = ["--resume", "--checkpoint-every", "7", "--log-every", "1"];
    for (const delay of [60, 200, 350]) {
      let struck = false;
      await runCli(trainOn(out, ...resume), (stderr, child) => {
        if (struck || !stderr.includes("backend")) return;
        struck = true;
        setTimeout(() => child.kill("SIGKILL"), delay);
      });
    }
    const { code } = await runCli(trainOn(out, ...resume));
    expect(code).toBe(0);
    expect(await weightsOf(out)).toBe(await weightsOf(model));
    const again = await runCli(trainOn(out, ...resume));
    expect(again.stderr).toMatch(
      /^complete {3}This run has ended already; without --resume it starts anew\.\nbest /,
    );
    expect(await readdir(out)).toEqual(["manifest.json", "model.json", "weights.bin"]);
  });

  test("resumed with another table, task or patience, or with other bits beside the table, it is another run, which takes no place", async () => {
    const out = join(folder, "others");
    const [first, second, withBits] = ["first.bits", "second.bits", "bits.json"].map((file) =>
      join(folder, file),
    );
    await writeFile(first ?? "", new Uint8Array(600).fill(1));
    await writeFile(second ?? "", new Uint8Array(600).fill(2));
    await writeFile(
      withBits ?? "",
      JSON.stringify({ ...taskFile, inputs: { numbers: ["x"], bits: { file: "first.bits", width: 8 } } }),
    );
    const usual = ["--task", withBits ?? "", "--epochs", "2"];
    const complete = "complete   This run has ended already";
    await runCli(trainOn(out, ...usual));
    expect((await runCli(trainOn(out, ...usual, "--resume"))).stderr).toContain(complete);
    const kept = await weightsOf(out);
    const mended = join(folder, "mended.csv");
    await writeFile(mended, `x,up,day,level,triple\n${rows(600).reverse().join("\n")}\n`);
    for (const [more, difference] of [
      [
        ["--table", mended, "--bits", join(folder, "first.bits")],
        "table [0-9a-f]{12}, received [0-9a-f]{12}",
      ],
      [["--bits", second ?? ""], "bits [0-9a-f]{12}, received [0-9a-f]{12}"],
      [["--patience", "1"], "patience 20, received 1"],
      [["--task", task], "bits [0-9a-f]{12}, received none"],
      [["--test", "0.2"], "another split"],
    ] as const) {
      const other = await runCli(trainOn(out, ...usual, ...more, "--resume"));
      expect(other.stderr).toMatch(
        new RegExp(
          `Cannot resume: the model in .*others is of a run .* had ${difference}\\. Leave --resume out`,
        ),
      );
      expect(other.code).toBe(1);
      expect(await weightsOf(out)).toBe(kept);
    }
    await runCli(trainOn(out, ...usual, "--bits", second ?? ""));
    // The last run has the second bits: its own table with the first ones is new to it.
    const { stderr } = await runCli(["evaluate", "--model", out, "--table", csv]);
    expect(stderr).toContain("The model was trained on another table, or other bits");

    const endless = [...usual, "--epochs", "5000", "--patience", "5000"];
    let sent = false;
    await runCli(trainOn(out, ...endless), (text, child) => {
      if (!sent && text.includes("epoch    2/")) sent = child.kill("SIGINT");
    });
    const mixed = await runCli(trainOn(out, ...endless, "--bits", second ?? "", "--resume"));
    expect(mixed.stderr).toMatch(
      /Cannot resume from .*: its run had bits [0-9a-f]{12}, received [0-9a-f]{12}/,
    );
    expect(mixed.code).toBe(1);
  });

  test.each<[string, (usual: string[]) => string[], string, number]>([
    [
      "no task",
      (usual) => usual.filter((word) => word !== "--task" && word !== task),
      "--task must name the file",
      2,
    ],
    [
      "a data set of images",
      (usual) => [...usual, "--dataset", "digits"],
      "--dataset goes with images; leave it out",
      2,
    ],
    ["a condition", (usual) => [...usual, "--condition", "odd"], "the task file states conditions", 2],
    [
      "a split without its file",
      (usual) => [...usual, "--split", "random.0"],
      "--split-file must name the file",
      2,
    ],
    [
      "a share beside a split file",
      (usual) => [...usual, "--split-file", task, "--test", "0.2"],
      "--test or --split-file must say how, received both",
      2,
    ],
    ["bits that the task has not", (usual) => [...usual, "--bits", csv], "has no bits among its inputs", 2],
    [
      "a share above 1",
      (usual) => [...usual, "--test", "1.5"],
      'It must be a share from 0 to below 1, received "1.5"',
      2,
    ],
    ["a task that is no JSON", (usual) => [...usual, "--task", csv], "it must be JSON", 1],
    ["a table that is not there", (usual) => [...usual, "--table", "nowhere.csv"], "nowhere.csv", 1],
  ])("refuses %s, and leaves the model that is there", async (_title, change, message, exit) => {
    const before = await weightsOf(model);
    const { code, stderr, stdout } = await runCli(change(trainOn(model)));
    expect(stderr).toContain(message);
    expect(stdout).toBe("");
    expect(code).toBe(exit);
    expect(await weightsOf(model)).toBe(before);
  });

  test("refuses a task with a mistyped condition, and points at its column", async () => {
    const wrong = join(folder, "wrong.json");
    const { parts } = taskFile.labels;
    const labels = { ...taskFile.labels, parts: { ...parts, weekday: { kind: "flag", when: "dy < 5" } } };
    await writeFile(wrong, JSON.stringify({ ...taskFile, labels }));
    const { code, stderr } = await runCli(trainOn(join(folder, "none"), "--task", wrong));
    expect(stderr).toContain("  dy < 5\n  ^ column 1\nFields: day, ");
    expect(code).toBe(2);
  });

  test("refuses bits outside of the table's folder, unless they are named", async () => {
    const outside = join(folder, "outside.json");
    await writeFile(
      outside,
      JSON.stringify({ ...taskFile, inputs: { bits: { file: "../secret", width: 8 } } }),
    );
    const { code, stderr } = await runCli(trainOn(join(folder, "none"), "--task", outside));
    expect(stderr).toContain('the task must name a file in the table\'s folder, received "../secret"');
    expect(code).toBe(1);
  });

  test("options of tables without a table are refused", async () => {
    const { code, stderr } = await runCli(["train", "--dropout", "0.5"]);
    expect(stderr).toContain("--dropout goes with --table, received no table");
    expect(code).toBe(2);
  });
});

describe("proj evaluate --table", () => {
  test("scores the rows of each part as they were divided for training", async () => {
    const { stdout, code } = await runCli(["evaluate", "--model", model, "--table", csv, "--json"]);
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report.splits.map(({ name, count }: { name: string; count: number }) => [name, count])).toEqual([
      ["training", 480],
      ["validation", 60],
      ["test", 60],
    ]);
    const { tasks } = report.splits[2];
    const scored = trained.stdout.match(/^up +\d+ +\d+ +(\d\.\d{3})/m)?.[1];
    expect(tasks[0].metrics["ROC-AUC"].toFixed(3)).toBe(scored);
    expect(report.unsupervised).toEqual(["level middle"]);
  });

  test("of another table scores all rows together, and says so; and writes a page", async () => {
    const other = join(folder, "other.csv");
    const page = join(folder, "page.html");
    await writeFile(other, `x,up,day,level,triple\n${rows(90).join("\n")}\n`);
    const { stdout, stderr } = await runCli(["evaluate", "--model", model, "--table", other, "--html", page]);
    expect(stderr).toContain(
      "notice     The model was trained on another table, or other bits: rows that are in both are not new to it.\n",
    );
    expect(stdout).toContain("all rows: 90\n");
    expect(stdout).toContain("never supervised: level middle\n");
    expect(await readFile(page, "utf8")).toContain('<h2 id="all-heading">All rows <small>90</small></h2>');
  });

  test.each<[string[], string]>([
    [["--table", "data.csv", "--dataset", "digits"], "--dataset goes with images; leave it out"],
    [["--split-file", "splits.json"], "--split-file goes with --table, received no table"],
  ])("refuses %j", async (more, message) => {
    const { code, stderr } = await runCli(["evaluate", "--model", model, ...more]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  test("wants a table for a model of a table", async () => {
    const { code, stderr } = await runCli(["evaluate", "--model", model]);
    expect(stderr).toContain("the model ups and downs is one of a table; --table must name the CSV file");
    expect(code).toBe(2);
  });
});

describe("proj predict --table", () => {
  test("gives each row its outputs, in order, without needing the labels", async () => {
    const unlabelled = join(folder, "new.csv");
    await writeFile(unlabelled, "x\n0.9\n-0.9\n");
    const { stdout, stderr, code } = await runCli(["predict", "--model", model, "--table", unlabelled]);
    expect(code).toBe(0);
    const [head, first, second] = stdout
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    expect(head).toEqual(["up", "level low", "level middle", "level high"]);
    expect(Number(first?.[0])).toBeGreaterThan(0.5);
    expect(Number(second?.[0])).toBeLessThan(0.5);
    expect(stderr).toContain(
      "never supervised, so what stands in their columns was never learned: level middle",
    );
  });

  test("writes a file, or JSON", async () => {
    const out = join(folder, "predictions.csv");
    await runCli(["predict", "--model", model, "--table", csv, "--out", out]);
    expect((await readFile(out, "utf8")).trim().split("\n")).toHaveLength(1 + 600);
    const { stdout } = await runCli(["predict", "--model", model, "--table", csv, "--json"]);
    expect(JSON.parse(stdout)).toHaveLength(600);
  });

  test.each<[string[], string]>([
    [["four.png"], "--table stands for the pictures, received 1 pictures"],
    [["--table", "nowhere.csv"], "nowhere.csv"],
    [["--top", "3"], "--top goes with pictures, not with --table; leave it out"],
  ])("refuses %j", async (more, message) => {
    const { code, stderr } = await runCli(["predict", "--model", model, "--table", csv, ...more]);
    expect(stderr).toContain(message);
    expect(code).not.toBe(0);
  });

  test("wants pictures or a table", async () => {
    const { code, stderr } = await runCli(["predict", "--model", model]);
    expect(stderr).toContain("pictures, or --table with a CSV file, must be named, received none");
    expect(code).toBe(2);
  });
});

const root = process.env["PROJ_DATA_DIR"];
const survey = root && join(root, "nhanes", "nhanes-conditional.csv");

test.skipIf(!survey || !existsSync(survey))(
  "NHANES: who was asked is learned, evaluated and predicted [needs data]",
  async () => {
    const out = join(folder, "nhanes");
    const file = fileURLToPath(new URL("../../../../examples/nhanes/task.json", import.meta.url));
    const run = await runCli([
      ...["train", "--table", survey ?? "", "--task", file, "--backend", "wasm", "--hidden-units", "16"],
      ...["--dropout", "0.2", "--learning-rate", "0.003", "--out", out],
    ]);
    expect(run.stderr).toMatch(/^labels {5}SmokeNow: 1,\d{3} of 5,423 count, masked by asked \(Smoke100\)$/m);
    const { stdout } = await runCli(["evaluate", "--model", out, "--table", survey ?? "", "--json"]);
    expect(JSON.parse(stdout).splits[2].tasks[0].metrics["ROC-AUC"]).toBeGreaterThan(0.7);
    const predicted = await runCli(["predict", "--model", out, "--table", survey ?? ""]);
    expect(predicted.stdout.trim().split("\n")).toHaveLength(1 + 6779);
  },
);
