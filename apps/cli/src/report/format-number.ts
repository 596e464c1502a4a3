/** What stands where there is no number to show. */
export const NO_VALUE = "–";

/**
 * Writes a whole number with a comma between thousands, the same in every locale.
 *
 * @example
 * ```ts
 * formatCount(60000); // "60,000"
 * ```
 */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/**
 * Writes a number of images, with what kind of images they are.
 *
 * @example
 * ```ts
 * formatImages(5074, "held-out"); // "5,074 held-out images"
 * formatImages(1); // "1 image"
 * ```
 */
export function formatImages(count: number, kind = ""): string {
  return `${formatCount(count)} ${kind === "" ? "" : `${kind} `}${count === 1 ? "image" : "images"}`;
}

/**
 * Writes a share in percent with two digits; only exactly 0 and exactly 1 are written as "0.00 %" and
 * "100.00 %", so that rounding hides neither the first right answer nor the last wrong one.
 *
 * @param share In [0, 1], or null where there was nothing to measure, which is written "–".
 *
 * @example
 * ```ts
 * formatPercent(0.97905); // "97.91 %"
 * formatPercent(0.99999); // ">99.99 %"
 * ```
 */
export function formatPercent(share: number | null): string {
  if (share === null || !Number.isFinite(share)) return NO_VALUE;
  if (share > 0 && share < 0.0001) return "<0.01 %";
  if (share < 1 && share > 0.9999) return ">99.99 %";
  return `${(share * 100).toFixed(2)} %`;
}

/**
 * Writes a loss with four decimals, a very small one in scientific notation, and "–" for one that is not finite.
 *
 * @example
 * ```ts
 * formatLoss(0.13724); // "0.1372"
 * formatLoss(0.0000123); // "1.23e-5"
 * ```
 */
export function formatLoss(loss: number): string {
  if (!Number.isFinite(loss)) return NO_VALUE;
  return loss !== 0 && Math.abs(loss) < 0.001 ? loss.toExponential(2) : loss.toFixed(4);
}
