/**
 * Finds a name that comes twice.
 *
 * @param names The names.
 * @returns The first that was there before, or `undefined` where all differ.
 */
export function firstRepeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}
