import type { DenseLayer } from "../dense-layer.ts";
import type { StepLayout } from "../step-layout.ts";
import { activationOf, type ElementActivation } from "./activations.ts";
import type { KeptFactor } from "./kept-factor.ts";
import { type Kernel, uniqueBindings } from "./kernel.ts";
import { type LayerInputs, oneByOne } from "./layer-inputs.ts";
import { ownQuad } from "./own-quad.ts";
import { sumTile } from "./sum-tile.ts";
import { each, fitTile, lowTile, startSums, type Tile, tileHeight } from "./tile.ts";
import { productKernel } from "./tiled-kernel.ts";

/**
 * Writes the kernel of a dense layer: the product with its weights, its bias and its activation.
 *
 * @param layout Where the numbers lie.
 * @param layer The layer.
 * @param index Its place among the layers.
 * @param source What it takes in.
 * @param factor The dropout on its results.
 * @param activation What is applied; the last layer's is left to the loss.
 * @param wanted How the product is cut up.
 * @returns The kernel.
 */
export function denseForward(
  { layers, pitch }: StepLayout,
  { inputs, units, hasBias, name }: DenseLayer,
  index: number,
  source: LayerInputs,
  factor: KeptFactor,
  activation: ElementActivation,
  wanted: Tile,
): Kernel {
  const tile = lowTile(fitTile(wanted, units), units);
  const { parameters = 0, row: results = 0 } = layers[index] ?? {};
  const { perRead, origin, read, pick, isAny, scale } = units % 4 === 0 ? source : oneByOne(source);
  const bindings = uniqueBindings([
    { name: "parameters", access: "read", of: "vec4f" },
    { name: "values", access: "read_write", of: "vec4f" },
    ...source.bindings,
    ...factor.bindings,
  ]);
  const whole = Math.floor(inputs / perRead);
  const pass = {
    tile,
    reads: {
      count: tile.rows,
      rows: 1,
      pick,
      isAny,
      at: (row: number | string, place: string) =>
        typeof row === "number"
          ? read(`origin${row} + ${place}`)
          : read(`${origin(`group.y * ${tileHeight(tile)}u + ${row}`)} + ${place}`),
    },
    own: (quad: string, place: string, part: string) =>
      ownQuad(quad, `${parameters}u + (${place} * ${perRead}u + ${part}) * ${units}u`, units),
  };
  // The inputs of a last read that is not full.
  const rest = inputs % perRead;
  const bias = parameters + inputs * units;
  return productKernel({
    label: `forward ${name}`,
    bindings,
    tile,
    width: units,
    sums: `${tile.way === "staged" ? "" : each(tile.rows, (row) => `let origin${row} = ${origin(`top + ${row}u`)};`)}
${startSums(tile)}
${sumTile({ ...pass, length: `${whole}u`, parts: perRead })}
${rest === 0 ? "" : sumTile({ ...pass, length: `${whole + 1}u`, first: `${whole}u`, parts: rest })}`,
    result: `      let total = sum * ${scale}${hasBias ? ` + ${ownQuad("at", `${bias}u`, units)}` : ""};
      values[(top + row) * ${pitch / 4}u + ${results / 4}u + at] = ${factor.apply(activationOf(activation, "total", "vec4f"), "top + row")};`,
  });
}
