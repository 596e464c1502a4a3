import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Artifact } from "@proj/model";
import { serializeManifest } from "@proj/model";
import { expect, onTestFinished, test, vi } from "vitest";
import { constantArtifact } from "../testing/constant-artifact.ts";
import { createModelRepository } from "./create-model-repository.ts";
import type { ModelRepository } from "./model-repository.ts";
import { type UrlSourceOptions, urlSource } from "./url-source.ts";

const one = await constantArtifact(1);
const two = await constantArtifact(2);

/** What a server answers with: the bytes of a file, a status, or nothing, ever. */
type Answer = Uint8Array | number | "silence";

const filesOf = (folder: string, artifact: Artifact): [string, Answer][] => [
  [`${folder}/manifest.json`, new TextEncoder().encode(serializeManifest(artifact.manifest))],
  [`${folder}/model.json`, artifact.modelJson],
  [`${folder}/weights.bin`, artifact.weights],
];

/** Serves files on the loopback for one test, and lists what was asked for. */
async function serve(answers: Map<string, Answer>): Promise<{ url: string; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const answer = answers.get(request.url ?? "") ?? 404;
    if (answer === "silence") return;
    if (typeof answer === "number") response.writeHead(answer).end();
    else response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

function open(locations: Parameters<typeof urlSource>[0], options?: UrlSourceOptions): ModelRepository {
  const models = createModelRepository({ sources: [urlSource(locations, options)] });
  onTestFinished(() => models.close());
  return models;
}

async function predictedValue(models: ModelRepository, name: string, version?: string): Promise<unknown> {
  return (await (await models.get(name, version)).predict(new Uint8Array(4), 1))[0];
}

test("models and versions are read from their URLs when they are first asked for", async () => {
  const { url, requests } = await serve(new Map([...filesOf("/odd", one), ...filesOf("/digits/v2", two)]));
  const models = open(
    { odd: `${url}/odd`, digits: { 1: `${url}/nowhere/`, 2: `${url}/digits/v2/` } },
    { headers: { authorization: "Bearer secret" } },
  );
  expect(models.names()).toEqual(["digits", "odd"]);
  expect(requests).toEqual([]);
  expect(await predictedValue(models, "odd")).toBe(1);
  expect(await predictedValue(models, "digits")).toBe(2);
  await expect(models.get("digits", "1")).rejects.toMatchObject({ reason: "manifest.json is missing" });
  expect(requests.map((request) => request.headers.authorization)).toEqual(Array(7).fill("Bearer secret"));
});

test.each<[string, Answer, string]>([
  ["a server's error", 500, "weights.bin cannot be read"],
  ["bytes of another file", new Uint8Array(40), "weights.bin is damaged or was replaced"],
  ["more bytes than the manifest says", new Uint8Array(41), "weights.bin is damaged or was replaced"],
])("%s is refused without a word about the server", async (_, answer, reason) => {
  const { url } = await serve(new Map([...filesOf("/odd", one), ["/odd/weights.bin", answer]]));
  const models = open({ odd: `${url}/odd` });
  const error = await Promise.resolve(models.get("odd")).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: "ModelUnavailableError", reason });
  expect(String(error)).not.toContain("127.0.0.1");
});

test("a server that was down is asked again a second later", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => void vi.useRealTimers());
  const answers = new Map<string, Answer>([["/odd/manifest.json", 503]]);
  const { url, requests } = await serve(answers);
  const models = open({ odd: `${url}/odd` });
  await expect(models.get("odd")).rejects.toMatchObject({ retryAfterMs: 1000 });
  for (const [path, answer] of filesOf("/odd", one)) answers.set(path, answer);
  await expect(models.get("odd")).rejects.toThrow("manifest.json cannot be read");
  expect(requests.length).toBe(1);
  vi.advanceTimersByTime(1000);
  expect(await predictedValue(models, "odd")).toBe(1);
});

test("a server that does not answer is given up after timeoutMs", async () => {
  const { url } = await serve(new Map([["/odd/manifest.json", "silence"]]));
  const begun = performance.now();
  await expect(open({ odd: `${url}/odd` }, { timeoutMs: 100 }).get("odd")).rejects.toMatchObject({
    reason: "it could not be loaded",
    cause: { name: "TimeoutError" },
  });
  expect(performance.now() - begun).toBeLessThan(5000);
});

test.each<[string, Parameters<typeof urlSource>, typeof RangeError | typeof TypeError]>([
  ["a name with a slash", [{ "../odd": "http://models.test/" }], RangeError],
  ["the name __proto__", [JSON.parse('{"__proto__": "http://models.test/"}')], RangeError],
  ["a version that is no number", [{ odd: { latest: "http://models.test/" } }], RangeError],
  ["a model without versions", [{ odd: {} }], RangeError],
  ["a URL that is not absolute", [{ odd: "/models/odd" }], TypeError],
  ["a timeout of 0", [{}, { timeoutMs: 0 }], RangeError],
])("%s is refused at once", (_, parameters, error) => {
  expect(() => urlSource(...parameters)).toThrow(error);
});

test("a version that was not listed is not read", () => {
  const source = urlSource({ odd: "http://models.test/" });
  expect(() => source.read("odd", "2", {})).toThrow(RangeError);
  expect(() => source.read("even", "1", {})).toThrow(RangeError);
});
