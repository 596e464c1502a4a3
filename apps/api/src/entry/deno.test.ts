import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeArtifactFolder } from "@proj/model/node";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../models/testing/temporary-folder.ts";
import { post } from "../testing/ask.ts";
import { smallPicture } from "../testing/digit-picture.ts";
import { exampleArtifact } from "../testing/example-model.ts";

const deno = fileURLToPath(new URL("../../../../node_modules/deno/deno", import.meta.url));
const entry = fileURLToPath(new URL("deno.ts", import.meta.url));

test("deno serve answers for the models of a folder, with no more rights than it needs [needs deno]", async (context) => {
  if (!existsSync(deno)) return context.skip("deno is not installed");
  const folder = await temporaryFolder();
  await writeArtifactFolder(join(folder, "odd-digits"), await exampleArtifact());
  const rights = ["--allow-env=PROJ_MODELS", `--allow-read=${folder}`];
  const where = ["--host", "127.0.0.1", "--port", "0"];
  const served = spawn(deno, ["serve", "--conditions=source", "--no-check", ...rights, ...where, entry], {
    env: { ...process.env, PROJ_MODELS: folder, NO_COLOR: "1" },
    stdio: ["ignore", "ignore", "pipe"],
    timeout: 30_000,
  });
  onTestFinished(async () => {
    if (served.exitCode !== null || served.signalCode !== null) return;
    served.kill();
    await once(served, "exit");
  });
  let log = "";
  let url: string | undefined;
  for await (const chunk of served.stderr) {
    log += String(chunk);
    url = /Listening on (http:\S+?)\/?\s/.exec(log)?.[1];
    if (url !== undefined) break;
  }
  expect(url, log).toBeDefined();
  const response = await fetch(`${url}/predict`, post(smallPicture([0, 255, 0, 0])));
  expect(await response.json()).toMatchObject({ model: "odd-digits", answer: "1", supervised: true });
  expect((await fetch(`${url}/v2/health/ready`)).status).toBe(200);
  // The description is loaded on demand, with no right to read it.
  expect(await (await fetch(`${url}/openapi.json`)).json()).toMatchObject({ openapi: "3.1.0" });
  expect((await fetch(`${url}/docs`)).status).toBe(200);
});
