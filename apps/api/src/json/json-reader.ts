import type { Limits } from "../limits.ts";
import { type NumberStore, NumberTensor, stackTensors } from "./number-tensor.ts";
import { type Cursor, readFloat } from "./read-float.ts";

/** What is wrong with a JSON text. */
export class JsonProblem extends Error {}

/**
 * Numbers for which there is room at once, where the text could hold as many: memory is taken from the system as it is
 * written to, and a store that grows is written to again.
 */
const mostAtFirst = 2 ** 21;

const quote = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const zero = 0x30;
const colon = 0x3a;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Words that stand for a value, by their first letter. */
const words: Readonly<Record<number, readonly [string, unknown]>> = {
  116: ["true", true],
  102: ["false", false],
  110: ["null", null],
};

/** Words that many writers of JSON let through, and JSON does not have. */
const notFinite = ["-Infinity", "Infinity", "NaN"];

/**
 * Reads one JSON text: the values of `JSON.parse`, but for arrays of numbers in the fields that hold tensors. These are read
 * into one typed array as they come, which makes of a batch of images one array instead of a million values.
 *
 * Depth and the number of arrays and objects are held to their limits while reading: nothing is built beyond them.
 */
export class JsonReader {
  readonly #bytes: Uint8Array;
  readonly #limits: Limits;
  readonly #tensorFields: ReadonlySet<string>;
  readonly #cursor: Cursor = { at: 0 };
  readonly #store: NumberStore;
  #stored = 0;
  #containers = 0;
  /** The key or the place of each array and object that has been entered. */
  readonly #path: (string | number)[] = [];

  /**
   * @param bytes The text, in UTF-8.
   * @param limits `maxDepth`, which bounds the recursion, and `maxContainers`.
   * @param tensorFields The fields that hold tensors, at any level.
   */
  constructor(bytes: Uint8Array, limits: Limits, tensorFields: ReadonlySet<string>) {
    this.#bytes = bytes;
    this.#limits = limits;
    this.#tensorFields = tensorFields;
    this.#store = { numbers: new Float32Array(Math.min(mostAtFirst, 1 + (bytes.length >> 1))) };
  }

  /**
   * Reads the text to its end.
   *
   * @throws {JsonProblem} Where it is none, or passes a limit.
   */
  read(): unknown {
    const value = this.#value(true);
    if (this.#next() !== 0 || this.#cursor.at < this.#bytes.length)
      throw this.#unexpected("the text must end");
    return value;
  }

  /** The next byte that is no blank; 0 at the end. */
  #next(): number {
    const bytes = this.#bytes;
    let { at } = this.#cursor;
    let byte = bytes[at] ?? 0;
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = bytes[++at] ?? 0;
    this.#cursor.at = at;
    return byte;
  }

  #value(isTensor: boolean): unknown {
    const byte = this.#next();
    if (byte === quote) return this.#text();
    if (byte === openBracket) return this.#inside(() => this.#array(isTensor));
    if (byte === openBrace) return this.#inside(() => this.#object());
    if (isNumber(byte)) return this.#number();
    const word = words[byte];
    if (word !== undefined && this.#skip(word[0])) return word[1];
    throw this.#unexpected("a value must stand");
  }

