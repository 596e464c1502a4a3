import { createServer, type IncomingMessage } from "node:http";
import type { ManifestClass } from "@proj/model";
import { expect, onTestFinished, test } from "vitest";
import { askService, largestDifference, listModels } from "./ask-service.ts";

// runtime-tests asks the service itself; here is what it does not answer.

const classes: readonly ManifestClass[] = ["0", "1"].map((name, label) => ({
  label,
  part: "digit",
  name,
  supervised: true,
  samples: 1,
}));
const image = new Uint8Array(784);
const { signal } = new AbortController();

/** Starts a server that answers every request in one way. */
async function answering(
  status: number,
  body: string,
  seen: (request: IncomingMessage) => void = () => {},
): Promise<string> {
  const server = createServer((request, response) => {
    seen(request);
    request.resume();
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

const ask = (url: string, model = "odd") => askService({ url, model, image, classes, signal });

test("the image goes as its bytes, to the model that was chosen, below the service's own path", async () => {
  const asked: unknown[] = [];
  const answer = {
    model: "odd",
    version: "2",
    classes: [
      { name: "0", value: 0.25 },
      { name: "1", value: 0.75 },
    ],
  };
  const url = await answering(200, JSON.stringify(answer), ({ method, url, headers }) =>
    asked.push([method, url, headers["content-type"], headers["content-length"]]),
  );
  expect(await ask(`${url}/models/here`, "odd digits")).toEqual({
    model: "odd",
    version: "2",
    probabilities: [0.25, 0.75],
  });
  expect(await ask(url, "")).toMatchObject({ version: "2" });
  expect(asked).toEqual([
    ["POST", "/models/here/predict?model=odd+digits", "application/octet-stream", "784"],
    ["POST", "/predict", "application/octet-stream", "784"],
  ]);
});

test("what the service says against the request is said", async () => {
  const url = await answering(401, '{"error":"Cannot answer: a token is wanted"}');
  await expect(ask(url)).rejects.toThrow(new Error("Cannot answer: a token is wanted"));
});

test.each([
  [
    "a page instead",
    200,
    "<!doctype html>",
    "it must answer as the prediction service does, received something else",
  ],
  [
    "another JSON",
    200,
    '{"classes": 3}',
    "it must answer as the prediction service does, received something else",
  ],
  ["null", 200, "null", "it must answer as the prediction service does, received something else"],
  ["no JSON, and a status", 404, "gone", "the service must answer with status 200, received 404"],
])("%s is an error with the address", async (_, status, body, problem) => {
  const url = await answering(status, body);
  await expect(ask(url)).rejects.toThrow(`Cannot ask ${url}: ${problem}`);
  await expect(listModels(url, signal)).rejects.toThrow(`Cannot ask ${url}: ${problem}`);
});

test("a model of other classes cannot be compared with", async () => {
  const answer = {
    model: "cats",
    version: "1",
    classes: [
      { name: "cat", value: 1 },
      { name: "1", value: 0 },
    ],
  };
  await expect(ask(await answering(200, JSON.stringify(answer)))).rejects.toThrow(
    /^Cannot compare with the model cats of .*: its classes must be 0, 1, received others$/,
  );
});

test("a service that is not there is an error that says what to look at", async () => {
  await expect(ask("http://127.0.0.1:9")).rejects.toThrow(
    "Cannot ask http://127.0.0.1:9: it must run, and allow this page where its origin is another one, received no answer",
  );
  await expect(ask("file:///models")).rejects.toThrow('received "file:///models"');
});

test("a question that was overtaken ends with the reason for it", async () => {
  const stop = new AbortController();
  stop.abort(new Error("overtaken"));
  await expect(
    askService({ url: "http://127.0.0.1:9", model: "odd", image, classes, signal: stop.signal }),
  ).rejects.toThrow("overtaken");
});

test("the largest difference is that of the worst class", () => {
  expect(largestDifference([0.5, 0.25, 0.25], Float32Array.of(0.5, 0, 0.5))).toBe(0.25);
  expect(largestDifference([0.5], [0.5])).toBe(0);
});
