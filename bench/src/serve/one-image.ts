import { drive, type Stand } from "../measuring/drive.ts";
import { type Figure, figure, type Part } from "../measuring/report.ts";
import { ratios, takeTurns } from "../measuring/take-turns.ts";
import { type ServerProcess, startServer } from "../servers/server-process.ts";
import { type RequestKind, requestKinds } from "./request-kinds.ts";
import type { ServeOptions } from "./serve-options.ts";
import type { TrainedDigits } from "./trained-digits.ts";

/** Connections that ask at the same time. */
const crowds: readonly number[] = [64, 1];

/** What one round of one server gave. */
interface Round extends Stand {
  /** Microseconds of the server's processor time for each request. */
  readonly cpuUs: number;
}

/**
 * Requests of one image, against Hono routes that read the same body and answer a constant: throughput, latencies, and the
 * server's processor time, which other work on the machine disturbs least.
 *
 * @param folder The folder of models.
 * @param digits What to send.
 * @param options Rounds and seconds.
 */
export async function measureOneImage(
  folder: string,
  digits: TrainedDigits,
  options: ServeOptions,
): Promise<Part> {
  const service = await startServer("service-server", [folder]);
  const kinds = await requestKinds(digits, service.url);
  const constants = Object.fromEntries(kinds.map(({ peer, answer }) => [peer, answer]));
  const constant = await startServer("constant-server", [JSON.stringify(constants)]);
  try {
    const figures: Figure[] = [];
    for (const kind of kinds) {
      for (const connections of crowds) {
        figures.push(...(await compare(kind, connections, service, constant, options)));
      }
    }
    return {
      title:
        "One image a request on Node, against a Hono route that reads the same body and answers a constant",
      figures,
    };
  } finally {
    await Promise.all([service.stop(), constant.stop()]);
  }
}

async function compare(
  kind: RequestKind,
  connections: number,
  service: ServerProcess,
  constant: ServerProcess,
  { rounds, seconds }: ServeOptions,
): Promise<Figure[]> {
  const measured: Record<"service" | "constant", Round[]> = { service: [], constant: [] };
  const round = (name: "service" | "constant", server: ServerProcess, path: string) => async () => {
    const before = await server.usage();
    const load = { url: server.url + path, headers: kind.headers, bodies: kind.bodies, connections, seconds };
    const stand = await drive(load);
    const cpuMs = (await server.usage()).cpuMs - before.cpuMs;
    measured[name].push({ ...stand, cpuUs: (1000 * cpuMs) / stand.answers });
    return stand.requestsPerSecond;
  };
  const contenders = {
    service: round("service", service, kind.path),
    constant: round("constant", constant, `/${kind.peer}`),
  };
  // Once for the compilers.
  for (const contender of Object.values(contenders)) await contender();
  measured.service.length = 0;
  measured.constant.length = 0;

  const throughput = await takeTurns(contenders, rounds);
  const of = (name: "service" | "constant", key: keyof Round) => measured[name].map((each) => each[key]);
  const share = ratios(throughput.service, throughput.constant).map((ratio) => 100 * ratio);
  const name = `${kind.name}, ${connections} at once`;
  const isCrowd = connections > 1;
  return [
    figure(`${name}: throughput of the constant's`, "%", share, isCrowd ? kind.asked : undefined),
    figure(`${name}: service`, "requests/s", throughput.service),
    figure(`${name}: constant`, "requests/s", throughput.constant),
    figure(
      `${name}: processor time against the constant's`,
      "x",
      ratios(of("service", "cpuUs"), of("constant", "cpuUs")),
    ),
    figure(`${name}: processor time of a request`, "us", of("service", "cpuUs")),
    figure(
      `${name}: p99 against p50`,
      "x",
      ratios(of("service", "p99"), of("service", "p50")),
      isCrowd ? { most: 5 } : undefined,
    ),
    figure(
      `${name}: the constant's p99 against p50`,
      "x",
      ratios(of("constant", "p99"), of("constant", "p50")),
    ),
    figure(`${name}: p50`, "ms", of("service", "p50")),
  ];
}
