import { isReservedWord } from "../conditions/reserved-words.ts";

/** The longest name of a part. */
const MAX_LENGTH = 100;

/** Numbers such as `7` or `-1`: JavaScript puts integer keys first, so such parts would change their order. */
const INTEGER_LIKE = /^-?\d+$/;

/** Control characters, and spaces at either end: they are invisible in messages. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}]|^\s|\s$/u;

/**
 * Finds out what is wrong with the name of a part.
 *
 * @param name The name.
 * @returns What a name must be, or `undefined` where this one is good.
 */
export function partNameProblem(name: string): string | undefined {
  if (name === "" || name.length > MAX_LENGTH) return `a name must have 1 to ${MAX_LENGTH} characters`;
  if (INTEGER_LIKE.test(name))
    return "a name must not be an integer, since JavaScript would move it to the front";
  if (INVISIBLE.test(name)) return "a name must not have invisible characters, or spaces at its ends";
  if (isReservedWord(name)) return "a name must not be a word of the condition language";
  // `then` would make a record of tensors look like a promise.
  if (name in Object.prototype || name === "then" || name === "prototype")
    return "a name must not be one that JavaScript uses";
  return undefined;
}
