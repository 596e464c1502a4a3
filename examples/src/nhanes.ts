/**
 * Learns from NHANES whether a person who smoked 100 cigarettes still smokes: with the label masked where it was not asked, and
 * with "no" in its place, and prints both side by side.
 *
 * usage: node dist/nhanes.js --data-dir FOLDER [--backend webgpu|wasm|cpu] [--json]
 */
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { readCsvFile } from "@proj/datasets/node";
import { compareMasks, masks } from "./nhanes/compare-masks.ts";
import { meanOf, resultTable } from "./result-table.ts";
import { openNamedBackend, runExample } from "./run-example.ts";

await runExample(async () => {
  const { values } = parseArgs({
    options: {
      "data-dir": { type: "string" },
      backend: { type: "string", default: "wasm" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });

  if (values.help) {
    process.stdout.write(`Whether a person who smoked 100 cigarettes still smokes, asked only of those who said that they had.

  --data-dir <folder>  holds nhanes-conditional.csv
  --backend <name>     webgpu, wasm or cpu (default: wasm, the fastest for so small a model)
  --json               print the results as JSON
`);
  } else if (values["data-dir"] === undefined) {
    process.stderr.write("Cannot read NHANES: --data-dir must name the folder of nhanes-conditional.csv.\n");
    process.exitCode = 2;
  } else {
    const { table, sha256 } = await readCsvFile(join(values["data-dir"], "nhanes-conditional.csv"));
    const backend = await openNamedBackend(values.backend);
    process.stderr.write(`${table.rows} people; ${backend.name} on ${backend.adapter}\n`);
    const results = await compareMasks(table, sha256, {
      backend,
      onResult: ({ mask, split, live, rocAuc, accuracy }) => {
        process.stderr.write(
          `split ${split}, ${mask}: ${live} labels count; ROC-AUC ${rocAuc?.toFixed(3)}, accuracy ${accuracy?.toFixed(3)}\n`,
        );
      },
    });
    backend.close();
    const rows = masks.map((mask): [string, ...(number | null)[]] => {
      const own = results.filter((each) => each.mask === mask);
      return [
        mask,
        meanOf(own.map(({ rocAuc }) => rocAuc)),
        meanOf(own.map(({ accuracy }) => accuracy)),
        meanOf(own.map(({ smoking }) => Math.max(smoking, 1 - smoking))),
      ];
    });
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ backend: backend.name, adapter: backend.adapter, results }, null, 2)}\n`
        : `\ntest rows that were asked, mean of ${results.length / 2} splits\n${resultTable(["", "ROC-AUC", "accuracy", "always the commoner answer"], rows)}\n`,
    );
  }
});
