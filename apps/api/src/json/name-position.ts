/** Names a value inside an array of arrays: `[3, 17]` is `instances[3][17]`. */
export type NamePosition = (indexes: readonly number[]) => string;

/**
 * Names positions inside a field.
 *
 * @param field The field: `instances`.
 * @param rest What follows the first index: `.inputs`, where each element is an object that holds its array.
 * @returns The naming.
 */
export function positionsIn(field: string, rest = ""): NamePosition {
  return ([first, ...others]) => {
    if (first === undefined) return field;
    return `${field}[${first}]${rest}${others.map((index) => `[${index}]`).join("")}`;
  };
}
