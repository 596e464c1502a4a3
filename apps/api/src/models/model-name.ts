const pattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * Whether a text may be the name of a model: 1 to 100 letters, digits, `_`, `-` and `.`, a letter or a digit first.
 *
 * No such name leads out of a folder or needs escaping in a URL.
 *
 * @param text Any text.
 *
 * @example
 * ```ts
 * import { isModelName } from "@proj/api";
 *
 * console.log(isModelName("odd-digits")); // true
 * console.log(isModelName("../odd")); // false
 * ```
 */
export function isModelName(text: string): boolean {
  return pattern.test(text);
}

/**
 * Checks the name that a program gives a model.
 *
 * @param name The name.
 * @throws {RangeError} If a model may not be called that.
 */
export function checkModelName(name: string): void {
  if (isModelName(name)) return;
  throw new RangeError(
    "Cannot serve a model: its name must have 1 to 100 letters, digits, `_`, `-` and `.`, a letter or a digit first, " +
      `received ${shorten(name)}`,
  );
}

/**
 * Shows a text that came from outside in an error message: quoted, on one line, and short.
 *
 * @param text Any text.
 */
export function shorten(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}...` : text);
}
