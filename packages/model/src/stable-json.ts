/** An array or an object that fits into this many characters stands on one line. */
const maxLineLength = 100;

/**
 * Writes JSON for people: two spaces of indent, short leaves on one line, a newline at the end.
 *
 * Keys stand in the order of the object.
 *
 * @param value A value of plain objects, arrays, texts, finite numbers, booleans and null.
 * @returns The text.
 */
export function stableJson(value: unknown): string {
  return `${format(value, "")}\n`;
}

function format(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const inner = `${indent}  `;
  const isArray = Array.isArray(value);
  const children: readonly unknown[] = Object.values(value);
  const keys = isArray ? null : Object.keys(value);
  const isLeaf = children.every((child) => typeof child !== "object" || child === null);
  const items = children.map((child, index) => {
    const key = keys?.[index];
    return (key === undefined ? "" : `${JSON.stringify(key)}: `) + format(child, inner);
  });
  const [open, close] = isArray ? ["[", "]"] : ["{", "}"];
  if (items.length === 0) return open + close;
  const line = isArray ? `[${items.join(", ")}]` : `{ ${items.join(", ")} }`;
  if (isLeaf && indent.length + line.length <= maxLineLength) return line;
  return `${open}\n${items.map((item) => inner + item).join(",\n")}\n${indent}${close}`;
}
