/**
 * Trains on Tox21 with its missing labels masked, taken for "no", and with all rows dropped that miss one, and prints the
 * three side by side.
 *
 * usage: node dist/tox21.js [--data-dir FOLDER] [--backend webgpu|wasm|cpu] [--seed N] [--json]
 */
import process from "node:process";
import { parseArgs } from "node:util";
import { meanOf, resultTable } from "./result-table.ts";
import { openNamedBackend, runExample } from "./run-example.ts";
import { compareTreatments, treatments } from "./tox21/compare-treatments.ts";
import { loadTox21 } from "./tox21/load-tox21.ts";

await runExample(async () => {
  const { values } = parseArgs({
    options: {
      "data-dir": { type: "string" },
      backend: { type: "string" },
      seed: { type: "string", default: "1" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });

  if (values.help) {
    process.stdout.write(`Tox21 with its missing labels masked, taken for "no", and with incomplete rows dropped.

  --data-dir <folder>  tox21.csv, ecfp4-1024.bits and splits.json (default: the table is downloaded, 0.5 MB, and the rest computed)
  --backend <name>     webgpu, wasm or cpu (default: the best there is)
  --seed <n>           decides weights, dropout and order (default: 1)
  --json               print the results as JSON
`);
  } else {
    const seed = Number(values.seed);
    if (!Number.isInteger(seed) || seed < 0) {
      throw new RangeError(
        `Cannot train: --seed must be a whole number of 0 or more, received "${values.seed}"`,
      );
    }
    const data = await loadTox21(values["data-dir"]);
    const backend = await openNamedBackend(values.backend);
    const interruption = new AbortController();
    process.once("SIGINT", () => interruption.abort(new Error("Stopped: the results so far stand above.")));
    process.stderr.write(`${data.table.rows} molecules; ${backend.name} on ${backend.adapter}\n`);
    const results = await compareTreatments(data, {
      backend,
      seed,
      signal: interruption.signal,
      onResult: ({ treatment, split, trainingRows, rocAuc, bestEpoch, seconds }) => {
        process.stderr.write(
          `split ${split}, ${treatment} (${trainingRows} training rows): ROC-AUC ${rocAuc?.toFixed(3)}, epoch ${bestEpoch}, ${seconds.toFixed(0)} s\n`,
        );
      },
    });
    backend.close();
    const rows = treatments.map((treatment): [string, ...(number | null)[]] => {
      const figures = results.filter((each) => each.treatment === treatment).map(({ rocAuc }) => rocAuc);
      return [treatment, ...figures, meanOf(figures)];
    });
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ backend: backend.name, adapter: backend.adapter, results }, null, 2)}\n`
        : `\ntest ROC-AUC, mean of 12 assays\n${resultTable(["", "split 0", "split 1", "split 2", "mean"], rows)}\n`,
    );
  }
});
