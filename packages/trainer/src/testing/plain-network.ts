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

/** The loss of a batch, in the words of its definition. */
export interface PlainLoss {
  readonly name: "categoricalCrossentropy" | "binaryCrossentropy" | "meanSquaredError";
  readonly reduction: "sum" | "sumOverBatchSize" | "meanWithSampleWeight" | "sumByNonzeroWeights";
  /** Whether each task, a column where labels count one by one, is divided by itself. */
  readonly byTask: boolean;
  readonly weight: number;
}

/** A batch's rows: inputs, labels, and how much each label counts, `[1]` for all of a row or one each. */
export interface PlainRow {
  readonly inputs: readonly number[];
  readonly labels: readonly number[];
  readonly weights: readonly number[];
}

/**
 * Computes a batch's loss in float64, one number after another: what kernels are held against.
 *
 * @param layers The network.
 * @param rows The batch.
 * @param loss The loss.
 * @returns The reduced loss.
 */
export function plainLoss(layers: readonly PlainLayer[], rows: readonly PlainRow[], loss: PlainLoss): number {
  const width = rows[0]?.weights.length ?? 1;
  const tasks = loss.byTask ? width : 1;
  let total = 0;
  for (let task = 0; task < tasks; task++) {
    const columns = loss.byTask ? [task] : Array.from({ length: width }, (_, column) => column);
    let sum = 0;
    let divisor = 0;
    for (const row of rows) {
      for (const column of columns) {
        const weight = row.weights[column] ?? 0;
        divisor +=
          loss.reduction === "sumOverBatchSize"
            ? 1
            : loss.reduction === "meanWithSampleWeight"
              ? weight
              : weight === 0
                ? 0
                : 1;
        if (weight === 0) continue;
        const outputs = plainOutputs(layers, row.inputs);
        const elements = outputs.map((output, unit) => elementLoss(loss.name, row.labels[unit] ?? 0, output));
        const whole = elements.reduce((all, each) => all + each, 0);
        const mean = loss.name === "categoricalCrossentropy" ? whole : whole / elements.length;
        sum += weight * (width > 1 ? (elements[column] ?? 0) : mean);
      }
    }
    total += loss.reduction === "sum" ? sum : divisor === 0 ? 0 : sum / divisor;
  }
  return (total * loss.weight) / tasks;
}

function elementLoss(name: PlainLoss["name"], label: number, output: number): number {
  if (name === "meanSquaredError") return (output - label) ** 2;
  const clipped = Math.min(Math.max(output, 1e-7), 1 - 1e-7);
  if (name === "categoricalCrossentropy") return -label * Math.log(clipped);
  return -(label * Math.log(clipped) + (1 - label) * Math.log(1 - clipped));
}

function plainOutputs(layers: readonly PlainLayer[], inputs: readonly number[]): number[] {
  return layers.reduce<number[]>(
    (values, { inputs: count, units, kernel, bias, activation }) => {
      const sums = Array.from({ length: units }, (_, unit) => {
        let sum = bias[unit] ?? 0;
        for (let input = 0; input < count; input++)
          sum += (values[input] ?? 0) * (kernel[input * units + unit] ?? 0);
        return sum;
      });
      if (activation === "softmax") {
        const top = Math.max(...sums);
        const powers = sums.map((sum) => Math.exp(sum - top));
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
    },
    [...inputs],
  );
}
