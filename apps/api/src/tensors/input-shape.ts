import type { Manifest } from "@proj/model";
import { refuse } from "../http/refuse.ts";

/** The number of values of one input, D. */
export function inputSize(manifest: Manifest): number {
  return manifest.input.shape.reduce((product, length) => product * length, 1);
}

/**
 * Checks the shape of one input: the model's own, its values in one row, or either with further lengths of 1, such as the
 * channel of a grey picture.
 *
 * @param shape The shape without the batch.
 * @param manifest The model's.
 * @param field What has the shape, for the error message: `inputs[0].shape`.
 * @param batch What stands for the number of inputs there: `"N"`; nothing where there is one input alone.
 * @throws {HTTPException} 400 for another shape.
 */
export function checkInputShape(
  shape: readonly number[],
  manifest: Manifest,
  field: string,
  batch: readonly "N"[] = ["N"],
): void {
  const size = inputSize(manifest);
  const given = shape.filter((length) => length !== 1);
  const own = manifest.input.shape.filter((length) => length !== 1);
  const isFlat = given.length === 1 && given[0] === size;
  const isOwn = given.length === own.length && given.every((length, index) => length === own[index]);
  if (isFlat || isOwn) return;
  const show = (lengths: readonly number[]) => `[${[...batch, ...lengths].join(", ")}]`;
  const wanted = own.length > 1 ? `${show(manifest.input.shape)} or ${show([size])}` : show([size]);
  throw refuse(
    400,
    `Cannot use the body: ${field} must be ${wanted} for the model ${manifest.name}, received ${show(shape)}`,
  );
}
