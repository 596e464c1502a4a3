import process from "node:process";

/** What is measured in turn with others: does its work once and returns the figure of it. */
export type Contender = () => number | Promise<number>;

/**
 * Measures contenders in turn, so that a machine that slows down slows all of them. Every other round goes backwards: none
 * always comes right behind the same one.
 *
 * @param contenders By name.
 * @param rounds How often each has its turn.
 * @returns The figures of each, round by round.
 */
export async function takeTurns<Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  rounds: number,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contenders) as Name[];
  const figures = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      figures[name].push(await contenders[name]());
    }
  }
  return figures;
}

/**
 * Turns work into a contender whose figure is the time that it takes.
 *
 * @param work What to time.
 * @param times How often in a row, for work that is over sooner than a clock can tell.
 * @returns Milliseconds of doing it once.
 */
export function timed(work: () => unknown, times = 1): Contender {
  return async () => {
    const start = performance.now();
    for (let time = 0; time < times; time++) {
      const pending = work();
      // Waiting for what is there already costs a turn, and what is timed may take less than that.
      if (pending instanceof Promise) await pending;
    }
    return (performance.now() - start) / times;
  };
}

/**
 * Turns work of one thread into a contender whose figure is the processor time that it takes, which others on the machine
 * disturb less.
 *
 * @param work What to time.
 * @param times How often in a row: enough for some milliseconds.
 * @returns Milliseconds of doing it once.
 */
export function timedByProcessor(work: () => unknown, times: number): Contender {
  return async () => {
    const before = process.cpuUsage();
    for (let time = 0; time < times; time++) {
      const pending = work();
      if (pending instanceof Promise) await pending;
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / times;
  };
}

/** Each round's first figure divided by its second one: what slows both changes no ratio. */
export function ratios(first: readonly number[], second: readonly number[]): number[] {
  return first.map((value, round) => value / (second[round] ?? Number.NaN));
}
