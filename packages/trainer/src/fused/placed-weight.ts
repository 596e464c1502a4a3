import type { DenseLayer, NamedVariable } from "./dense-layer.ts";
import type { StepLayout } from "./step-layout.ts";

/** A weight, and where it lies among the parameters: beside those of other heads its rows do not follow each other. */
export interface PlacedWeight extends NamedVariable {
  /** Its first number. */
  readonly offset: number;
  /** Its numbers. */
  readonly size: number;
  /** Its numbers in a row. */
  readonly columns: number;
  /** Numbers from one of its rows to the next. */
  readonly pitch: number;
}

/**
 * Finds where a model's weights lie: each layer's kernel, then its bias, those of its heads column beside column.
 *
 * @param layers The layers.
 * @param layout Where the numbers lie.
 * @returns The weights.
 */
export function placeWeights(layers: readonly DenseLayer[], layout: StepLayout): readonly PlacedWeight[] {
  return layers.flatMap(({ inputs, units: pitch, heads }, index) => {
    const start = layout.layers[index]?.parameters ?? 0;
    let column = 0;
    return heads.flatMap(({ kernel, bias, units: columns }): PlacedWeight[] => {
      const offset = start + column;
      column += columns;
      const placed = { ...kernel, offset, size: inputs * columns, columns, pitch };
      if (bias === null) return [placed];
      return [placed, { ...bias, offset: offset + inputs * pitch, size: columns, columns, pitch }];
    });
  });
}

/**
 * Tells whether a weight's numbers lie side by side.
 *
 * @param weight The weight.
 * @returns `false` where others lie between its rows.
 */
export function isWhole({ size, columns, pitch }: PlacedWeight): boolean {
  return columns === pitch || size === columns;
}

/**
 * Takes a weight's numbers out of those of all.
 *
 * @param all A number for each parameter.
 * @param weight The weight.
 * @returns Its own, row-major.
 */
export function takeWeight(all: Float32Array, { offset, size, columns, pitch }: PlacedWeight): Float32Array {
  const own = new Float32Array(size);
  for (let row = 0; row * columns < size; row++) {
    own.set(all.subarray(offset + row * pitch, offset + row * pitch + columns), row * columns);
  }
  return own;
}

/**
 * Puts a weight's numbers among those of all.
 *
 * @param all A number for each parameter.
 * @param weight The weight.
 * @param own Its own, row-major.
 */
export function putWeight(
  all: Float32Array,
  { offset, size, columns, pitch }: PlacedWeight,
  own: ArrayLike<number>,
): void {
  const numbers = own instanceof Float32Array ? own : Float32Array.from(own);
  for (let row = 0; row * columns < size; row++) {
    all.set(numbers.subarray(row * columns, (row + 1) * columns), offset + row * pitch);
  }
}
