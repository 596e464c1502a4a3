import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import type { Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";

/** The program itself: `workerd/bin/workerd` is one in JavaScript that starts it. */
const { default: workerd } = createRequire(import.meta.url)("workerd") as { default: string };

/** Milliseconds that workerd may take to listen, and to answer. */
const patienceMs = 10_000;

/**
 * Starts workerd, asks once, and ends it.
 *
 * @param config The configuration's path.
 * @param path What is asked for.
 * @param body Sent by POST; asked by GET where there is none.
 * @returns Milliseconds from the start of the process to the end of the answer, and the answer.
 * @throws {Error} Where the answer is another one than 200.
 */
export async function firstAnswer(
  config: string,
  path: string,
  body?: string | Uint8Array<ArrayBuffer>,
): Promise<{ readonly milliseconds: number; readonly answer: string }> {
  const start = performance.now();
  const child = spawn(workerd, ["serve", config, "--control-fd=3"], {
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  const gone = once(child, "exit");
  try {
    const port = await listening(child.stdio[3] as Readable, gone);
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      ...(body === undefined ? {} : { method: "POST", body }),
      signal: AbortSignal.timeout(patienceMs),
    });
    const answer = await response.text();
    const milliseconds = performance.now() - start;
    if (!response.ok) throw new Error(`Cannot measure ${path}: it must answer 200, received ${answer}`);
    return { milliseconds, answer };
  } finally {
    child.kill("SIGKILL");
    await gone;
  }
}

/** Waits until workerd says on its control channel where it listens. */
async function listening(control: Readable, gone: Promise<unknown>): Promise<number> {
  let told = "";
  control.setEncoding("utf8");
  const port = new Promise<number>((resolve) => {
    control.on("data", (text: string) => {
      told += text;
      const found = /"port":(\d+)/.exec(told)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
  });
  const over = gone.then(() => {
    throw new Error("Cannot start workerd: it must listen, received its end");
  });
  const timer = new AbortController();
  const late = setTimeout(patienceMs, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`Cannot start workerd: it must listen within ${patienceMs} ms, received nothing`);
  });
  late.catch(() => {});
  return await Promise.race([port, over, late]).finally(() => timer.abort());
}
