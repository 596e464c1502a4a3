import type { ManifestClass } from "@proj/model";

/** Names that a remark lists before it says how many more there are. */
const mostNames = 20;

/** Remarks by the classes that they are about: a model's never change, and every answer asks for its remark. */
const remarks = new WeakMap<readonly ManifestClass[], { readonly remark: string | null }>();

/**
 * Says which classes a model never learned, for whoever reads its answers.
 *
 * Such a model gives the input of an unlearned class to another one, as confidently as any.
 *
 * @param classes The manifest's classes.
 * @returns A sentence; `null` where all of them were supervised.
 */
export function untrainedRemark(classes: readonly ManifestClass[]): string | null {
  const known = remarks.get(classes);
  if (known !== undefined) return known.remark;
  const remark = makeRemark(classes);
  remarks.set(classes, { remark });
  return remark;
}

function makeRemark(classes: readonly ManifestClass[]): string | null {
  const untrained = classes.filter(({ supervised }) => !supervised);
  if (untrained.length === 0) return null;
  const names = untrained.slice(0, mostNames).map(({ name }) => name);
  const more = untrained.length - names.length;
  const list = `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return `The model never learned ${list}: shown one of these, it names another class, however sure it looks.`;
}
