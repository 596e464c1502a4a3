/**
 * Breaks text into lines of at most `width` characters, between words; a percentage stays whole, and a word
 * longer than a line stands alone.
 *
 * @example
 * ```ts
 * wrapText("right in 97.6 % of them", 14); // ["right in", "97.6 % of them"]
 * ```
 */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/ +(?!%)/)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
