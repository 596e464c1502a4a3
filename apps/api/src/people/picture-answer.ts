import type { ServedModel } from "../models/model-repository.ts";
import { untrainedRemark } from "../prediction/untrained-remark.ts";

/** What the model made of one input, for people. */
export interface PictureAnswer {
  readonly model: string;
  readonly version: string;
  /** The name of the class with the largest value; `null` where the model tells no classes apart. */
  readonly answer: string | null;
  /** Whether that class was ever supervised; `null` where there is no answer. */
  readonly supervised: boolean | null;
  /** Why the answer may mean nothing; `null` where nothing is known against it. */
  readonly remark: string | null;
  /** Every column of the prediction. */
  readonly classes: readonly DescribedClass[];
}

/** One column of a prediction. */
interface DescribedClass {
  readonly part: string;
  readonly name: string;
  readonly value: number;
  readonly supervised: boolean;
}

/**
 * Puts a prediction into words. The answer is the largest class of the first part of the labels that is one of several
 * classes; flags and values are listed and not judged.
 *
 * @param model The model.
 * @param values `[C]`: the prediction.
 */
export function pictureAnswer({ name, version, manifest }: ServedModel, values: Float32Array): PictureAnswer {
  const { labels, classes } = manifest;
  const judged = labels.learned.find(({ part }) => {
    const kind = labels.layout.parts[part]?.kind;
    return kind === "oneHot" || kind === "classIndex";
  })?.part;
  // JSON is written faster of an array that grew than of one that `map` made, which may have holes.
  const described: DescribedClass[] = [];
  let best: DescribedClass | undefined;
  for (const { part, name: className, supervised } of classes) {
    const each = { part, name: className, value: values[described.length] ?? 0, supervised };
    described.push(each);
    if (part === judged && !(best && best.value >= each.value)) best = each;
  }
  return {
    model: name,
    version,
    answer: best?.name ?? null,
    supervised: best?.supervised ?? null,
    remark: remark(best, manifest.classes),
    classes: described,
  };
}

function remark(
  best: DescribedClass | undefined,
  classes: Parameters<typeof untrainedRemark>[0],
): string | null {
  const general = untrainedRemark(classes);
  if (best === undefined || best.supervised) return general;
  return `This answer means nothing: ${best.name} is a class that the model never learned. ${general ?? ""}`.trim();
}
