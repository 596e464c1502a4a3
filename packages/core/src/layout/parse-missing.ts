import { checkFields } from "../errors/check-fields.ts";
import { describeValue } from "../errors/describe-value.ts";
import type { LabelOptions } from "./part-definitions.ts";

/** What `missing` comes to. */
type Missing = { readonly missing?: readonly number[] };

/**
 * Reads the options of a part that a caller defines, which are `missing` and no other.
 *
 * @param action What cannot be done otherwise, for the message.
 * @param options The options.
 * @returns As `parseMissing`.
 * @throws {TypeError} Where they are no object, have another field, or `missing` holds something else than numbers and null.
 */
export function parseOptions(action: string, options: LabelOptions): Missing {
  checkFields(action, "options", options, ["missing"]);
  return parseMissing(action, options);
}

/**
 * Reads which numbers stand for a missing label.
 *
 * @param action What cannot be done otherwise, for the message.
 * @param options What `missing` says: a number, null, or a list of them; from code or from JSON.
 * @returns `{ missing }` with the numbers, without NaN and null, which always stand for a missing label; nothing where
 *   `missing` was left out.
 * @throws {TypeError} Where it holds something else.
 */
export function parseMissing(action: string, options: object): Missing {
  const missing: unknown = "missing" in options ? options.missing : undefined;
  if (missing === undefined) return {};
  const codes: readonly unknown[] = Array.isArray(missing) ? missing : [missing];
  for (const code of codes) {
    // JSON turns an infinity into null, so a layout with one would not read back the same.
    if (code !== null && (typeof code !== "number" || Math.abs(code) === Number.POSITIVE_INFINITY)) {
      throw new TypeError(
        `Cannot ${action}: missing must be a finite number, NaN, null or a list of them, received ${describeValue(code)}`,
      );
    }
  }
  const numbers = codes.filter((code): code is number => typeof code === "number" && !Number.isNaN(code));
  return { missing: Object.freeze([...new Set(numbers)]) };
}
