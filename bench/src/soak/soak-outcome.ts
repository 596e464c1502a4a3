import { median } from "../measuring/median.ts";
import type { Mischief } from "./misbehave.ts";
import type { Watched } from "./watch.ts";
import type { Seen } from "./well-behaved.ts";

/** What a run under load has shown. */
export interface SoakOutcome {
  readonly seconds: number;
  readonly right: number;
  readonly turnedAway: number;
  readonly requestsPerSecond: number;
  /** Versions of the changing model that were written, the broken ones included. */
  readonly versions: number;
  /** Requests that came while the service closed, on connections that it was just closing. */
  readonly cutOff: number;
  /** How long the server took to end, under full load. */
  readonly endedAfterMs: number;
  /** What clients that do not behave were told, and how often. */
  readonly told: Readonly<Record<string, number>>;
  /** Megabytes, second by second. */
  readonly rss: readonly number[];
  /** Medians of the thirds after the warm-up. */
  readonly rssOfThirds: readonly number[];
  /** What was not as it must be; empty where all was well. */
  readonly faults: readonly string[];
}

/** The part of a run that is left out of the thirds, at most this many seconds. */
const warmUpPart = 0.2;
const warmUpSeconds = 60;

/** Seconds that a run must take before its memory is judged: a heap grows to its size in a minute or two. */
const judgedAfter = 180;

/** How much more the last third may have than the first: 10 %, and what the collector leaves to chance. */
const growth = 1.1;
const chance = 20;

/**
 * Puts together what a run has shown, and says what was not as it must be.
 *
 * @param seconds How long it took.
 * @param seen What clients that behave well saw.
 * @param mischief What came of the others.
 * @param watched What was seen of the server.
 * @param versions How many versions were written.
 * @param ended How the server ended: its exit code, and the milliseconds that it took.
 */
export function soakOutcome(
  seconds: number,
  seen: Seen,
  mischief: Mischief,
  watched: Watched,
  versions: number,
  ended: { readonly code: number | null; readonly milliseconds: number },
): SoakOutcome {
  const after = watched.rss.slice(Math.floor(Math.min(warmUpSeconds, warmUpPart * watched.rss.length)));
  const third = Math.ceil(after.length / 3);
  const thirds = [0, 1, 2].map((index) => median(after.slice(index * third, (index + 1) * third)));
  const [first = 0, , last = 0] = thirds;
  const faults = [
    ...listed(seen.faults),
    ...listed(mischief.faults),
    ...watched.notReady.map((each) => `not ready ${each}`),
    ...(seen.right === 0 ? ["nothing was answered"] : []),
    ...(seconds >= judgedAfter && last > growth * first + chance
      ? [`memory grew from ${first.toFixed(0)} to ${last.toFixed(0)} MB`]
      : []),
    ...(ended.code === 0 ? [] : [`the server ended with ${ended.code}`]),
    ...(ended.milliseconds < 12_000 ? [] : [`the server took ${ended.milliseconds.toFixed(0)} ms to end`]),
  ];
  return {
    seconds,
    right: seen.right,
    turnedAway: seen.turnedAway,
    cutOff: seen.cutOff,
    endedAfterMs: Math.round(ended.milliseconds),
    requestsPerSecond: seen.right / seconds,
    versions,
    told: Object.fromEntries([...mischief.told].sort(([a], [b]) => (a < b ? -1 : 1))),
    rss: watched.rss.map(Math.round),
    rssOfThirds: thirds.map(Math.round),
    faults,
  };
}

function listed(faults: ReadonlyMap<string, number>): string[] {
  return [...faults].map(([fault, times]) => `${fault} (${times} times)`);
}
