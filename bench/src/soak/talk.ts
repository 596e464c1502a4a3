import { connect, type Socket } from "node:net";

/** What a connection is used for: writes what it likes, and returns when it has done enough. */
export type Talk = (socket: Socket) => void | Promise<void>;

/** Milliseconds after which a connection is given up. */
const patienceMs = 30_000;

/**
 * Opens a connection, does something with it, and waits for its end.
 *
 * @param url The service.
 * @param talk What to do.
 * @returns The status of the first answer; 0 where there was none.
 */
export async function talkTo(url: string, talk: Talk): Promise<number> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setTimeout(patienceMs, () => socket.destroy());
  // Whoever misbehaves is cut off now and then: that is no fault.
  socket.on("error", () => {});
  let received = "";
  socket.setEncoding("latin1");
  socket.on("data", (text: string) => {
    if (received.length < 100) received += text;
    // Told off, the others listen no more: they would be waited for otherwise.
    if (received.includes("\r\n")) socket.end();
  });
  const over = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  await talk(socket);
  await over;
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(received)?.[1] ?? 0);
}

/** The head of a POST. */
export function head(path: string, headers: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries({ Host: "service.test", Connection: "close", ...headers });
  return `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

/** A whole POST. */
export function post(
  path: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string | number>> = {},
): Talk {
  return (socket) => {
    socket.write(head(path, { "Content-Length": Buffer.byteLength(body), ...headers }));
    socket.write(body);
  };
}
