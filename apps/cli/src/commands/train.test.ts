import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runCli } from "../testing/run-cli.ts";
import { writeSmallDataset } from "../testing/small-dataset.ts";
import type { TrainingSummary } from "./train-output.ts";

let folder: string;
let data: string;
let models: string;
let kept: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "proj-train-"));
  data = await writeSmallDataset(join(folder, "data"));
  kept = join(folder, "kept");
  expect((await runCli(small(kept))).code).toBe(0);
});
beforeEach(async () => {
  models = await mkdtemp(join(folder, "models-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** 480 images in batches of 16: 30 steps an epoch, 120 in all. */
const small = (out: string, ...more: string[]): string[] => [
  ...["train", "--dataset", "idx", "--data-dir", data, "--backend", "cpu", "--hidden-units", "8"],
  ...[
    "--batch-size",
    "16",
    "--epochs",
    "4",
    "--log-every",
    "1",
    "--checkpoint-every",
    "7",
    "--out",
    out,
    ...more,
  ],
];

/** Every file of a folder with its contents: equal for equal artifacts. */
async function contentsOf(path: string): Promise<Record<string, string>> {
  const names = (await readdir(path)).sort();
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, (await readFile(join(path, name))).toString("hex")] as const),
    ),
  );
}

describe("proj train", () => {
  test("writes an artifact, leaves nothing beside it, and says what counts and what was never supervised", async () => {
    const out = join(models, "odd");
    const { code, stdout, stderr } = await runCli(small(out));
    expect(stderr).toContain("condition  odd: 240 training labels count; never supervised: 0, 2\n");
    expect(stderr).toContain("backend    cpu on cpu\n");
    expect(stderr.match(/^epoch \d\/4 {2}loss \d\.\d{4}/gm)).toHaveLength(4);
    expect(stdout).toBe(`saved      ${out}\n`);
    expect(code).toBe(0);
    expect(await readdir(models)).toEqual(["odd"]);
    expect(await readdir(out)).toEqual(["manifest.json", "model.json", "weights.bin"]);
  });

  test("an engine that cannot train the model is an error where it was asked for, and else told", async () => {
    const out = join(models, "engine");
    const fused = await runCli(small(out, "--engine", "fused"));
    expect(fused.stderr).toContain(
      "error: Cannot train with the fused engine: the backend cpu has no GPU device\n",
    );
    expect(fused.code).toBe(1);
    const auto = await runCli(small(out));
    expect(auto.stderr).toContain("engine     eager: the backend cpu has no GPU device\n");
    const eager = await runCli(small(out, "--engine", "eager", "--json"));
    expect(eager.stderr).toContain("engine     eager\n");
    expect((JSON.parse(eager.stdout) as TrainingSummary).backend.engine).toBe("eager");
  });

  test("with --json prints one JSON document and nothing else", async () => {
    const { stdout } = await runCli(small(join(models, "m"), "--json", "--condition", "label in 0,3"));
    const summary = JSON.parse(stdout) as TrainingSummary;
    expect(summary).toMatchObject({ out: join(models, "m"), condition: "label in 0,3", seed: 1 });
    expect(summary.losses).toHaveLength(4);
    expect(summary.losses[3]).toBeLessThan(summary.losses[0] ?? 0);
  });

  test("the same seed writes the same bytes, another seed others", async () => {
    const [a, b, c] = [join(models, "a"), join(models, "b"), join(models, "c")];
    await Promise.all([runCli(small(a)), runCli(small(b)), runCli(small(c, "--seed", "2"))]);
    expect(await contentsOf(b)).toEqual(await contentsOf(a));
    expect((await contentsOf(c))["weights.bin"]).not.toBe((await contentsOf(a))["weights.bin"]);
  });

  test("killed at any step and resumed, as often as it takes, it ends with the bytes of a run never stopped", async () => {
    const straight = join(models, "straight");
    await runCli(small(straight));
    const expected = await contentsOf(straight);
    // Milliseconds from the first step to the kill, one list for each run: the last is killed four times before it ends.
    for (const lives of [[20], [170], [350], [500], [60, 120, 180, 240]]) {
      const out = join(models, `killed-${lives.join("-")}`);
      for (const delay of lives) {
        let struck = false;
        const killed = await runCli(small(out, "--resume"), (stderr, child) => {
          if (struck || !stderr.includes("backend")) return;
          struck = true;
          setTimeout(() => child.kill("SIGKILL"), delay); // it cannot be caught, and asks nobody
        });
        if (killed.signal === null) expect(killed.code).toBe(0); // it was faster than the signal
      }
      const { code, stderr } = await runCli(small(out, "--resume"));
      expect(stderr).not.toContain("error:");
      expect(code).toBe(0);
      expect(await contentsOf(out)).toEqual(expected);
    }
  });

  test("resuming a run that has ended does nothing, more epochs train it for longer, and another run never takes its place", async () => {
    const out = join(models, "ended");
    await runCli(small(out));
    const before = await contentsOf(out);
    const again = await runCli(small(out, "--resume"));
    expect(again.stderr).toBe("complete   This run has ended already; without --resume it starts anew.\n");
    expect([again.code, again.stdout]).toEqual([0, `saved      ${out}\n`]);
    expect(await contentsOf(out)).toEqual(before);
    const moreImages = await writeSmallDataset(join(models, "more"), 40);
    for (const [change, difference] of [
      [["--seed", "5"], "seed 1, received 5"],
      [["--optimizer", "sgd"], "optimizer adam, received sgd"],
      [["--learning-rate", "0.1"], "learning rate 0.001, received 0.1"],
      [["--epochs", "2"], "epochs 4, received 2"],
      [["--condition", "even"], "condition odd, received even"],
      [["--data-dir", moreImages], "dataset [0-9a-f]{12}, received [0-9a-f]{12}"],
    ] as const) {
      const other = await runCli(small(out, "--resume", ...change));
      expect(other.stderr).toMatch(
        new RegExp(
          `^error: Cannot resume: the model in .*ended is of a run that has ended, and that had ${difference}. Leave --resume out to replace the model, or give another --out.$`,
          "m",
        ),
      );
      expect([other.code, other.stdout]).toEqual([1, ""]);
      expect(await contentsOf(out)).toEqual(before);
    }
    const longer = await runCli(small(out, "--resume", "--epochs", "5"));
    expect(longer.stderr.match(/^epoch /gm)).toHaveLength(5);
    expect(await contentsOf(out)).not.toEqual(before);
  });

  test.each([
    [
      ["--optimizer", "sgd", "--momentum", "0.9", "--nesterov"],
      { learningRate: 0.01, optimizer: { name: "sgd", momentum: 0.9, nesterov: true } },
    ],
    [
      ["--optimizer", "adamw", "--weight-decay", "0.1", "--learning-rate", "0.002"],
      {
        learningRate: 0.002,
        optimizer: { name: "adamw", beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.1 },
      },
    ],
  ])("%j decides the steps, and the manifest says so", async (chosen, training) => {
    const out = join(models, "chosen");
    const { code } = await runCli(small(out, ...chosen));
    expect(code).toBe(0);
    const manifest = JSON.parse(await readFile(join(out, "manifest.json"), "utf8"));
    expect(manifest.training).toMatchObject(training);
    expect((await runCli(small(out, ...chosen, "--resume"))).stderr).toContain(
      "complete   This run has ended",
    );
    const other = await runCli(small(out, ...chosen.slice(0, 2), "--resume"));
    expect(other.stderr).toMatch(/that had (another optimizer|learning rate 0\.002, received 0\.001)/);
  });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s stops it in order: the checkpoint is named, and resuming ends with the same bytes",
    async (signal) => {
      const [straight, out] = [join(models, "straight"), join(models, "stopped")];
      const long = ["--epochs", "60"];
      let sent = false; // a second signal would end it at once
      const [, stopped] = await Promise.all([
        runCli(small(straight, ...long)),
        runCli(small(out, ...long), (text, child) => {
          if (!sent && /epoch {2}1\/60/.test(text)) sent = child.kill(signal);
        }),
      ]);
      expect(stopped.code).toBe(signal === "SIGINT" ? 130 : 143);
      expect(stopped.stderr).toMatch(
        /^stopped {4}at step \d+\. Go on from .*stopped\.checkpoint\.safetensors with the same command and --resume\.$/m,
      );
      expect((await readdir(models)).sort()).toEqual(["stopped.checkpoint.safetensors", "straight"]);

      const anew = await runCli(small(out, ...long), (_, child) => child.kill("SIGKILL"));
      expect(anew.stderr).toMatch(
        /^notice {5}.*stopped\.checkpoint\.safetensors holds a run that has not ended; .* --resume/m,
      );

      const otherSeed = await runCli(small(out, ...long, "--seed", "9", "--resume"));
      expect(otherSeed.stderr).toContain("its run had seed 1, received 9");
      expect(otherSeed.code).toBe(1);

      const resumed = await runCli(small(out, ...long, "--resume"));
      expect(resumed.stderr).toMatch(/^resumed {4}at step \d+ of 1800$/m);
      expect(await contentsOf(out)).toEqual(await contentsOf(straight));
    },
  );

  test.each([
    [
      ["--epochs", "0"],
      "option '--epochs <n>' argument '0' is invalid. It must be a whole number of at least 1, received \"0\".",
    ],
    [["--epochs", "-2"], "It must be a whole number of at least 1"],
    [["--epochs", "NaN"], 'received "NaN"'],
    [["--epochs", "2.5"], "It must be a whole number of at least 1"],
    [["--batch-size", "0"], "It must be a whole number of at least 1"],
    [["--learning-rate", "0"], "It must be a number above 0"],
    [["--weight-decay", "-1"], "It must be a number of at least 0"],
    [["--momentum", "1"], "It must be a share from 0 to below 1"],
    [["--optimizer", "rmsprop"], "Allowed choices are adam, adamw, sgd"],
    [["--momentum", "0.9"], "--momentum goes with --optimizer sgd, received adam"],
    [
      ["--optimizer", "sgd", "--weight-decay", "0.1"],
      "--weight-decay goes with --optimizer adamw, received sgd",
    ],
    [["--optimizer", "sgd", "--nesterov"], "--nesterov needs a --momentum above 0, received none"],
    [["--seed", "-1"], "It must be a whole number from 0 to 2147483647"],
    [["--hidden-units", "64,,2"], "It must be a whole number of at least 1"],
    [["--condition", "label >="], "label >="],
    [["--condition", "size > 2"], "label"],
    [["--reduction", "none"], "Allowed choices are sum, sumOverBatchSize"],
    [["--dataset", "cifar"], "Allowed choices are digits, mnist, fashion-mnist, idx"],
    [["--epoch", "3"], "Did you mean --epochs?"],
  ])("%j is refused with exit code 2, and the model that was there stays", async (wrong, message) => {
    const before = await contentsOf(kept);
    const { code, stderr, stdout } = await runCli(small(kept, ...wrong));
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^error: /m);
    expect(stdout).toBe("");
    expect(code).toBe(2);
    expect(await contentsOf(kept)).toEqual(before);
  });

  test("a folder that is no model is refused before any step, and keeps what it holds", async () => {
    const out = join(models, "thesis");
    await mkdir(out);
    await writeFile(join(out, "chapter1.txt"), "years of work");
    const { code, stderr } = await runCli(small(out));
    expect(stderr).toContain("chapter1.txt");
    expect(stderr).not.toContain("epoch");
    expect(code).toBe(1);
    expect(await readdir(out)).toEqual(["chapter1.txt"]);
  });

  test("an adapter that is not there is an error, not another adapter", async () => {
    const { code, stderr } = await runCli(["train", "--adapter", "Voodoo 2", "--out", join(models, "m")]);
    expect(stderr).toContain('error: Cannot open adapter "Voodoo 2": no WebGPU adapter has that name, found');
    expect(code).toBe(1);
  });

  test("images and labels that disagree are named", async () => {
    const broken = await writeSmallDataset(join(models, "broken"), 40);
    await writeFile(
      join(broken, "train-labels-idx1-ubyte"),
      await readFile(join(broken, "t10k-labels-idx1-ubyte")),
    );
    const { code, stderr } = await runCli(small(join(models, "m"), "--data-dir", broken));
    expect(stderr).toMatch(/error: .*40.*10|error: .*10.*40/);
    expect(code).toBe(1);
  });
});
