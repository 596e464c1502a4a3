import type { Artifact } from "@proj/model";
import { type ExampleOptions, exampleArtifact } from "./example-model.ts";

/**
 * An artifact whose predictions tell which one it is: each is `value`, for any input, and the manifest's name is `value` as
 * text. With `softplus` they are `ln(1 + e^value)`.
 *
 * @param value What it predicts, for both of its classes.
 * @param options `inputSize` is the number of values of one input: 4 unless told otherwise.
 */
export function constantArtifact(
  value: number,
  options: Pick<ExampleOptions, "activation"> & { readonly inputSize?: number } = {},
): Promise<Artifact> {
  const { inputSize = 4, ...others } = options;
  const name = String(value);
  return exampleArtifact({
    ...others,
    name,
    inputShape: [inputSize],
    classes: 2,
    weight: () => 0,
    bias: value,
  });
}
