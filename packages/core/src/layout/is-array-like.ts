/**
 * Tells whether something is an array or a typed array.
 *
 * @param value Anything.
 * @returns `false` of texts and of other objects with a length, in which a mistake is likelier than a column.
 */
export function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}
