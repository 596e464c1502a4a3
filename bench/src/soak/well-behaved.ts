import { Agent, type IncomingMessage, request } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { GoodRequest } from "./good-requests.ts";

/** What clients that behave well have seen. */
export interface Seen {
  /** Answers of 200 that were right. */
  right: number;
  /** Answers of 429 or 503 that said when to come back. */
  turnedAway: number;
  /** Requests without an answer while the service closed: they came on a connection that it was just closing. */
  cutOff: number;
  /** What else there was, by what it was: each of it is a fault. */
  readonly faults: Map<string, number>;
}

/** Milliseconds that an answer may take. */
const patienceMs = 20_000;

/**
 * Sends requests over connections that stay open, each asking again when it has its answer, and checks every answer.
 *
 * @param url The service.
 * @param requests What to send, in turn.
 * @param connections How many ask at the same time.
 * @param closing Aborted when the service begins to close: whom it turns away for good then goes home.
 * @returns What they saw, which goes on, and when the last one has its answer.
 */
export function behaveWell(
  url: string,
  requests: readonly GoodRequest[],
  connections: number,
  closing: AbortSignal,
): { readonly seen: Seen; readonly over: Promise<void> } {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const seen: Seen = { right: 0, turnedAway: 0, cutOff: 0, faults: new Map() };
  let turn = 0;

  async function client(): Promise<void> {
    for (;;) {
      const next = requests[turn++ % requests.length];
      if (next === undefined) return;
      const verdict = await ask(url, next, agent).catch((error: Error) => error);
      if (verdict instanceof Error && closing.aborted) {
        const isRefused = "code" in verdict && verdict.code === "ECONNREFUSED";
        if (!isRefused) seen.cutOff++;
        return;
      }
      if (verdict === "right") seen.right++;
      else if (verdict === "turned away") {
        seen.turnedAway++;
        await setTimeout(100);
      } else {
        const fault = verdict instanceof Error ? `no answer: ${verdict.message}` : verdict;
        seen.faults.set(fault, (seen.faults.get(fault) ?? 0) + 1);
        // Where nobody listens any more, the others would not learn more either.
        await setTimeout(10);
      }
    }
  }

  const over = Promise.all(Array.from({ length: connections }, client)).then(() => agent.destroy());
  return { seen, over };
}

async function ask(url: string, { path, type, body, check }: GoodRequest, agent: Agent): Promise<string> {
  const response = await send(url + path, type, body, agent);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const status = response.statusCode ?? 0;
  if ((status === 429 || status === 503) && response.headers["retry-after"] !== undefined)
    return "turned away";
  if (status !== 200) return `${path}: ${status}`;
  const problem = check(JSON.parse(Buffer.concat(chunks).toString()));
  return problem === null ? "right" : `${path}: ${problem}`;
}

function send(url: string, type: string, body: Buffer, agent: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { "Content-Type": type, "Content-Length": body.length };
    const sent = request(url, { method: "POST", agent, headers, timeout: patienceMs }, resolve);
    sent.once("error", reject);
    sent.once("timeout", () => sent.destroy(new Error(`nothing for ${patienceMs} ms`)));
    sent.end(body);
  });
}
