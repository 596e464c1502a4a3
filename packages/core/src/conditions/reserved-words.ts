/** The words of the expression language, which no field and no part of a layout may have as its name. */
export const RESERVED_WORDS: readonly string[] = ["and", "or", "not", "in", "true", "false"];

/**
 * Tells whether a name is a word of the expression language, in small or capital letters.
 *
 * @param name A name of a field or of a part.
 * @returns `true` for `and`, `OR`, `Not` and the like.
 */
export function isReservedWord(name: string): boolean {
  return RESERVED_WORDS.includes(name.toLowerCase());
}
