import type { BinaryLoss, ErrorLoss } from "../../fused-loss.ts";
import { activationOf, slopeOf } from "../activations.ts";
import { float, smoothed } from "./class-segment.ts";
import { eachPart, type LossSegment } from "./loss-segment.ts";

/**
 * Writes a loss that takes each output by itself.
 *
 * @param segment The outputs.
 * @param loss Their loss.
 * @returns WGSL: it adds to `loss`, and writes the deltas.
 */
export function elementSegment(segment: LossSegment, loss: BinaryLoss | ErrorLoss): string {
  const { share, isByLabel } = segment;
  const smoothing = loss.kind === "binary" ? loss.labelSmoothing : 0;
  return eachPart(
    segment,
    `    for (var unit = 0u; unit < end; unit++) {
      let share = bitcast<f32>(schedule[shares + ${share}u${isByLabel ? " + unit" : " + part"}]);
      let sum = values[first + unit];
      let label = ${smoothed(`labels[truth + unit]`, smoothing, 2)};
${loss.kind === "binary" ? binaryElement(loss) : errorElement(loss, segment)}
      deltas[first + unit] = select(share * slope, 0.0, share == 0.0);
      loss += select(share * cost, 0.0, share == 0.0);
    }`,
  );
}

function binaryElement({ fromLogits, focal }: BinaryLoss): string {
  const live = (slope: string): string => (fromLogits ? slope : `select(0.0, ${slope}, isInside)`);
  const plain = `      let probability = 1.0 / (1.0 + exp(-sum));
      let clipped = clamp(probability, LOW, HIGH);
      let isInside = probability >= LOW && probability <= HIGH;
      let entropy = ${
        fromLogits
          ? "max(sum, 0.0) + log(1.0 + exp(-abs(sum))) - sum * label"
          : "-(label * log(clipped) + (1.0 - label) * log(1.0 - clipped))"
      };
      let pull = ${live("probability - label")};`;
  if (focal === null) return `${plain}\n      let cost = entropy;\n      let slope = pull;`;
  const { alpha, gamma } = focal;
  const balance = alpha === null ? "1.0" : `(label * ${float(alpha)} + (1.0 - label) * ${float(1 - alpha)})`;
  return `${plain}
      let missed = label * (1.0 - clipped) + (1.0 - label) * clipped;
      let factor = ${balance} * pow(missed, ${float(gamma)});
      let turn = select(0.0, (1.0 - 2.0 * label) * probability * (1.0 - probability), isInside);
      let cost = factor * entropy;
      let slope = factor * pull + ${balance} * ${float(gamma)} * pow(missed, ${float(gamma - 1)}) * turn * entropy;`;
}

function errorElement({ name, delta }: ErrorLoss, { activation }: Pick<LossSegment, "activation">): string {
  const { cost, slope } = errors[name](float(delta));
  return `      let output = ${activationOf(activation, "sum", "f32")};
      let error = output - label;
      let sign = select(label, -1.0, label == 0.0);
      let clipped = clamp(error, -${float(delta)}, ${float(delta)});
      let cost = ${cost};
      let slope = (${slope}) * (${slopeOf(activation, "output", "f32")});`;
}

const errors: Readonly<Record<ErrorLoss["name"], (delta: string) => { cost: string; slope: string }>> = {
  meanSquaredError: () => ({ cost: "error * error", slope: "2.0 * error" }),
  // Its slope is 0 where there is no error, as in `@proj/core`.
  meanAbsoluteError: () => ({
    cost: "abs(error)",
    slope: "select(select(0.0, 1.0, error > 0.0), -1.0, error < 0.0)",
  }),
  // With c = clip(e), c * (e - c / 2) is both branches at once, and has the slope c everywhere.
  huber: () => ({ cost: "clipped * (error - 0.5 * clipped)", slope: "clipped" }),
  // A label of 0 is a no, which counts as -1.
  hinge: () => ({
    cost: "max(0.0, 1.0 - sign * output)",
    slope: "select(0.0, -sign, 1.0 - sign * output > 0.0)",
  }),
};
