import { setTimeout } from "node:timers/promises";
import { type HostileTalk, hostileTalks } from "./hostile-talks.ts";
import { talkTo } from "./talk.ts";

/** What came of clients that do not behave. */
export interface Mischief {
  /** How often each kind was told what, by its name and the status. */
  readonly told: Map<string, number>;
  /** Those of them that should not have been told that. */
  readonly faults: Map<string, number>;
}

/** Milliseconds between two tries of one kind. */
const pauseMs = 100;

/**
 * Lets clients of each kind that does not behave at the service, again and again.
 *
 * @param url The service.
 * @param stopping Aborted when it is enough, and the service begins to close.
 * @returns What came of it, which goes on, and when the last one is gone.
 */
export function misbehave(
  url: string,
  stopping: AbortSignal,
): { readonly mischief: Mischief; readonly over: Promise<void> } {
  const mischief: Mischief = { told: new Map(), faults: new Map() };
  async function client(name: string, { talk, statuses }: HostileTalk): Promise<void> {
    while (!stopping.aborted) {
      const status = await talkTo(url, talk);
      const key = `${name}: ${status === 0 ? "no answer" : status}`;
      mischief.told.set(key, (mischief.told.get(key) ?? 0) + 1);
      // Once the service closes, each of them may meet that.
      const isFine = statuses.includes(status) || (stopping.aborted && (status === 503 || status === 0));
      if (!isFine) mischief.faults.set(key, (mischief.faults.get(key) ?? 0) + 1);
      await setTimeout(pauseMs);
    }
  }

  const clients = Object.entries(hostileTalks).flatMap(([name, hostile]) =>
    Array.from({ length: hostile.clients ?? 1 }, () => client(name, hostile)),
  );
  return { mischief, over: Promise.all(clients).then(() => {}) };
}
