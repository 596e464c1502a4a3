import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readArtifactFolder } from "@proj/model/node";
import { encodeArtifactZip } from "@proj/model/zip";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ReportJson } from "../report/report-json.ts";
import { runCli } from "../testing/run-cli.ts";
import { writeSmallDataset } from "../testing/small-dataset.ts";

let folder: string;
let data: string;
let model: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "proj-evaluate-"));
  data = await writeSmallDataset(join(folder, "data"));
  model = join(folder, "odd");
  const train = [
    "train",
    "--dataset",
    "idx",
    "--data-dir",
    data,
    "--backend",
    "cpu",
    "--epochs",
    "4",
    "--out",
    model,
  ];
  expect((await runCli([...train, "--learning-rate", "0.01"])).code).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("proj evaluate", () => {
  test("shows that what never counted was never learned, as text and as JSON", async () => {
    const text = await runCli(["evaluate", "--model", model, "--data-dir", data]);
    expect(text.stdout).toContain("Even digits cost nothing in training, so they were never learned");
    const { stdout, code } = await runCli(["evaluate", "--model", model, "--data-dir", data, "--json"]);
    expect(code).toBe(0);
    const { summary } = JSON.parse(stdout) as ReportJson;
    expect(summary.heldOut).toMatchObject({
      even: { accuracy: 0, count: 60 },
      odd: { accuracy: 1, count: 60 },
    });
    expect(summary.train).toMatchObject({
      even: { accuracy: 0, count: 240 },
      odd: { accuracy: 1, count: 240 },
    });
  });

  test.for([
    ["cpu", "eager on cpu"],
    ["webgpu", "fused on "],
  ] as const)(
    "on the backend %s counts what the service would predict [needs webgpu]",
    async ([backend, engine], context) => {
      const asked = ["evaluate", "--model", model, "--data-dir", data, "--json"];
      const [plain, computed] = await Promise.all([runCli(asked), runCli([...asked, "--backend", backend])]);
      if (computed.stderr.includes("gives no WebGPU adapter"))
        return context.skip("no WebGPU adapter was found: scripts/install-system.sh vulkan");
      expect(computed.stderr).toContain(`engine     ${engine}`);
      expect(JSON.parse(computed.stdout)).toEqual(JSON.parse(plain.stdout));
    },
  );

  test("writes the page whole, beside the report", async () => {
    const page = join(folder, "pages", "report.html");
    const { stderr } = await runCli(["evaluate", "--model", model, "--data-dir", data, "--html", page]);
    expect(stderr).toContain(`page       ${page}\n`);
    const html = await readFile(page, "utf8");
    expect(html).toMatch(/^<!doctype html>/i);
    expect(html.trimEnd().endsWith("</html>")).toBe(true);
  });

  test("takes the one file that the model is downloaded as, and refuses one that holds none", async () => {
    const file = join(folder, "odd.zip");
    await writeFile(file, await encodeArtifactZip(await readArtifactFolder(model)));
    const of = (path: string) => runCli(["evaluate", "--model", path, "--data-dir", data, "--json"]);
    expect(await of(file)).toEqual(await of(model));
    const { code, stderr } = await of(join(data, "train-labels-idx1-ubyte"));
    expect(stderr).toMatch(/^error: Cannot read the artifact .*: it must be a ZIP file, received \d+ bytes/);
    expect(code).toBe(1);
  });

  test("one flipped byte in the weights is an error that names the file", async () => {
    const weights = join(model, "weights.bin");
    const whole = await readFile(weights);
    await writeFile(
      weights,
      whole.map((byte, i) => (i === 100 ? byte ^ 1 : byte)),
    );
    const { code, stderr } = await runCli(["evaluate", "--model", model, "--data-dir", data]);
    await writeFile(weights, whole);
    expect(stderr).toMatch(/^error: .*weights\.bin/);
    expect(code).toBe(1);
  });

  test("a model that is not there is an error that says where it was looked for", async () => {
    const { code, stderr } = await runCli(["evaluate", "--model", join(folder, "nothing")]);
    expect(stderr).toContain(join(folder, "nothing"));
    expect(code).toBe(1);
  });

  test("other images than those it was trained on are said to be others", async () => {
    const others = await writeSmallDataset(join(folder, "others"), 80);
    const { stderr, code } = await runCli(["evaluate", "--model", model, "--data-dir", others]);
    expect(stderr).toContain("notice     The model was trained on idx, not on these images");
    expect(code).toBe(0);
  });
});
