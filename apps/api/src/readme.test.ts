import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { encode } from "fast-png";
import { expect, onTestFinished, test } from "vitest";
import { createApp } from "./create-app.ts";
import { serveNode } from "./entry/node.ts";
import { temporaryFolder } from "./models/testing/temporary-folder.ts";
import { exampleArtifact } from "./testing/example-model.ts";
import { memoryRepository } from "./testing/memory-repository.ts";

const run = promisify(execFile);
const hasCurl = await run("curl", ["--version"]).then(
  () => true,
  () => false,
);

/** Commands of the README, each block with the answer that it shows behind them, if it shows one. */
async function readBlocks(): Promise<{ commands: string[]; shown: unknown }[]> {
  const text = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const blocks = text.matchAll(/```sh\n(.*?)```(?:\s*```json\n(.*?)```)?/gs);
  return [...blocks].map(([, commands = "", shown]) => ({
    commands: commands.trim().split(/\n(?=curl )/),
    shown: shown === undefined ? undefined : JSON.parse(shown),
  }));
}

/** What an answer is made of: keys and types, an array by its first element. */
function form(value: unknown): unknown {
  if (Array.isArray(value)) return [form(value[0])];
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, form(each)]));
}

test("the commands of the README are answered as it shows [needs curl]", async (context) => {
  if (!hasCurl) return context.skip("curl is not there");
  const artifact = await exampleArtifact({ inputShape: [28, 28], classes: 10, activation: "softmax" });
  const closing = new AbortController();
  const app = createApp({ models: memoryRepository({ "odd-digits": [artifact] }), closing: closing.signal });
  const server = await serveNode(app, { port: 0, closing });
  onTestFinished(() => server.close());

  const folder = await temporaryFolder();
  const pixels = Uint8Array.from({ length: 784 }, (_, index) => (index % 28 === 14 ? 255 : 0));
  await writeFile(join(folder, "four.png"), encode({ width: 28, height: 28, channels: 1, data: pixels }));
  await writeFile(join(folder, "four.bin"), pixels);
  await writeFile(join(folder, "four.json"), JSON.stringify([...pixels]));

  const blocks = await readBlocks();
  expect(blocks.flatMap(({ commands }) => commands)).toHaveLength(7);
  for (const { commands, shown } of blocks) {
    for (const command of commands) {
      const here = command
        .replaceAll("localhost:8080", new URL(server.url).host)
        .replace(/^curl /, "curl -sS --fail-with-body -m 20 ");
      const { stdout } = await run("bash", ["-c", here], { cwd: folder });
      const answer: unknown = JSON.parse(stdout);
      expect(answer, command).not.toHaveProperty("error");
      if (shown !== undefined) expect(form(answer), command).toEqual(form(shown));
    }
  }
});
