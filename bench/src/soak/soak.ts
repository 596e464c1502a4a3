import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { writeArtifactFolder } from "@proj/model/node";
import { writeResult } from "../measuring/report.ts";
import { modelName, trainDigits } from "../serve/trained-digits.ts";
import { startServer } from "../servers/server-process.ts";
import { changeModel } from "./changing-model.ts";
import { goodRequests } from "./good-requests.ts";
import { memoryCurve } from "./memory-curve.ts";
import { misbehave } from "./misbehave.ts";
import { parseSoakOptions } from "./soak-options.ts";
import { type SoakOutcome, soakOutcome } from "./soak-outcome.ts";
import { watch } from "./watch.ts";
import { behaveWell } from "./well-behaved.ts";

const { minutes, connections, json } = parseSoakOptions(process.argv.slice(2));

/** Runs all of it, and returns what it has shown. */
async function soak(folder: string): Promise<SoakOutcome> {
  const digits = await trainDigits(32);
  await writeArtifactFolder(join(folder, modelName), digits.artifact);
  const changing = await changeModel(folder);
  const requests = await goodRequests(digits, changing);
  const server = await startServer("service-server", [folder]);
  const closing = new AbortController();
  const start = performance.now();
  const good = behaveWell(server.url, requests, connections, closing.signal);
  const bad = misbehave(server.url, closing.signal);
  const look = watch(server, closing.signal);
  await setTimeout(60_000 * minutes);
  const seconds = (performance.now() - start) / 1000;

  await changing.stop();
  closing.abort();
  await look.over;
  // Under full load, with those who trickle still there: the server must get rid of them by itself.
  const closingStart = performance.now();
  const code = await server.stop();
  const ended = { code, milliseconds: performance.now() - closingStart };
  await Promise.all([good.over, bad.over]);
  return soakOutcome(seconds, good.seen, bad.mischief, look.watched, changing.versions(), ended);
}

const folder = await mkdtemp(join(tmpdir(), "soak-"));
const outcome = await soak(folder).finally(() => rm(folder, { recursive: true, force: true }));
const file = await writeResult("soak", { connections, ...outcome });
if (json) console.log(JSON.stringify(outcome));
else {
  const {
    right,
    turnedAway,
    requestsPerSecond,
    seconds,
    versions,
    told,
    rss,
    rssOfThirds,
    endedAfterMs,
    faults,
  } = outcome;
  console.log(`${seconds.toFixed(0)} s, ${connections} connections: ${right} requests answered right`);
  console.log(
    `${requestsPerSecond.toFixed(0)} a second; ${turnedAway} told to come back; ${versions} versions written; ` +
      `ended within ${(endedAfterMs / 1000).toFixed(1)} s
`,
  );
  for (const [what, times] of Object.entries(told)) console.log(`${String(times).padStart(8)}  ${what}`);
  console.log(`\nMemory, MB:\n${memoryCurve(rss)}`);
  console.log(`Medians of thirds after the warm-up: ${rssOfThirds.join(", ")} MB`);
  console.log(
    `\n${faults.length === 0 ? "Nothing was wrong." : `Wrong:\n  ${faults.join("\n  ")}`}\n${file}`,
  );
}
process.exitCode = outcome.faults.length === 0 ? 0 : 1;
