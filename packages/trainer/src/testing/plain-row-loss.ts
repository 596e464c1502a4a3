/** The options of a loss, as `@proj/core` has them. */
export interface PlainOptions {
  readonly fromLogits?: boolean;
  readonly labelSmoothing?: number;
  readonly delta?: number;
  readonly alpha?: number;
  readonly gamma?: number;
  readonly applyClassBalancing?: boolean;
}

/**
 * Computes the loss of one sample in float64, by the formulas in the documentation of `@proj/core`.
 *
 * @param name The loss.
 * @param labels The sample's labels.
 * @param outputs Its predictions.
 * @param options The loss's options.
 * @returns The loss.
 */
export function plainRowLoss(
  name: string,
  labels: readonly number[],
  outputs: readonly number[],
  options: PlainOptions,
): number {
  if (/^(sparseC|c)ategorical/.test(name)) return classLoss(name, labels, outputs, options);
  const elements = outputs.map((output, i) => elementLoss(name, labels[i] ?? 0, output, options));
  return elements.reduce((sum, each) => sum + each, 0) / elements.length;
}

function classLoss(
  name: string,
  labels: readonly number[],
  outputs: readonly number[],
  { fromLogits = false, labelSmoothing = 0, alpha = 0.25, gamma = 2 }: PlainOptions,
): number {
  const powers = outputs.map((output) => Math.exp(output - Math.max(...outputs)));
  const total = powers.reduce((sum, each) => sum + each, 0);
  return outputs.reduce((sum, output, i) => {
    const logarithm = Math.log(fromLogits ? (powers[i] ?? 0) / total : clip(output));
    const hot = name.startsWith("sparse") ? Number(labels[0] === i) : (labels[i] ?? 0);
    const label = hot * (1 - labelSmoothing) + labelSmoothing / outputs.length;
    const factor = name.includes("Focal") ? alpha * (1 - clip(Math.exp(logarithm))) ** gamma : 1;
    return sum - label * factor * logarithm;
  }, 0);
}

function elementLoss(
  name: string,
  label: number,
  output: number,
  { fromLogits = false, labelSmoothing = 0, delta = 1, ...focal }: PlainOptions,
): number {
  const error = output - label;
  if (name === "meanSquaredError") return error ** 2;
  if (name === "meanAbsoluteError") return Math.abs(error);
  if (name === "huber")
    return Math.abs(error) <= delta ? error ** 2 / 2 : delta * (Math.abs(error) - delta / 2);
  if (name === "hinge") return Math.max(0, 1 - (label === 0 ? -1 : label) * output);
  const probability = fromLogits ? 1 / (1 + Math.exp(-output)) : clip(output);
  const yes = label * (1 - labelSmoothing) + labelSmoothing / 2;
  const entropy = -(yes * Math.log(probability) + (1 - yes) * Math.log(1 - probability));
  if (name === "binaryCrossentropy") return entropy;
  const { alpha = 0.25, gamma = 2, applyClassBalancing = false } = focal;
  const missed = yes * (1 - clip(probability)) + (1 - yes) * clip(probability);
  const balance = applyClassBalancing ? yes * alpha + (1 - yes) * (1 - alpha) : 1;
  return balance * missed ** gamma * entropy;
}

function clip(probability: number): number {
  return Math.min(Math.max(probability, 1e-7), 1 - 1e-7);
}
