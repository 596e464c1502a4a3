import { conditionTest } from "../conditions/evaluate-condition.ts";
import type { AnyLayout } from "./layout.ts";
import { layoutConditions } from "./layout-conditions.ts";

/**
 * Decides the flags that a layout's conditions decide, for many samples.
 *
 * @param layout The layout.
 * @param columns The columns that are there, by name; the flags that are not are added to it.
 * @param count The number of samples.
 * @param presences For each part with a presence, which of its labels are there; a label that is not is unknown.
 * @throws {TypeError} Where a field is neither number nor boolean.
 * @throws {RangeError} As `evaluateCondition` throws it; the message names the row.
 */
export function decideFlags(
  layout: Pick<AnyLayout, "parts" | "fields">,
  columns: Map<string, ArrayLike<unknown>>,
  count: number,
  presences: ReadonlyMap<string, ArrayLike<unknown>>,
): void {
  for (const { name, condition } of layoutConditions(layout)) {
    if (columns.has(name)) continue;
    let row = 0;
    // One test for all samples, and no object for any.
    const holds = conditionTest(condition, (field) => {
      const present = presences.get(field)?.[row];
      return present === 0 || present === false ? undefined : columns.get(field)?.[row];
    });
    const decided = new Uint8Array(count);
    for (; row < count; row++) {
      try {
        decided[row] = holds() ? 1 : 0;
      } catch (error) {
        throw inRow(error, row, name);
      }
    }
    columns.set(name, decided);
  }
}

function inRow(error: unknown, row: number, name: string): unknown {
  if (!(error instanceof Error)) return error;
  const message = `Cannot combine labels: row ${row}, part ${JSON.stringify(name)}: ${error.message}`;
  return error instanceof RangeError
    ? new RangeError(message, { cause: error })
    : new TypeError(message, { cause: error });
}
