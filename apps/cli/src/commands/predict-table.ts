import { encodeInputs } from "@proj/datasets";
import { type Artifact, createPredictor } from "@proj/model";
import { writeFileWhole } from "@proj/model/node";
import Papa from "papaparse";
import { plainText } from "../report/plain-text.ts";
import { openTable } from "../table/open-table.ts";
import { tableRecordOf } from "../table/table-report.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** What `proj predict --table` is told. */
export interface PredictTableOptions {
  readonly table: string;
  readonly bits?: string | undefined;
  readonly out?: string | undefined;
  readonly json?: boolean | undefined;
}

/**
 * Predicts the rows of a table: a row of numbers for each, in the same order, a column for each output of the model.
 *
 * @param artifact The model.
 * @param options The table, and where the predictions go.
 * @param terminal Where they are written, where no file is named.
 */
export async function predictOnTable(
  artifact: Artifact,
  options: PredictTableOptions,
  terminal: Terminal,
): Promise<void> {
  const { task, encoder } = tableRecordOf(artifact.manifest);
  const { table, bits } = await openTable(options.table, task, options.bits);
  const { inputs } = encodeInputs(table, encoder, { bits });
  const predictor = await createPredictor(artifact);
  const predictions = await predictor.predict(inputs, table.rows).finally(() => predictor.dispose());
  const { classes } = predictor;
  const names = classes.map(({ name }) => name);
  const rows = Array.from({ length: table.rows }, (_, row) =>
    Array.from(predictions.subarray(row * names.length, (row + 1) * names.length)),
  );
  const text = options.json
    ? `${JSON.stringify(rows.map((row) => Object.fromEntries(row.map((value, column) => [names[column], value]))))}\n`
    : `${Papa.unparse({ fields: names, data: rows }, { newline: "\n" })}\n`;
  if (options.out === undefined) {
    terminal.print(text);
  } else {
    await writeFileWhole(options.out, text);
    terminal.note(`saved      ${options.out}\n`);
  }
  const never = classes.filter(({ supervised }) => !supervised).map(({ name }) => plainText(name));
  if (never.length > 0) {
    terminal.note(
      `notice     never supervised, so what stands in their columns was never learned: ${never.join(", ")}\n`,
    );
  }
}
