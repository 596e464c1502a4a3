import { setTimeout } from "node:timers/promises";
import type { ServerProcess } from "../servers/server-process.ts";

/** What was seen of a server, second by second. */
export interface Watched {
  /** Megabytes of memory. */
  readonly rss: number[];
  /** Seconds in which it did not say that it is ready, and what it said. */
  readonly notReady: string[];
}

/**
 * Looks at a server every second: how much memory it has, and whether it says that it is ready.
 *
 * @param server The server.
 * @param stopping Aborted when it is enough.
 * @returns What was seen, which goes on, and when the last look is over.
 */
export function watch(
  server: ServerProcess,
  stopping: AbortSignal,
): { readonly watched: Watched; readonly over: Promise<void> } {
  const watched: Watched = { rss: [], notReady: [] };
  const start = performance.now();
  async function look(): Promise<void> {
    while (!stopping.aborted) {
      const [{ rss }, ready] = await Promise.all([
        server.usage(),
        fetch(`${server.url}/v2/health/ready`).then(
          (response) => response.status,
          (error: Error) => error.message,
        ),
      ]);
      watched.rss.push(rss / 1e6);
      if (ready !== 200)
        watched.notReady.push(`after ${((performance.now() - start) / 1000).toFixed(0)} s: ${ready}`);
      await setTimeout(1000, undefined, { signal: stopping }).catch(() => {});
    }
  }
  return { watched, over: look() };
}
