import type { Limits } from "../limits.ts";
import { decodeText } from "./decode-text.ts";
import { describePath } from "./describe-path.ts";
import { NumberStore } from "./number-store.ts";
import { NumberTensor, stackTensors } from "./number-tensor.ts";
import { NumberWindow } from "./number-window.ts";
import { type Cursor, readFloat } from "./read-float.ts";
import { readShortNumbers } from "./short-numbers.ts";
import { notFiniteAt, readWord } from "./words.ts";

/** What is wrong with a JSON text. */
export class JsonProblem extends Error {}

/** Bytes of a text whose numbers are read as fast one by one. */
const leastText = 256;

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
  #window: NumberWindow | undefined;
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
    this.#store = new NumberStore(bytes.length >> 1);
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
    const word = readWord(this.#bytes, this.#cursor);
    if (word !== undefined) return word;
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
      // An assignment to this one name would change the object's nature; it may come twice, as any other.
      if (key === "__proto__")
        Object.defineProperty(object, key, { value, enumerable: true, configurable: true });
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
      const start = this.#store.count;
      if (this.#numbers()) return new NumberTensor(this.#store, start, [this.#store.count - start]);
      // Something else stands among the numbers: whoever wants a tensor will say so.
      return this.#list(this.#store.cut(start), false);
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
    const cursor = this.#cursor;
    const level = this.#path.length - 1;
    const store = this.#store;
    const start = store.count;
    for (;;) {
      this.#path[level] = store.count - start;
      if (!isNumber(this.#element(closeBracket))) return false;
      store.push(this.#float());
      if (this.#separator(closeBracket) === closeBracket) return true;
      // Of the others most can be read much faster. The bundle of Workers, which compile nothing, says that there is no
      // WebAssembly, and leaves out what is written in it.
      if (globalThis.WebAssembly === undefined || this.#bytes.length < leastText) {
        cursor.at = readShortNumbers(this.#bytes, cursor.at, store);
      } else {
        this.#window ??= new NumberWindow(this.#bytes);
        cursor.at = this.#window.read(cursor.at, store);
      }
    }
  }

  #number(): number {
    const start = this.#cursor.at;
    this.#float();
    return Number(decodeText(this.#bytes, start, this.#cursor.at, true));
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
    return byte === end ? end : this.#element(end);
  }

  /** The byte behind a comma, which does not end an array or object. */
  #element(end: number): number {
    const byte = this.#next();
    if (byte === end) throw this.#unexpected("another element must stand");
    return byte;
  }

  #text(): string {
    const bytes = this.#bytes;
    const start = this.#cursor.at;
    let at = start + 1;
    let isEscaped = false;
    let isAscii = true;
    for (let byte = bytes[at]; byte !== quote; byte = bytes[at]) {
      if (byte === undefined || byte < 0x20) {
        this.#cursor.at = at;
        throw this.#unexpected("a quotation mark must end the text");
      }
      if (byte === backslash) {
        isEscaped = true;
        at++;
      } else if (byte > 0x7e) isAscii = false;
      at++;
    }
    this.#cursor.at = at + 1;
    let text: string;
    try {
      text = decodeText(bytes, start + 1, at, isAscii);
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

  #unexpected(wanted: string): JsonProblem {
    const { at } = this.#cursor;
    const value = notFiniteAt(this.#bytes, at);
    if (value !== undefined)
      return new JsonProblem(`numbers must be finite, received ${value} as ${describePath(this.#path)}`);
    const found = at < this.#bytes.length ? `at byte ${at}` : "at its end";
    return new JsonProblem(`it must be JSON, received text that is not (${wanted} ${found})`);
  }
}

function isNumber(byte: number): boolean {
  return (byte >= zero && byte <= 0x39) || byte === minus;
}
