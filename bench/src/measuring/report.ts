import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import process from "node:process";
import { median } from "./median.ts";

/** One figure of a bench. */
export interface Figure {
  readonly name: string;
  /** The median. */
  readonly value: number;
  readonly unit: "ms" | "us" | "GFLOP/s" | "requests/s" | "KB" | "x" | "%" | "MB";
  /** Smallest and largest, where it was measured more than once. */
  readonly range?: readonly [number, number];
  /** What is asked of it. */
  readonly asked?: { readonly most: number } | { readonly least: number };
}

/** What came of a part of a bench. */
export interface Part {
  readonly title: string;
  readonly figures: readonly Figure[];
  /** What a reader should know. */
  readonly remarks?: readonly string[];
}

/**
 * The figure of what was measured several times.
 *
 * @param name What it is called.
 * @param unit Its unit.
 * @param values What was measured.
 * @param asked What is asked of the median.
 */
export function figure(
  name: string,
  unit: Figure["unit"],
  values: readonly number[],
  asked?: NonNullable<Figure["asked"]>,
): Figure {
  return {
    name,
    unit,
    value: median(values),
    range: [Math.min(...values), Math.max(...values)],
    ...(asked === undefined ? {} : { asked }),
  };
}

/**
 * How the fastest time of one compares with the fastest of another: what it is on a machine where nothing else runs.
 *
 * @param name What is compared.
 * @param first Times.
 * @param second Times of the other.
 */
export function fastest(name: string, first: readonly number[], second: readonly number[]): Figure {
  return { name: `${name}, the fastest of each`, unit: "x", value: Math.min(...first) / Math.min(...second) };
}

/** Whether a figure is what is asked of it; `null` where nothing is. */
export function isMet({ value, asked }: Figure): boolean | null {
  if (asked === undefined) return null;
  return "most" in asked ? value <= asked.most : value >= asked.least;
}

/** Prints a part: a line for each figure. */
export function printPart({ title, figures, remarks = [] }: Part): void {
  const lines = figures.map((each) => {
    const range = each.range === undefined ? "" : `${show(each.range[0])} - ${show(each.range[1])}`;
    const asked =
      each.asked === undefined
        ? ""
        : "most" in each.asked
          ? `at most ${each.asked.most}`
          : `at least ${each.asked.least}`;
    const met = isMet(each);
    const verdict = met === null ? "" : met ? "  yes" : "  NO";
    return `  ${each.name.padEnd(64)}${show(each.value).padStart(10)} ${each.unit.padEnd(11)}${range.padEnd(20)}${asked}${verdict}`;
  });
  console.log([`\n${title}`, ...lines, ...remarks.map((remark) => `  ${remark}`)].join("\n"));
}

/**
 * Writes a bench's parts into `bench/results`, with the machine that they are from.
 *
 * @param name The file's name, without `.json`.
 * @param content What was measured.
 * @returns Where it lies.
 */
export async function writeResult(name: string, content: object): Promise<string> {
  const file = new URL(`../../results/${name}.json`, import.meta.url);
  await mkdir(new URL(".", file), { recursive: true });
  const machine = {
    node: process.version,
    processor: cpus()[0]?.model ?? "",
    cores: availableParallelism(),
    when: new Date().toISOString(),
  };
  await writeFile(file, `${JSON.stringify({ machine, ...content }, null, 2)}\n`);
  return `bench/results/${name}.json`;
}

function show(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3);
}
