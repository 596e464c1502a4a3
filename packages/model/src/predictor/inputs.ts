import { describeValue } from "../describe-issue.ts";

/**
 * Checks what a predictor was given.
 *
 * @param inputs The inputs, `[count, inputSize]` row-major.
 * @param count The number of inputs.
 * @param inputSize The values of one input.
 * @throws {TypeError} For another type than bytes or float32.
 * @throws {RangeError} For a count that is no whole number, a length that does not fit, or a float that is not finite.
 */
export function checkInputs(inputs: Uint8Array | Float32Array, count: number, inputSize: number): void {
  const given: unknown = inputs;
  if (!(given instanceof Uint8Array || given instanceof Float32Array)) {
    throw new TypeError(
      `Cannot predict: the inputs must be a Uint8Array or a Float32Array, received ${describeValue(given)}`,
    );
  }
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new RangeError(
      `Cannot predict: count must be a whole number of at least 0, received ${describeValue(count)}`,
    );
  }
  if (given.length !== count * inputSize) {
    throw new RangeError(
      `Cannot predict: ${count} inputs of ${inputSize} values must have ${count * inputSize} values, received ${given.length}`,
    );
  }
  if (given instanceof Float32Array) checkFinite(given, inputSize, "input");
}

/**
 * Checks what a model computed.
 *
 * @param outputs The outputs, `[count, classes]` row-major.
 * @param classes The values of one output.
 * @throws {RangeError} Where one is NaN or infinite: inputs so large that float32 does not hold the sums.
 */
export function checkOutputs(outputs: Float32Array, classes: number): void {
  checkFinite(outputs, classes, "output");
}

function checkFinite(values: Float32Array, size: number, what: "input" | "output"): void {
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    // NaN for a value that is not finite, 0 for any other: one test for three cases.
    if (value - value === 0) continue;
    const position = `value ${index % size} of ${what} ${Math.floor(index / size)}`;
    const remedy = what === "output" ? "; the inputs are too large for this model" : "";
    throw new RangeError(
      `Cannot predict: ${what}s must be finite, received ${value} as ${position}${remedy}`,
    );
  }
}
