/**
 * The code of a system error.
 *
 * @param error What was thrown.
 * @returns `ENOENT` and the like; empty for anything else.
 */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
