import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createDeadlines } from "./deadlines.ts";
import { readIncoming } from "./read-incoming.ts";

const server = createServer();
const late = () => new Error("late");

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends the beginning of a request with a body of 6 bytes, and returns what Node made of it. */
async function receive(begun: string) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
  client.on("error", () => {});
  client.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n${begun}`);
  const [incoming] = (await once(server, "request")) as [IncomingMessage, ServerResponse];
  return { client, incoming };
}

const read = (incoming: IncomingMessage, ms = 5000) => readIncoming(incoming, createDeadlines(), ms, late);

test("a body comes whole, in one piece or in several", async () => {
  const { incoming } = await receive("abcdef");
  expect(Buffer.from((await read(incoming)) ?? []).toString()).toBe("abcdef");
  server.close();
  server.closeAllConnections();
  const parts = await receive("abc");
  const reading = read(parts.incoming);
  await once(parts.incoming, "data");
  parts.client.write("def");
  expect(Buffer.from((await reading) ?? []).toString()).toBe("abcdef");
});

test("a client that leaves before the end is told apart from one that sent all", async () => {
  const { client, incoming } = await receive("abc");
  const reading = read(incoming);
  client.destroy();
  await expect(reading).rejects.toThrow("the client must stay, and has left");
  expect(read(incoming)).toBeNull();
});

test("a body that does not end in time is late", async () => {
  const { incoming } = await receive("abc");
  await expect(read(incoming, 20)).rejects.toThrow("late");
});

test("what somebody has read of is left to the other reader", async () => {
  const { incoming } = await receive("abcdef");
  incoming.resume();
  await once(incoming, "end");
  expect(read(incoming)).toBeNull();
});
