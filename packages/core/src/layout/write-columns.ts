import { describeNames, describeValue } from "../errors/describe-value.ts";
import { namedParts } from "./named-parts.ts";
import { rulesOf } from "./part-kinds.ts";

/**
 * Writes columns into new labels, checking each label: `combineColumns` without its types.
 *
 * @param layout The layout.
 * @param columns One array for each part, all of the same length.
 * @returns `[B * L]` labels, row by row.
 * @throws {TypeError} Where a column is missing or no array.
 * @throws {RangeError} Where columns differ in length, or a label does not fit its part.
 */
export function writeColumns(
  layout: { readonly width: number; readonly parts: object },
  columns: object,
): Float32Array<ArrayBuffer> {
  const received: unknown = columns;
  if (typeof received !== "object" || received === null) {
    throw new TypeError(
      `Cannot combine labels: columns must be an object of arrays, received ${describeValue(received)}`,
    );
  }
  const parts = namedParts(layout);
  const given = parts.map(([name]) => columnOf(columns, name));
  const count = given[0]?.length ?? 0;
  if (given.some((column) => column.length !== count)) {
    const lengths = parts.map(([name], index) => `${name} ${given[index]?.length}`).join(", ");
    throw new RangeError(`Cannot combine labels: all columns need the same length, received ${lengths}`);
  }

  const labels = new Float32Array(count * layout.width);
  for (const [index, [name, part]] of parts.entries()) {
    const { offset, width } = part;
    const rows = { name, labels, count, stride: layout.width, offset, width };
    rulesOf(part.kind).write(part, given[index] ?? [], rows);
  }
  return labels;
}

function columnOf(columns: object, name: string): ArrayLike<unknown> {
  const column: unknown = Reflect.get(columns, name);
  if (Array.isArray(column) || (ArrayBuffer.isView(column) && !(column instanceof DataView))) {
    return column as ArrayLike<unknown>;
  }
  throw new TypeError(
    `Cannot combine labels: the part ${JSON.stringify(name)} needs an array or typed array, received ${describeValue(column)} among the columns ${describeNames(Object.keys(columns))}`,
  );
}
