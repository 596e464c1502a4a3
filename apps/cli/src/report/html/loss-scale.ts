import { scaleLinear, scaleLog } from "d3-scale";

/** Places losses on the axis of a picture. */
export interface LossScale {
  readonly place: (loss: number) => number;
  readonly ticks: readonly number[];
  readonly logarithmic: boolean;
}

/** From this ratio of highest to lowest loss on, a linear axis would press the curve flat. */
const LOG_FROM_RATIO = 20;

/** Over more powers of ten than this, the ticks at 2 and 5 times a power would stand too close. */
const MOST_DECADES_WITH_STEPS = 3;

/**
 * Makes the scale of a loss axis: logarithmic where all losses are above 0 and span more than a factor of 20,
 * otherwise linear from 0 (or from the lowest loss, if that is negative).
 *
 * @param losses Finite numbers, at least one.
 * @param range Where the lowest and the highest value go.
 */
export function lossScale(losses: readonly number[], range: readonly [number, number]): LossScale {
  const low = losses.reduce((least, loss) => Math.min(least, loss), Number.POSITIVE_INFINITY);
  const high = losses.reduce((most, loss) => Math.max(most, loss), Number.NEGATIVE_INFINITY);
  if (low > 0 && high / low > LOG_FROM_RATIO) return logarithmic(low, high, range);
  const top = high > 0 ? high : low < 0 ? 0 : 1;
  const scale = scaleLinear()
    .domain([Math.min(0, low), top])
    .range(range)
    .nice(5);
  return { place: (loss) => scale(loss), ticks: scale.ticks(5), logarithmic: false };
}

function logarithmic(low: number, high: number, range: readonly [number, number]): LossScale {
  const scale = scaleLog().domain([low, high]).range(range).nice();
  const [from = low, to = high] = scale.domain();
  const steps = Math.round(Math.log10(to / from)) <= MOST_DECADES_WITH_STEPS ? ["1", "2", "5"] : ["1"];
  const ticks = scale.ticks().filter((tick) => steps.includes(tick.toExponential(0).charAt(0)));
  return { place: (loss) => scale(loss), ticks, logarithmic: true };
}
