// `npm run dev`: the service on Node, compiled from the sources, and started again whenever they change.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const models = process.env.PROJ_MODELS || at("../../cli/models");
const tsc = [at("../../../node_modules/typescript/bin/tsc"), "-b", at("..")];

if (!existsSync(models) && !process.env.PROJ_MODEL_URLS) {
  console.error(
    `error: Cannot serve the models in ${models}: nothing has been trained yet. Run \`npm run train\` first,`,
  );
  console.error("or let PROJ_MODELS name a folder of models.");
  process.exit(1);
}

// Once before the start, which would else find half of the program.
const { status } = spawnSync(process.execPath, tsc, { stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);

const run = (args, env = {}) =>
  spawn(process.execPath, args, { stdio: "inherit", env: { ...process.env, ...env } });
const main = at("../dist/entry/node/main.js");
const children = [
  run([...tsc, "--watch", "--preserveWatchOutput"]),
  run(["--watch", "--watch-preserve-output", main], { PROJ_MODELS: models }),
];
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
  });
}
// One without the other is of no use.
for (const child of children) {
  child.on("exit", () => {
    for (const other of children) other.kill("SIGTERM");
  });
}
