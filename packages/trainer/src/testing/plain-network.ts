import { type PlainOptions, plainRowLoss } from "./plain-row-loss.ts";

/** A dense layer in float64. */
export interface PlainLayer {
  readonly inputs: number;
  readonly units: number;
  readonly activation: string;
  /** `[inputs, units]`. */
  readonly kernel: Float64Array;
  /** `[units]`, or empty. */
  readonly bias: Float64Array;
}

/** A network: layers one after another, then layers beside each other, which give the outputs. */
export interface PlainNetwork {
  readonly hidden: readonly PlainLayer[];
  readonly heads: readonly PlainLayer[];
}

/** The loss of one part. */
export interface PlainPart {
  /** The name of the loss in `@proj/core`. */
  readonly loss: string;
  readonly options: PlainOptions;
  readonly units: number;
  readonly weight: number;
  /** Whether each label counts for itself. */
  readonly isByLabel: boolean;
}

/** The loss of a batch, in the words of its definition. */
export interface PlainLoss {
  readonly parts: readonly PlainPart[];
  readonly reduction: "sum" | "sumOverBatchSize" | "meanWithSampleWeight" | "sumByNonzeroWeights";
  readonly pooling: "sumOfParts" | "allLabels" | "meanOfTasks";
}

/** A batch's rows: inputs, and for each part its labels, and how much each label counts, `[1]` for all of a part or one each. */
export interface PlainRow {
  readonly inputs: readonly number[];
  readonly parts: readonly { readonly labels: readonly number[]; readonly weights: readonly number[] }[];
}

/**
 * Computes a batch's loss in float64, one number after another: what kernels are held against.
 *
 * @param network The network.
 * @param rows The batch.
 * @param loss The loss.
 * @returns The reduced loss.
 */
export function plainLoss(network: PlainNetwork, rows: readonly PlainRow[], loss: PlainLoss): number {
  const outputs = rows.map((row) => plainOutputs(network, row.inputs));
  const tasks: { readonly part: number; readonly sum: number; readonly divisor: number }[] = [];
  let first = 0;
  for (const [index, part] of loss.parts.entries()) {
    for (let label = 0; label < (part.isByLabel ? part.units : 1); label++) {
      let [sum, divisor] = [0, 0];
      for (const [place, row] of rows.entries()) {
        const { labels = [], weights = [] } = row.parts[index] ?? {};
        const weight = weights[label] ?? 0;
        divisor += divides(loss.reduction, weight);
        if (weight === 0) continue;
        const own = outputs[place]?.slice(first, first + part.units) ?? [];
        const [truth, predicted] = part.isByLabel ? [[labels[label] ?? 0], [own[label] ?? 0]] : [labels, own];
        sum += weight * plainRowLoss(part.loss, truth, predicted, part.options);
      }
      tasks.push({ part: index, sum: sum * part.weight, divisor });
    }
    first += part.units;
  }
  const mean = (chosen: typeof tasks): number => {
    const sum = chosen.reduce((all, task) => all + task.sum, 0);
    const divisor = chosen.reduce((all, task) => all + task.divisor, 0);
    return loss.reduction === "sum" ? sum : divisor === 0 ? 0 : sum / divisor;
  };
  if (loss.pooling === "allLabels") return mean(tasks);
  if (loss.pooling === "meanOfTasks")
    return tasks.reduce((all, task) => all + mean([task]), 0) / tasks.length;
  return loss.parts.reduce((all, _, index) => all + mean(tasks.filter(({ part }) => part === index)), 0);
}

function divides(reduction: PlainLoss["reduction"], weight: number): number {
  if (reduction === "sumOverBatchSize") return 1;
  return reduction === "meanWithSampleWeight" ? weight : Number(weight !== 0);
}

function plainOutputs({ hidden, heads }: PlainNetwork, inputs: readonly number[]): number[] {
  const trunk = hidden.reduce<readonly number[]>((values, layer) => plainDense(layer, values), inputs);
  return heads.flatMap((head) => plainDense(head, trunk));
}

function plainDense({ inputs, units, kernel, bias, activation }: PlainLayer, values: readonly number[]) {
  const sums = Array.from({ length: units }, (_, unit) => {
    let sum = bias[unit] ?? 0;
    for (let input = 0; input < inputs; input++)
      sum += (values[input] ?? 0) * (kernel[input * units + unit] ?? 0);
    return sum;
  });
  if (activation === "softmax") {
    const powers = sums.map((sum) => Math.exp(sum - Math.max(...sums)));
    const total = powers.reduce((all, each) => all + each, 0);
    return powers.map((power) => power / total);
  }
  return sums.map((sum) =>
    activation === "relu"
      ? Math.max(sum, 0)
      : activation === "tanh"
        ? Math.tanh(sum)
        : activation === "sigmoid"
          ? 1 / (1 + Math.exp(-sum))
          : sum,
  );
}
