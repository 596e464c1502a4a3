import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { readIncoming } from "./read-incoming.ts";

/** A connection to a server of Node's own, and the request that comes over it. */
async function connection(length: number) {
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1");
  socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`);
  const [incoming] = (await once(server, "request")) as [IncomingMessage];
  return { socket, incoming };
}

const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index * 7);

test.each([
  ["nothing", 0, 1],
  ["one byte", 1, 1],
  ["what fits into one part", 784, 1],
  ["three parts", 300_000, 3],
])("a body of %s is read whole, as plain bytes", async (_, length, count) => {
  const { socket, incoming } = await connection(length);
  const reading = readIncoming(incoming);
  const size = Math.ceil(length / count);
  for (let part = 0; part < count; part++) {
    socket.write(bytes.subarray(part * size, Math.min(length, (part + 1) * size)));
    await setTimeout(20);
  }
  const body = await reading;
  expect(Object.getPrototypeOf(body)).toBe(Uint8Array.prototype);
  expect(Buffer.compare(body, bytes.subarray(0, length))).toBe(0);
});

test("a body that is asked for when all of it has come is read whole", async () => {
  const { socket, incoming } = await connection(3);
  socket.write("one");
  await setTimeout(50);
  expect(Buffer.from(await readIncoming(incoming)).toString()).toBe("one");
});

test("a client that leaves while its body is read is an error", async () => {
  const { socket, incoming } = await connection(10);
  const reading = readIncoming(incoming);
  socket.end("part");
  socket.destroySoon();
  await expect(reading).rejects.toThrow();
});

test("a client that had left is an error", async () => {
  const { socket, incoming } = await connection(10);
  incoming.on("error", () => {});
  socket.destroy();
  await new Promise((resolve) => incoming.once("close", resolve));
  await expect(readIncoming(incoming)).rejects.toThrow("Cannot read the body: the client left");
});
