import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { readArtifact } from "./artifact.ts";
import { serializeManifest } from "./serialize-manifest.ts";
import { exampleArtifact } from "./testing/example-artifact.ts";
import { urlReader } from "./url-reader.ts";

const artifact = await exampleArtifact();
const files = new Map<string, string | Uint8Array>([
  ["/models/odd/manifest.json", serializeManifest(artifact.manifest)],
  ["/models/odd/model.json", artifact.modelJson],
  ["/models/odd/weights.bin", artifact.weights],
]);

const serveFiles: RequestListener = (request, response) => {
  const body = files.get(new URL(request.url ?? "", "http://localhost").pathname);
  response.writeHead(body === undefined ? 404 : 200).end(body);
};

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("urlReader", () => {
  test.each(["/models/odd", "/models/odd/"])("reads an artifact under %s", async (path) => {
    expect(await readArtifact(urlReader((await serve(serveFiles)) + path))).toEqual(artifact);
  });

  test("keeps the query and sends the headers with every request", async () => {
    const seen: (string | undefined)[] = [];
    const origin = await serve((request, response) => {
      seen.push(request.url, request.headers.authorization);
      serveFiles(request, response);
    });
    await readArtifact(urlReader(`${origin}/models/odd?key=1`, { headers: { authorization: "Bearer x" } }));
    expect(seen.slice(0, 2)).toEqual(["/models/odd/manifest.json?key=1", "Bearer x"]);
    expect(seen).toHaveLength(6);
  });

  test.each([
    [404, "missing-file"],
    [410, "missing-file"],
    [403, "unreadable"],
    [503, "unreadable"],
    [204, "unreadable"],
  ])("turns the status %i into %s, naming the URL without its query", async (status, code) => {
    const origin = await serve((_, response) => response.writeHead(status).end());
    await expect(urlReader(`${origin}/m?key=secret`)("weights.bin", 10)).rejects.toMatchObject({
      code,
      fileName: "weights.bin",
      message: `Cannot read ${origin}/m/weights.bin: the status must be 200, received ${status}`,
    });
  });

  test("stops a download that never ends once it is beyond the limit", async () => {
    let closed: () => void = () => {};
    const hasClosed = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const origin = await serve((_, response) => {
      const timer = setInterval(() => response.write(new Uint8Array(1000)), 1);
      response.on("close", () => {
        clearInterval(timer);
        closed();
      });
    });
    await expect(urlReader(origin)("model.json", 5000)).rejects.toMatchObject({
      code: "too-large",
      fileName: "model.json",
    });
    await hasClosed;
  });

  test("says which URL has no server", async () => {
    const origin = await serve(serveFiles);
    const closedPort = origin.replace(/\d+$/, "9");
    await expect(urlReader(closedPort)("manifest.json", 10)).rejects.toMatchObject({
      code: "unreadable",
      message: expect.stringContaining(`Cannot read ${closedPort}/manifest.json: the server must answer`),
    });
  });

  test("says that an answer was cut off", async () => {
    const origin = await serve((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write(new Uint8Array(10), () => response.destroy());
    });
    await expect(urlReader(origin)("model.json", 1000)).rejects.toMatchObject({
      code: "unreadable",
      fileName: "model.json",
    });
  });

  test("throws the signal's reason once that is aborted", async () => {
    const controller = new AbortController();
    const origin = await serve(() => controller.abort(new Error("enough")));
    await expect(urlReader(origin, { signal: controller.signal })("model.json", 10)).rejects.toThrow(
      "enough",
    );
  });

  test("asks the given fetch in place of the platform's", async () => {
    const reader = urlReader("https://assets.local/m", {
      fetch: async (request) => new Response(request.url),
    });
    const bytes = await reader("model.json", 1000);
    expect(new TextDecoder().decode(bytes)).toBe("https://assets.local/m/model.json");
  });

  test("refuses a relative URL", () => {
    expect(() => urlReader("models/odd")).toThrow('the URL must be absolute, received "models/odd"');
  });
});
