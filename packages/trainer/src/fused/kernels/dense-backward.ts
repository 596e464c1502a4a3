import type { DenseLayer } from "../dense-layer.ts";
import type { StepLayout } from "../step-layout.ts";
import { type ElementActivation, slopeOf } from "./activations.ts";
import type { KeptFactor } from "./kept-factor.ts";
import type { Binding, Kernel } from "./kernel.ts";
import { sumTile, type TileProduct } from "./sum-tile.ts";
import { fitTile, lowTile, oneOf, startSums, type Tile, tileHeight } from "./tile.ts";
import { productKernel } from "./tiled-kernel.ts";

/**
 * Writes the kernel that carries the gradients of a layer's sums back to the sums of the layer before.
 *
 * @param layout Where the numbers lie.
 * @param layer The layer.
 * @param index Its place among the layers, 1 or more.
 * @param factor The dropout on the results of the layer before.
 * @param activation The activation of the layer before.
 * @param wanted How the product is cut up.
 * @returns The kernel.
 */
export function denseBackward(
  { layers, pitch }: StepLayout,
  { inputs, units, name }: DenseLayer,
  index: number,
  factor: KeptFactor,
  activation: ElementActivation,
  wanted: Tile,
): Kernel {
  const tile = lowTile(fitTile(wanted, inputs), units);
  const { parameters = 0, row: own = 0 } = layers[index] ?? {};
  const before = layers[index - 1]?.row ?? 0;
  const bindings: readonly Binding[] = [
    { name: "parameters", access: "read", of: "vec4f" },
    { name: "values", access: "read", of: "vec4f" },
    { name: "deltas", access: "read_write", of: "vec4f" },
    ...factor.bindings,
  ];
  // Four units are read at once where rows of the kernel are whole quads.
  const parts = units % 4 === 0 ? 4 : 1;
  const product: TileProduct = {
    tile,
    length: `${units / parts}u`,
    parts,
    reads: {
      count: tile.rows,
      rows: 1,
      pick: (read, part) => (parts === 1 ? read : `${read}.${"xyzw"[part]}`),
      at: (row, place) => {
        const of = typeof row === "number" ? `top + ${row}u` : `group.y * ${tileHeight(tile)}u + ${row}`;
        return parts === 4
          ? `deltas[(${of}) * ${pitch / 4}u + ${own / 4}u + ${place}]`
          : oneOf("deltas", `(${of}) * ${pitch}u + ${own}u + ${place}`);
      },
    },
    // A unit's column of the kernel: its numbers lie a row apart.
    own: (quad, place, part) => {
      const places = [0, 1, 2, 3].map(
        (one) =>
          `${parameters}u + min(${quad} * 4u + ${one}u, ${inputs - 1}u) * ${units}u + ${place} * ${parts}u + ${part}`,
      );
      return `vec4f(${places.map((at) => oneOf("parameters", at)).join(", ")})`;
    },
    ...(parts === 4 && {
      along: (quad: string, place: string, one: number) =>
        `parameters[${parameters / 4}u + min(${quad} * 4u + ${one}u, ${inputs - 1}u) * ${units / 4}u + ${place}]`,
    }),
  };
  return productKernel({
    label: `backward ${name}`,
    bindings,
    tile,
    width: inputs,
    sums: `${startSums(tile)}
${sumTile(product)}`,
    result: `      let before = (top + row) * ${pitch / 4}u + ${before / 4}u + at;
      let value = ${factor.undo("values[before]")};
      deltas[before] = ${factor.apply(`sum * (${slopeOf(activation, "value", "vec4f")})`, "top + row")};`,
  });
}
