/**
 * Names a value by the keys and the places that lead to it.
 *
 * @param path The keys of objects and the places in arrays, the outermost first.
 * @returns For example `instances[3][17]`; of a long key its beginning.
 */
export function describePath(path: readonly (string | number)[]): string {
  let text = "";
  for (const key of path) {
    if (typeof key === "number") text += `[${key}]`;
    else text += `${text === "" ? "" : "."}${key.slice(0, 80)}`;
  }
  return text === "" ? "the body" : text;
}
