import { dropoutMask } from "../dropout/dropout-mask.ts";
import type { DenseLayer } from "./dense-layer.ts";

/** Where the bits of a layer lie that say which of its units a step keeps. */
export interface KeptPlace {
  /** Words of a row, of all layers. */
  readonly pitch: number;
  /** The layer's first word in a row. */
  readonly first: number;
}

/**
 * Finds where a layer's bits lie.
 *
 * @param layers The layers.
 * @param index The layer's place.
 * @returns The place, or `null` where it drops nothing.
 */
export function keptPlace(layers: readonly DenseLayer[], index: number): KeptPlace | null {
  if (layers[index]?.dropout == null) return null;
  return { pitch: keptWords(layers), first: keptWords(layers.slice(0, index)) };
}

/**
 * Draws which units a step keeps: the same ones that the layer itself would, for the rows that count.
 *
 * @param layers The layers.
 * @param step Steps taken before.
 * @param samples Samples of the batch.
 * @param places Where the rows that count stand in the batch.
 * @returns A bit for each unit, rows one after another; nothing where no layer drops any.
 */
export function keptUnits(
  layers: readonly DenseLayer[],
  step: number,
  samples: number,
  places: Uint32Array,
): Uint32Array<ArrayBuffer> {
  const pitch = keptWords(layers);
  const kept = new Uint32Array(places.length * pitch);
  if (kept.length === 0) return kept;
  let first = 0;
  for (const { units, dropout } of layers) {
    if (dropout === null) continue;
    const { rate, seed, place } = dropout;
    // A step calls each layer once.
    const mask = dropoutMask({ count: samples * units, rate, keys: [seed, place, step, 0] });
    for (const [row, from] of places.entries()) {
      for (let unit = 0; unit < units; unit++) {
        if (mask[from * units + unit] === 0) continue;
        const word = row * pitch + first + (unit >>> 5);
        kept[word] = (kept[word] ?? 0) | (1 << (unit & 31));
      }
    }
    first += Math.ceil(units / 32);
  }
  return kept;
}

/**
 * The words that the bits of a row take.
 *
 * @param layers The layers.
 * @returns The number; 0 where no layer drops any.
 */
export function keptWords(layers: readonly DenseLayer[]): number {
  return layers.reduce((sum, { units, dropout }) => sum + (dropout === null ? 0 : Math.ceil(units / 32)), 0);
}
