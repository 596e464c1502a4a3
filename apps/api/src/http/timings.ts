/**
 * How long the parts of one answer took, for the header `Server-Timing`.
 *
 * On Workers a clock stands still while code runs, so there the figures say little.
 *
 * Source: W3C, "Server Timing".
 */
export class Timings {
  readonly #started = performance.now();
  #parts = "";

  /**
   * Times a part.
   *
   * @param name The part, a token: letters, digits and hyphens.
   * @param work What to time.
   * @returns What the work returned.
   */
  async time<T>(name: string, work: () => T | Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await work();
    } finally {
      this.#parts += `${name};dur=${(performance.now() - started).toFixed(2)}, `;
    }
  }

  /** The header's value: each part and the total so far, in milliseconds. */
  header(): string {
    return `${this.#parts}total;dur=${(performance.now() - this.#started).toFixed(2)}`;
  }
}
