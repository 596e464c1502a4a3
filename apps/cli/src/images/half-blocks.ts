/** Bytes below this count as black where there are no colours. */
const visible = 64;

/**
 * Draws a grey image in characters, two pixels in each, one above the other, in a frame.
 *
 * With colours each pixel has one of 24 greys; without, it is white from a quarter of the range up.
 *
 * @param image `[height * width]` row-major, 0 black to 255 white.
 * @param width Pixels in a row.
 * @param color Whether to use the 256 colours of a terminal.
 * @returns Lines of `width + 2` characters, each with a newline at its end.
 */
export function halfBlocks(image: Uint8Array, width: number, color: boolean): string {
  const height = image.length / width;
  const lines: string[] = [];
  for (let y = 0; y < height; y += 2) {
    let line = "";
    for (let x = 0; x < width; x++) {
      const upper = image[y * width + x] ?? 0;
      const lower = image[(y + 1) * width + x] ?? 0;
      line += color ? inGreys(upper, lower) : inBlackAndWhite(upper >= visible, lower >= visible);
    }
    lines.push(`│${line}${color ? "\u001b[0m" : ""}│`);
  }
  const edge = "─".repeat(width);
  return [`┌${edge}┐`, ...lines, `└${edge}┘`].map((line) => `${line}\n`).join("");
}

function inBlackAndWhite(upper: boolean, lower: boolean): string {
  if (upper) return lower ? "█" : "▀";
  return lower ? "▄" : " ";
}

/** The upper half in the colour of the letter, the lower half in that of its ground. */
function inGreys(upper: number, lower: number): string {
  return `\u001b[38;5;${grey(upper)};48;5;${grey(lower)}m▀`;
}

/** Colours 232 to 255 of a terminal are greys from almost black to almost white; 16 and 231 are black and white. */
function grey(byte: number): number {
  const step = Math.round((byte / 255) * 25);
  if (step === 0) return 16;
  return step === 25 ? 231 : 231 + step;
}
