// `npm run dev`: the service on Node, compiled from the sources, and started again whenever they change.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const models = process.env.PROJ_MODELS || at("../../cli/models");
// As it was last built; Vite serves it as it is, beside this service.
const built = at("../../playground/dist");
const playground = process.env.PROJ_PLAYGROUND ?? (existsSync(built) ? built : "");
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

// Each in a group of its own: `tsc` is a process that starts another one, and does not pass signals on.
const grouped = process.platform !== "win32";
const run = (args, env = {}) =>
  spawn(process.execPath, args, { stdio: "inherit", detached: grouped, env: { ...process.env, ...env } });
const main = at("../dist/entry/node/main.js");
const children = [
  run([...tsc, "--watch", "--preserveWatchOutput"]),
  run(["--watch", "--watch-preserve-output", main], { PROJ_MODELS: models, PROJ_PLAYGROUND: playground }),
];
function end(signal) {
  for (const { pid } of children) {
    try {
      process.kill(grouped ? -pid : pid, signal);
    } catch {
      // It has ended already.
    }
  }
}
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => end(signal));
// One without the other is of no use.
for (const child of children) child.on("exit", () => end("SIGTERM"));
