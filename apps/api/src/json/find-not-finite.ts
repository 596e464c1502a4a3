/** A number that JSON has no word for, and where it stands. */
export interface NotFinite {
  /** `NaN`, `Infinity` or `-Infinity`. */
  readonly value: string;
  /** Such as `instances[3][17]`. */
  readonly path: string;
}

interface Level {
  /** The place in an array; `null` in an object. */
  index: number | null;
  key: string;
}

/**
 * Finds the first NaN or infinity in a text that is JSON but for it: many writers of JSON let them through.
 *
 * @param text The text, whose nesting has been checked.
 * @returns The word and its path; `null` where there is none.
 */
export function findNotFinite(text: string): NotFinite | null {
  const levels: Level[] = [];
  for (let at = 0; at < text.length; at++) {
    const level = levels.at(-1);
    switch (text[at]) {
      case '"': {
        const end = stringEnd(text, at);
        // A key or a value, which is followed by a comma and so forgotten.
        if (level?.index === null) level.key = text.slice(at + 1, Math.min(end, at + 81));
        at = end;
        break;
      }
      case "[":
      case "{":
        levels.push({ index: text[at] === "[" ? 0 : null, key: "" });
        break;
      case "]":
      case "}":
        levels.pop();
        break;
      case ",":
        if (level !== undefined && level.index !== null) level.index++;
        break;
      case "N":
      case "I":
      case "-": {
        const value = ["NaN", "Infinity", "-Infinity"].find((word) => text.startsWith(word, at));
        if (value !== undefined) return { value, path: pathOf(levels) };
      }
    }
  }
  return null;
}

function pathOf(levels: readonly Level[]): string {
  let path = "";
  for (const { index, key } of levels) {
    path += index === null ? `${path === "" ? "" : "."}${key}` : `[${index}]`;
  }
  return path === "" ? "the body" : path;
}

function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
