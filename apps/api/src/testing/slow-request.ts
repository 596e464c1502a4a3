import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";

/** A request whose body is sent in two parts. */
export interface SlowRequest {
  /** Sends the rest, and returns the answer. */
  finish(): Promise<{ readonly status: number | undefined; readonly json: unknown }>;
}

/** Begins to ask for a prediction of the example model `odd-digits`, and sends half of what it wants. */
export async function slowRequest(url: string): Promise<SlowRequest> {
  const body = '{"instances": [[0, 0.5, 1, 0]]}';
  const agent = new Agent({ keepAlive: false });
  const asking = request(`${url}/v1/models/odd-digits:predict`, {
    method: "POST",
    agent,
    headers: { "Content-Type": "application/json", "Content-Length": String(body.length) },
  });
  const answered = once(asking, "response") as Promise<[IncomingMessage]>;
  answered.catch(() => {}); // told by finish
  asking.write(body.slice(0, 10));
  await once(asking, "socket");
  // The service has the head of it by now.
  await new Promise((resolve) => setTimeout(resolve, 300));
  return {
    async finish() {
      asking.end(body.slice(10));
      const [response] = await answered;
      return { status: response.statusCode, json: JSON.parse(await text(response)) };
    },
  };
}
