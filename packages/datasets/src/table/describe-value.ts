/**
 * Tells what came where something else was wanted, for the end of an error message.
 *
 * @param value Anything, perhaps read from JSON.
 * @returns A few words; a long text is cut.
 */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  return String(value).slice(0, 60);
}

/**
 * Lists names inside an error message.
 *
 * @param names The names, in the order to show.
 * @returns Such as `"Age", "Gender"`, cut after twelve; `none` where there are none.
 */
export function describeNames(names: readonly string[]): string {
  if (names.length === 0) return "none";
  const shown = names.slice(0, 12).map(quote).join(", ");
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}
