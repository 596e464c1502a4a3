/** The most characters of a value that an error message shows. */
const MAX_LENGTH = 60;

/**
 * Shows a value inside an error message: short, on one line, and telling `"3"` from `3`.
 *
 * @param value Anything, however odd; nothing of it is called or read but its class name and length.
 * @returns At most about 60 characters.
 */
export function describeValue(value: unknown): string {
  if (typeof value === "string") return shorten(JSON.stringify(value));
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint") return shorten(`${value}n`);
  if (typeof value !== "object" || value === null) return shorten(String(value));
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (ArrayBuffer.isView(value)) {
    const length: unknown = Reflect.get(value, "length");
    return typeof length === "number" ? `${value.constructor.name} of ${length}` : value.constructor.name;
  }
  const className: unknown = value.constructor?.name;
  return typeof className === "string" && className !== "Object" && className !== ""
    ? `an object of class ${shorten(className)}`
    : "an object";
}

/**
 * Lists names inside an error message.
 *
 * @param names The names, in the order to show.
 * @returns Such as `digit, isOdd`, cut after some names where there are many; `none` where there are none.
 */
export function describeNames(names: readonly string[]): string {
  if (names.length === 0) return "none";
  const shown = names.slice(0, 20).map(shorten).join(", ");
  return names.length > 20 ? `${shown} and ${names.length - 20} more` : shown;
}

function shorten(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 3)}...` : text;
}
