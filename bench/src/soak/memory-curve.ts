/** Lines of a curve, at most. */
const mostLines = 30;

/** Letters of the longest bar. */
const width = 60;

/**
 * Draws how much memory there was in the course of time: a bar for each part of it, whose length is the part's mean.
 *
 * @param megabytes What was seen, second by second.
 * @returns Lines of text.
 */
export function memoryCurve(megabytes: readonly number[]): string {
  const most = Math.max(1, ...megabytes);
  const step = Math.max(1, Math.ceil(megabytes.length / mostLines));
  const lines: string[] = [];
  for (let first = 0; first < megabytes.length; first += step) {
    const part = megabytes.slice(first, first + step);
    const mean = part.reduce((sum, value) => sum + value, 0) / part.length;
    lines.push(
      `${String(first).padStart(6)} s ${mean.toFixed(0).padStart(6)} ${"#".repeat(Math.round((width * mean) / most))}`,
    );
  }
  return lines.join("\n");
}
