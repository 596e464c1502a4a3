import type { DenseLayer } from "../dense-layer.ts";
import type { LossHead } from "../loss-head.ts";
import type { StepLayout } from "../step-layout.ts";
import { type ElementActivation, slopeOf } from "./activations.ts";
import type { KeptFactor } from "./kept-factor.ts";
import { type Binding, type Kernel, uniqueBindings } from "./kernel.ts";
import { rowKernel } from "./row-kernel.ts";
import { rowLoss } from "./row-loss.ts";
import { each, oneOf } from "./tile.ts";

/** A wider layer has more sums than an invocation has room for. */
const MOST_UNITS = 16;
/** A longer row of products is summed faster by several invocations. */
const MOST_WEIGHTS = 16_384;

/**
 * Tells whether a last layer is narrow enough for `narrowHead`.
 *
 * @param layer The layer.
 * @returns Whether it is.
 */
export function isNarrow({ inputs, units }: DenseLayer): boolean {
  return units <= MOST_UNITS && inputs % 4 === 0 && inputs * units <= MOST_WEIGHTS;
}

/**
 * Writes the kernel that computes a narrow last layer, the loss, and the gradients by the sums of the layer before. All of it is a row's
 * own, so that one invocation does it for a row, and two kernels need not start.
 *
 * @param layout Where the numbers lie.
 * @param head The loss.
 * @param layer The last layer, of two or more.
 * @param factor The dropout on the results of the layer before.
 * @param activation The activation of the layer before.
 * @returns The kernel.
 */
export function narrowHead(
  layout: StepLayout,
  head: LossHead,
  { inputs, units, hasBias, name }: DenseLayer,
  factor: KeptFactor,
  activation: ElementActivation,
): Kernel {
  const { layers, pitch } = layout;
  const { parameters = 0 } = layers.at(-1) ?? {};
  const bias = parameters + inputs * units;
  // Four rows of the kernel are as many quads as there are units.
  const readOwn = each(
    units,
    (quad) => `  let own${quad} = parameters[${parameters / 4}u + at * ${units}u + ${quad}u];`,
  );
  const own = (input: number, unit: number): string => {
    const place = input * units + unit;
    return `own${place >> 2}.${"xyzw"[place & 3]}`;
  };
  const places = (
    body: string,
  ): string => `  for (var at = 0u; at < min(${inputs / 4}u, step.endless); at++) {
    let place = before + at * 4u;
    let values4 = vec4f(values[place], values[place + 1u], values[place + 2u], values[place + 3u]);
${readOwn}
${body}
  }`;
  const loss = rowLoss(
    layout,
    head,
    `  let before = row * ${pitch}u + ${layers.at(-2)?.row ?? 0}u;
${each(units, (unit) => `var sum${unit} = 0.0;`)}
${places(
  each(4, (input) =>
    each(units, (unit) => `  sum${unit} = fma(values4.${"xyzw"[input]}, ${own(input, unit)}, sum${unit});`),
  ),
)}
${each(units, (unit) => `values[sums + ${unit}u] = sum${unit}${hasBias ? ` + ${oneOf("parameters", `${bias + unit}u`)}` : ""};`)}`,
  );
  const bindings: readonly Binding[] = [
    { name: "parameters", access: "read", of: "vec4f" },
    ...loss.bindings,
    ...factor.bindings,
  ];
  return rowKernel(
    `head ${name}`,
    uniqueBindings(bindings),
    `${loss.code}
${each(units, (unit) => `let delta${unit} = deltas[sums + ${unit}u];`)}
${places(`    var sum = vec4f();
${each(units, (unit) => `  sum = fma(vec4f(delta${unit}), vec4f(${[0, 1, 2, 3].map((input) => own(input, unit)).join(", ")}), sum);`)}
    let value = ${factor.undo("values4")};
    let result = ${factor.apply(`sum * (${slopeOf(activation, "value", "vec4f")})`, "row")};
${each(4, (one) => `  deltas[place + ${one}u] = result[${one}];`)}`)}`,
  );
}
