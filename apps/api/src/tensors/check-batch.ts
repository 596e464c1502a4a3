import { refuse } from "../http/refuse.ts";
import type { Limits } from "../limits.ts";

/**
 * Checks the number of inputs of a request, before anything is allocated for them.
 *
 * @param count The number.
 * @param field What holds them, for the error message: `instances`.
 * @param limits `maxBatch`.
 * @throws {HTTPException} 400 where there is none, 413 where there are too many.
 */
export function checkBatch(count: number, field: string, { maxBatch }: Limits): void {
  if (count < 1)
    throw refuse(400, `Cannot use the body: ${field} must hold at least 1 input, received ${count}`);
  if (count > maxBatch) {
    throw refuse(
      413,
      `Cannot use the body: ${field} must hold at most ${maxBatch} inputs, received ${count}; send them in several requests`,
    );
  }
}
