import autocannon from "autocannon";
import { quantile } from "./median.ts";

/** What clients send again and again. */
export interface Load {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent in turn. */
  readonly bodies: readonly (string | Buffer)[];
  readonly connections: number;
  readonly seconds: number;
}

/** How a server stood a load. */
export interface Stand {
  readonly answers: number;
  readonly requestsPerSecond: number;
  /** Milliseconds that half of the answers, and 99 of 100, took at most. */
  readonly p50: number;
  readonly p99: number;
}

/**
 * Drives a server with as many requests as it takes, each connection asking again when it has its answer.
 *
 * @param load What is sent, and for how long.
 * @returns What came back.
 * @throws {Error} Where an answer is missing, or another one than 200.
 */
export async function drive({ url, headers, bodies, connections, seconds }: Load): Promise<Stand> {
  // One by one: the summary is in whole milliseconds.
  const times: number[] = [];
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(
      {
        url,
        method: "POST",
        headers: { ...headers },
        requests: bodies.map((body) => ({ body })),
        connections,
        duration: seconds,
      },
      (error: Error | null, summary) => (error === null ? resolve(summary) : reject(error)),
    );
    run.on("response", (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
  });
  const wrong = result.non2xx + result.errors + result.timeouts;
  if (wrong > 0) {
    throw new Error(
      `Cannot measure ${url}: every answer must be 200, received ${result.non2xx} others, ${result.errors} errors`,
    );
  }
  return {
    answers: times.length,
    requestsPerSecond: times.length / result.duration,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
  };
}
