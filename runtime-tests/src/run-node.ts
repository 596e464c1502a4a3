import { readFile } from "node:fs/promises";
import process from "node:process";
import { openBackend } from "@proj/trainer/backend";
import { runScenario } from "./scenario.ts";

const folder = new URL("../../vectors/", import.meta.url);
const { deno, node } = process.versions as Record<string, string | undefined>;
const backend = await openBackend({ backend: "webgpu", adapter: process.argv[2] });
const result = await runScenario(deno ? `deno ${deno}` : `node ${node}`, backend, (name) =>
  readFile(new URL(name, folder)),
);
backend.close();
process.stdout.write(`${JSON.stringify(result)}\n`);
