import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

/** An HTTP server on this machine alone. */
export interface LoopbackServer {
  /** Its address, with a slash at the end. */
  readonly url: string;
  /** The path of every request so far, without the slash at the start. */
  readonly requests: string[];
}

/** Answers a request for a path, without the slash at the start. */
export type Answer = (path: string, response: ServerResponse, request: IncomingMessage) => void;

/** Starts a server that is stopped, with every connection, when the test that runs ends. */
export async function loopbackServer(answer: Answer): Promise<LoopbackServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? "").slice(1);
    requests.push(path);
    answer(path, response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("Cannot start a server: no port");
  return { url: `http://127.0.0.1:${address.port}/`, requests };
}
