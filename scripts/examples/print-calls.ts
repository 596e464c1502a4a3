/**
 * Loaded before an example (`deno run --preload`): console.log writes one line of JSON a call, with the line of the program
 * that called and what it printed, whole and on one line.
 */
import process from "node:process";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";

/** Plain arrays print without the name and length of a typed array's class, as comments are written. */
function plain(value: unknown): unknown {
  return ArrayBuffer.isView(value) && !(value instanceof DataView) ? Array.from(value as Uint8Array) : value;
}

const program = fileURLToPath(new URL(process.argv[1] ?? "", import.meta.url));
console.log = (...values: unknown[]): void => {
  const caller = new Error().stack?.split("\n").find((frame) => frame.includes(program)) ?? "";
  const line = Number(/:(\d+):\d+\)?$/.exec(caller)?.[1] ?? Number.NaN);
  const options = { breakLength: Number.POSITIVE_INFINITY, depth: null, maxArrayLength: null };
  const text = values.map((value) => (typeof value === "string" ? value : inspect(plain(value), options)));
  process.stdout.write(`${JSON.stringify({ line, text: text.join(" ") })}\n`);
};
