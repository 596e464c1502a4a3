/** Text that is HTML already. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template takes: texts and numbers are escaped, markup is not, and nothing is nothing. */
export type Piece = Markup | string | number | null | readonly Piece[];

/**
 * Writes HTML: `html` in front of a template escapes what is put into it.
 *
 * `hono/html` does the same, and may answer with a promise.
 */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(parts.reduce((text, part, index) => text + show(pieces[index - 1] ?? null) + part));
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function show(piece: Piece): string {
  if (piece === null) return "";
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === "object") return piece.map(show).join("");
  return String(piece).replace(/[&<>"]/g, (letter) => entities[letter] ?? "");
}
