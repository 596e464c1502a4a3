/** The longest text that stays on one line. */
const lineLength = 76;

/**
 * Writes JSON over as few lines as can be read: what fits into one stays there.
 *
 * @param value The value.
 * @param indent Blanks in front of its lines.
 */
export function layOutJson(value: unknown, indent = ""): string {
  const line = JSON.stringify(value, null, 1).replace(/\n */g, " ");
  if (line.length + indent.length <= lineLength || typeof value !== "object" || value === null) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value))
    return `[\n${value.map((each) => inner + layOutJson(each, inner)).join(",\n")}\n${indent}]`;
  const fields = Object.entries(value).map(
    ([key, each]) => `${inner}${JSON.stringify(key)}: ${layOutJson(each, inner)}`,
  );
  return `{\n${fields.join(",\n")}\n${indent}}`;
}
