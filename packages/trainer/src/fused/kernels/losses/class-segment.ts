import type { ClassLoss } from "../../fused-loss.ts";
import { eachPart, type LossSegment } from "./loss-segment.ts";

/**
 * Writes the loss of classes that exclude each other, over a softmax of its outputs.
 *
 * With p = softmax(sums) and a cost f(p) of each class, the slope by a sum is its pull, p f'(p), less p times the sum of all pulls.
 * For -y ln(p) the pull is -y.
 *
 * @param segment The outputs.
 * @param loss Their loss.
 * @returns WGSL: it adds to `loss`, and writes the deltas.
 */
export function classSegment(segment: LossSegment, loss: ClassLoss): string {
  const { units, share } = segment;
  const { fromLogits, isIndex, labelSmoothing } = loss;
  const own = isIndex
    ? `select(0.0, 1.0, labels[truth] == f32(unit))`
    : smoothed(`labels[truth + unit]`, labelSmoothing, units);
  // What is no class costs NaN, so that a run does not go on with it.
  const checked = isIndex
    ? `
    let index = labels[truth];
    cost = select(bitcast<f32>(step.endless), cost, index >= 0.0 && index < ${units}.0 && floor(index) == index);`
    : "";
  const each = `      let sum = values[first + unit] - top;
      let probability = exp(sum) / total;
      let clipped = clamp(probability, LOW, HIGH);
      let isInside = probability >= LOW && probability <= HIGH;
      let logarithm = ${fromLogits ? "sum - log(total)" : "log(clipped)"};
      let label = ${own};`;
  const { cost, pull } = costAndPull(loss);
  return eachPart(
    segment,
    `    let share = bitcast<f32>(schedule[shares + ${share}u + part]);
    var top = values[first];
    for (var unit = 1u; unit < end; unit++) { top = max(top, values[first + unit]); }
    var total = 0.0;
    for (var unit = 0u; unit < end; unit++) { total += exp(values[first + unit] - top); }
    var pulls = 0.0;
    var cost = 0.0;
    for (var unit = 0u; unit < end; unit++) {
${each}
      pulls += ${pull};
      cost += ${cost};
    }${checked}
    loss += select(share * cost, 0.0, share == 0.0);
    for (var unit = 0u; unit < end; unit++) {
${each}
      let slope = ${pull} - probability * pulls;
      deltas[first + unit] = select(share * slope, 0.0, share == 0.0);
    }`,
  );
}

/** The cost of a class, and its pull; probabilities that are clipped have none. */
function costAndPull({ fromLogits, focal }: ClassLoss): { readonly cost: string; readonly pull: string } {
  const live = (pull: string): string => (fromLogits ? pull : `select(0.0, ${pull}, isInside)`);
  if (focal === null) return { cost: "-label * logarithm", pull: live("-label") };
  const { alpha, gamma } = focal;
  const missed = `pow(1.0 - clipped, ${float(gamma)})`;
  const steeper = `select(0.0, ${float(gamma)} * pow(1.0 - clipped, ${float(gamma - 1)}) * probability * logarithm, isInside)`;
  return {
    cost: `-${float(alpha)} * label * ${missed} * logarithm`,
    pull: live(`${float(alpha)} * label * (${steeper} - ${missed})`),
  };
}

/**
 * Writes a label that is moved towards the even distribution.
 *
 * @param label WGSL of the label.
 * @param smoothing How far, from 0 to below 1.
 * @param classes The number of classes.
 * @returns WGSL.
 */
export function smoothed(label: string, smoothing: number, classes: number): string {
  return smoothing === 0 ? label : `${label} * ${float(1 - smoothing)} + ${float(smoothing / classes)}`;
}

/**
 * Writes a number as WGSL takes it for a float.
 *
 * @param number The number.
 * @returns WGSL.
 */
export function float(number: number): string {
  const text = String(number);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