  /** Enters an array or an object, and leaves it. */
  #inside<T>(read: () => T): T {
    const { maxDepth, maxContainers } = this.#limits;
    if (this.#path.length >= maxDepth) {
      throw new JsonProblem(`it must nest at most ${maxDepth} levels deep, received more`);
    }
    if (++this.#containers > maxContainers) {
      throw new JsonProblem(`it must have at most ${maxContainers} arrays and objects, received more`);
    }
    this.#path.push("");
    this.#cursor.at++;
    const value = read();
    this.#path.pop();
    return value;
  }

  #object(): Readonly<Record<string, unknown>> {
    const object: Record<string, unknown> = {};
    const level = this.#path.length - 1;
    let byte = this.#next();
    if (byte === closeBrace) this.#cursor.at++;
    while (byte !== closeBrace) {
      if (byte !== quote) throw this.#unexpected("a key in quotation marks must stand");
      const key = this.#text();
      if (this.#next() !== colon) throw this.#unexpected("a colon must stand");
      this.#cursor.at++;
      this.#path[level] = key;
      const value = this.#value(this.#tensorFields.has(key));
      // An assignment to this one name would change the object's nature.
      if (key === "__proto__") Object.defineProperty(object, key, { value, enumerable: true });
      else object[key] = value;
      byte = this.#separator(closeBrace);
    }
    return object;
  }

  #array(isTensor: boolean): unknown {
    const level = this.#path.length - 1;
    const byte = this.#next();
    if (byte === closeBracket) {
      this.#cursor.at++;
      return [];
    }
    this.#path[level] = 0;
    if (isTensor && isNumber(byte)) {
      const start = this.#stored;
      if (this.#numbers()) return new NumberTensor(this.#store, start, [this.#stored - start]);
      // Something else stands among the numbers: whoever wants a tensor will say so.
      const values: unknown[] = Array.from(this.#store.numbers.subarray(start, this.#stored));
      this.#stored = start;
      return this.#list(values, false);
    }
    const list = this.#list([], isTensor);
    return isTensor ? (stackTensors(this.#store, list) ?? list) : list;
  }

  /** Reads what is left of an array. */
  #list(values: unknown[], isTensor: boolean): unknown[] {
    const level = this.#path.length - 1;
    do {
      this.#path[level] = values.length;
      values.push(this.#value(isTensor));
    } while (this.#separator(closeBracket) !== closeBracket);
    return values;
  }

  /** Reads numbers into the store up to the end of their array; false where something else stands among them. */
  #numbers(): boolean {
    const bytes = this.#bytes;
    const cursor = this.#cursor;
    const level = this.#path.length - 1;
    const start = this.#stored;
    let { numbers } = this.#store;
    for (;;) {
      // Of a picture's pixels most are 0, and the others have up to three digits.
      let { at } = cursor;
      for (let short = shortNumber(bytes, at); short !== 0; short = shortNumber(bytes, at)) {
        if (this.#stored === numbers.length) numbers = this.#grow();
        numbers[this.#stored++] = short >> 3;
        at += short & 7;
      }
      cursor.at = at;
      this.#path[level] = this.#stored - start;
      if (!isNumber(this.#next())) return false;
      const value = this.#float();
      if (this.#stored === numbers.length) numbers = this.#grow();
      numbers[this.#stored++] = value;
      if (this.#separator(closeBracket) === closeBracket) return true;
    }
  }

  #grow(): Float32Array<ArrayBuffer> {
    const longer = new Float32Array(this.#store.numbers.length * 2);
    longer.set(this.#store.numbers);
    this.#store.numbers = longer;
    return longer;
  }

  #number(): number {
    const start = this.#cursor.at;
    this.#float();
    return Number(new TextDecoder().decode(this.#bytes.subarray(start, this.#cursor.at)));
  }

  #float(): number {
    const value = readFloat(this.#bytes, this.#cursor);
    if (!Number.isNaN(value)) return value;
    throw this.#unexpected("a number in the form of JSON must stand");
  }

  /** Reads what stands behind an element: the end, or a comma, in which case the byte behind it is returned. */
  #separator(end: number): number {
    const byte = this.#next();
    if (byte !== comma && byte !== end) {
      throw this.#unexpected(`a comma or ${String.fromCharCode(end)} must stand`);
    }
    this.#cursor.at++;
    if (byte === end) return end;
    const next = this.#next();
    if (next === end) throw this.#unexpected("another element must stand");
    return next;
  }

  #text(): string {
    const bytes = this.#bytes;
    const start = this.#cursor.at;
    let at = start + 1;
    let isEscaped = false;
    for (let byte = bytes[at]; byte !== quote; byte = bytes[at]) {
      if (byte === undefined || byte < 0x20) {
        this.#cursor.at = at;
        throw this.#unexpected("a quotation mark must end the text");
      }
      if (byte === backslash) {
        isEscaped = true;
        at++;
      }
      at++;
    }
    this.#cursor.at = at + 1;
    let text: string;
    try {
      text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(start + 1, at));
    } catch {
      throw new JsonProblem("it must be JSON in UTF-8, received bytes that are not UTF-8");
    }
    if (!isEscaped) return text;
    try {
      return JSON.parse(`"${text}"`);
    } catch {
      this.#cursor.at = start;
      throw this.#unexpected("a text with the escapes of JSON must stand");
    }
  }

  /** Goes behind a word, if it stands here. */
  #skip(word: string): boolean {
    const { at } = this.#cursor;
    for (let index = 0; index < word.length; index++) {
      if (this.#bytes[at + index] !== word.charCodeAt(index)) return false;
    }
    this.#cursor.at = at + word.length;
    return true;
  }

  #unexpected(wanted: string): JsonProblem {
    const { at } = this.#cursor;
    // What stands here may be the end of such a word.
    const value = notFinite.find((word) => {
      const begin = word.startsWith("-") && this.#bytes[at - 1] === minus ? at - 1 : at;
      this.#cursor.at = begin;
      return this.#skip(word);
    });
    if (value !== undefined)
      return new JsonProblem(`numbers must be finite, received ${value} as ${this.#where()}`);
    const found = at < this.#bytes.length ? `at byte ${at}` : "at its end";
    return new JsonProblem(`it must be JSON, received text that is not (${wanted} ${found})`);
  }

  /** The path of the value that is being read: `instances[3][17]`. */
  #where(): string {
    let path = "";
    for (const key of this.#path) {
      if (typeof key === "number") path += `[${key}]`;
      else path += `${path === "" ? "" : "."}${key.slice(0, 80)}`;
    }
    return path === "" ? "the body" : path;
  }
}

/** A whole number of one to three digits and the comma behind it: 8 times the number, plus the bytes of both; 0 for anything else. */
function shortNumber(bytes: Uint8Array, at: number): number {
  const first = (bytes[at] ?? 0) - zero;
  if (!(first >= 0 && first <= 9)) return 0;
  if (bytes[at + 1] === comma) return 8 * first + 2;
  const second = (bytes[at + 1] ?? 0) - zero;
  if (first === 0 || !(second >= 0 && second <= 9)) return 0;
  if (bytes[at + 2] === comma) return 8 * (10 * first + second) + 3;
  const third = (bytes[at + 2] ?? 0) - zero;
  return third >= 0 && third <= 9 && bytes[at + 3] === comma
    ? 8 * (100 * first + 10 * second + third) + 4
    : 0;
}

function isNumber(byte: number): boolean {
  return (byte >= zero && byte <= 0x39) || byte === minus;
}
