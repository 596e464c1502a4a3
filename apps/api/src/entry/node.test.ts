import { once } from "node:events";
import { Agent, request as httpRequest } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { createApp } from "../create-app.ts";
import type { ModelRepository } from "../models/model-repository.ts";
import { post } from "../testing/ask.ts";
import { exampleArtifact } from "../testing/example-model.ts";
import { memoryRepository } from "../testing/memory-repository.ts";
import { type NodeServer, type NodeServerOptions, serveNode } from "./node.ts";

const servers: NodeServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A server of the example model; a prediction waits for `wait`. */
async function start(
  options: Partial<NodeServerOptions> & {
    readonly bodyMs?: number;
    readonly wait?: () => Promise<void>;
  } = {},
): Promise<NodeServer> {
  const { bodyMs = 10_000, wait, ...others } = options;
  const closing = new AbortController();
  const models = memoryRepository({ "odd-digits": [await exampleArtifact()] });
  const waiting: ModelRepository = {
    ...models,
    async get(name, version) {
      const model = await models.get(name, version);
      return {
        ...model,
        async predict(inputs, count) {
          await wait?.();
          return model.predict(inputs, count);
        },
      };
    },
  };
  const app = createApp({ models: waiting, closing: closing.signal, limits: { bodyMs } });
  const server = await serveNode(app, { port: 0, closing, ...others });
  servers.push(server);
  return server;
}

const predict = "/v1/models/odd-digits:predict";
const body = { instances: [[0, 0.5, 1, 0]] };

test("answers over the network, and the port is free afterwards", async () => {
  const server = await start();
  const response = await fetch(server.url + predict, post(body));
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ predictions: [[0, 0.5, 1]] });
  await server.close();
  await expect(fetch(`${server.url}/v2`)).rejects.toThrow("fetch failed");
  const again = await start({ port: Number(new URL(server.url).port) });
  expect((await fetch(`${again.url}/v2/health/ready`)).status).toBe(200);
});

test("a port that is taken is an error", async () => {
  const { url } = await start();
  await expect(start({ port: Number(new URL(url).port) })).rejects.toThrow("EADDRINUSE");
});

test("closing lets the requests at work finish, and tells new ones with 503", async () => {
  let finish = () => {};
  const begun = vi.fn();
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const wait = () => {
    begun();
    return finished;
  };
  const server = await start({ wait });
  const first = fetch(server.url + predict, post(body));
  await vi.waitFor(() => expect(begun).toHaveBeenCalled());
  const closed = server.close();
  const second = await fetch(server.url + predict, post(body));
  expect(second.status).toBe(503);
  expect(await second.json()).toEqual({ error: "Cannot predict: the service is closing; ask another one" });
  expect((await fetch(`${server.url}/v2/health/ready`)).status).toBe(503);
  finish();
  expect(await (await first).json()).toEqual({ predictions: [[0, 0.5, 1]] });
  await closed;
});

test("a connection that is kept alive does not hold the end up", async () => {
  const server = await start();
  const agent = new Agent({ keepAlive: true });
  const request = httpRequest(`${server.url}/v2`, { agent });
  request.end();
  const [response] = await once(request, "response");
  response.resume();
  await once(response, "end");
  const started = performance.now();
  await server.close();
  expect(performance.now() - started).toBeLessThan(2000); // keep-alive alone would hold it for 5 s
  agent.destroy();
});

test("a connection on which nothing is asked does not hold the end up either", async () => {
  const server = await start();
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  await once(socket, "connect");
  socket.write("POST /predict HTTP/1.1\r\n"); // and no more
  const ended = once(socket, "close");
  const started = performance.now();
  await server.close();
  expect(performance.now() - started).toBeLessThan(2000); // Node gives headers 10 s
  await ended;
});

test("a request that does not finish is cut off when its time is over", async () => {
  const begun = vi.fn();
  const wait = () => {
    begun();
    return new Promise<void>(() => {});
  };
  const server = await start({ wait, drainMs: 100 });
  const first = fetch(server.url + predict, post(body));
  const cut = expect(first).rejects.toThrow("fetch failed");
  await vi.waitFor(() => expect(begun).toHaveBeenCalled());
  await server.close();
  await cut;
});

/** Sends bytes over a socket of its own, and returns what came back until it was closed. */
async function talk(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(text);
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk.toString();
  });
  socket.on("error", () => {});
  await once(socket, "close");
  return received;
}

const head = `POST ${predict} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;

test("a client that promises a large body is turned away before it sends one", async () => {
  const server = await start();
  const answer = await talk(server.url, `${head}Content-Length: 999999999\r\nConnection: close\r\n\r\n{`);
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toContain("it must have at most 16777216 bytes, received 999999999 bytes");
});

test("a client that trickles is let go", async () => {
  const server = await start({ bodyMs: 100 });
  expect(await talk(server.url, `${head}Content-Length: 100\r\n\r\n{`)).toMatch(/^HTTP\/1\.1 408 /);
  expect(await talk(server.url, `${head}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`)).toMatch(
    /^HTTP\/1\.1 408 /,
  );
});

test("clients that leave in the middle of a body do no harm", async () => {
  const server = await start();
  for (let index = 0; index < 50; index++) {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    await once(socket, "connect");
    socket.write(`${head}Content-Length: 100\r\n\r\n{"instances"`);
    socket.destroy();
  }
  const response = await fetch(server.url + predict, post(body));
  expect(response.status).toBe(200);
});

test("a flood of headers is refused by the server", async () => {
  const server = await start();
  const flood = Array.from({ length: 2000 }, (_, index) => `X-${index}: ${"a".repeat(50)}\r\n`).join("");
  expect(await talk(server.url, `GET /v2 HTTP/1.1\r\nHost: x\r\n${flood}\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  expect((await fetch(`${server.url}/v2`)).status).toBe(200);
});
