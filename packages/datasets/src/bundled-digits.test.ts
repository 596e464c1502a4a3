import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { bundledDigitFiles, loadBundledDigits } from "./bundled-digits.ts";
import type { LoadProgress } from "./dataset.ts";
import { readIdx } from "./idx/read-idx.ts";
import { loopbackServer } from "./testing/loopback-server.ts";

const dataFile = (name: string): URL => new URL(`../data/${name}`, import.meta.url);

describe("the bundled files", () => {
  test.each(Object.values(bundledDigitFiles))("$name has the pinned content", async ({ name, sha256 }) => {
    const { gunzipSync } = await import("node:zlib");
    const content = gunzipSync(await readFile(dataFile(name)));
    expect(createHash("sha256").update(content).digest("hex")).toBe(sha256);
  });

  test("take less than 1.7 MB together", async () => {
    const sizes = await Promise.all(
      Object.values(bundledDigitFiles).map(async ({ name }) => (await stat(dataFile(name))).size),
    );
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(1.7e6);
  });
});

describe("loadBundledDigits", () => {
  const counts = (labels: Uint8Array): number[] =>
    Array.from({ length: 10 }, (_, digit) => labels.filter((label) => label === digit).length);

  test("has 10,000 images of ten digits, and holds out every tenth of each", async () => {
    const { name, classes, train, heldOut } = await loadBundledDigits();
    expect(name).toBe("digits");
    expect(classes).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    const all = [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978];
    const held = all.map((count) => Math.floor(count / 10));
    expect(counts(heldOut.labels)).toEqual(held);
    expect(counts(train.labels)).toEqual(all.map((count, digit) => count - (held[digit] ?? 0)));
    expect([train.count, heldOut.count]).toEqual([9003, 997]);
    for (const { images, labels, count, imageShape } of [train, heldOut]) {
      expect(imageShape).toEqual([28, 28]);
      expect(images).toHaveLength(count * 28 * 28);
      expect(labels).toHaveLength(count);
    }
  });

  test("takes the images in the order of the file", async () => {
    const { train, heldOut } = await loadBundledDigits();
    const whole = await readIdx(await readFile(dataFile(bundledDigitFiles.images.name)));
    const image = (index: number): number[] => [...whole.data.subarray(index * 784, (index + 1) * 784)];
    expect([...heldOut.images.subarray(0, 784)]).toEqual(image(9));
    expect([...heldOut.images.subarray(784, 2 * 784)]).toEqual(image(19));
    expect([...train.images.subarray(8 * 784, 9 * 784)]).toEqual(image(8));
    expect([...train.images.subarray(9 * 784, 10 * 784)]).toEqual(image(10));
    // There are 1,001 zeros, so that 100 of them are held out, and the tenth one is image 1001 + 9.
    expect([...heldOut.images.subarray(100 * 784, 101 * 784)]).toEqual(image(1010));
  });

  test("never changes its hash", async () => {
    const { sha256 } = await loadBundledDigits();
    expect(sha256).toBe("80ca7840390df9a8b86a32e7e6526a5816cea998299eeeaea99ac42a939eeb19");
  });

  test("tells its progress file by file", async () => {
    const seen: LoadProgress[] = [];
    await loadBundledDigits({ onProgress: (progress) => seen.push(progress) });
    const { size } = await stat(dataFile(bundledDigitFiles.images.name));
    expect(seen).toHaveLength(2);
    expect(seen).toContainEqual({ file: bundledDigitFiles.images.name, bytes: size, total: size });
  });

  test("stops at a signal, with its reason", async () => {
    const reason = new Error("enough");
    await expect(loadBundledDigits({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe("loadBundledDigits over HTTP", () => {
  /** Lets the package lie on a server for the test that runs: without a file reader, and `fetch` sent to the server. */
  function serveFrom(url: string): void {
    vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined);
    const realFetch = globalThis.fetch;
    vi.spyOn(globalThis, "fetch").mockImplementation((input, init) =>
      realFetch(new URL(String(input).split("/").at(-1) ?? "", url), init),
    );
    onTestFinished(() => {
      vi.restoreAllMocks();
    });
  }

  test("loads what a server sends, and tells how far it is", async () => {
    const server = await loopbackServer(async (path, response) => {
      const bytes = await readFile(dataFile(path));
      response.writeHead(200, { "content-length": bytes.length }).end(bytes);
    });
    serveFrom(server.url);
    const seen: LoadProgress[] = [];
    const { train } = await loadBundledDigits({ onProgress: (progress) => seen.push(progress) });
    expect(train.count).toBe(9003);
    expect([...server.requests].sort()).toEqual([
      bundledDigitFiles.images.name,
      bundledDigitFiles.labels.name,
    ]);
    const { size } = await stat(dataFile(bundledDigitFiles.images.name));
    const images = seen.filter(({ file }) => file === bundledDigitFiles.images.name);
    expect(images.length).toBeGreaterThan(2);
    expect(images.every(({ total }) => total === size)).toBe(true);
    expect(images.at(-1)?.bytes).toBe(size);
  });

  test("takes files that the server calls gzip-encoded, which arrive uncompressed", async () => {
    const server = await loopbackServer(async (path, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(await readFile(dataFile(path)));
    });
    serveFrom(server.url);
    expect((await loadBundledDigits()).heldOut.count).toBe(997);
  });

  test.each<[string, (bytes: Buffer) => { status: number; body: Buffer }, RegExp]>([
    [
      "is missing",
      () => ({ status: 404, body: Buffer.from("no") }),
      /Cannot load the bundled digits: .*digits-.* must be readable, received "HTTP status 404"/,
    ],
    [
      "is cut short",
      (bytes) => ({ status: 200, body: bytes.subarray(0, -20) }),
      /Cannot read digits-.*\.gz: a gzip file must be whole/,
    ],
    [
      "is a page instead",
      () => ({ status: 200, body: Buffer.from("<!doctype html>") }),
      /Cannot read digits-.*: an IDX file starts with .* received 3c 21 64 6f/,
    ],
    [
      "is another array",
      () => ({ status: 200, body: Buffer.from([0, 0, 8, 1, 0, 0, 0, 1, 5]) }),
      /the content of digits-.* must have the SHA-256 [0-9a-f]{64}, received [0-9a-f]{64}; install the package again/,
    ],
  ])("says so where a file %s", async (_, change, message) => {
    const server = await loopbackServer(async (path, response) => {
      const { status, body } = change(await readFile(dataFile(path)));
      response.writeHead(status).end(body);
    });
    serveFrom(server.url);
    await expect(loadBundledDigits()).rejects.toThrow(message);
  });
});
