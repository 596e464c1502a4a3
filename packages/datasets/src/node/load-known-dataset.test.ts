import { mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { LoadProgress } from "../dataset.ts";
import { datasetSha256 } from "../dataset-sha256.ts";
import { writeIdx } from "../idx/write-idx.ts";
import { type LoopbackServer, loopbackServer } from "../testing/loopback-server.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { tinyHeldOut, tinyKnown, tinyMirror, tinyTrain, writeTinyFolder } from "../testing/tiny-dataset.ts";
import { loadKnownDataset } from "./load-known-dataset.ts";

const names = [
  "train-images-idx3-ubyte.gz",
  "train-labels-idx1-ubyte.gz",
  "t10k-images-idx3-ubyte.gz",
  "t10k-labels-idx1-ubyte.gz",
];
const [trainImages = ""] = names;
/** Short waits, so that a test of retries takes milliseconds. */
const quick = { timeoutMs: 300, retryDelayMs: 5 };

/** What a mirror does with a request instead of answering it well; returns `well` to answer it well after all. */
type Trouble = (path: string, bytes: Uint8Array, response: ServerResponse, attempt: number) => unknown;
const well = Symbol("well");

async function mirror(trouble: Trouble = () => well): Promise<LoopbackServer> {
  const files = await tinyMirror();
  const attempts = new Map<string, number>();
  return await loopbackServer((path, response) => {
    const attempt = (attempts.get(path) ?? 0) + 1;
    attempts.set(path, attempt);
    const bytes = files.get(path);
    if (bytes === undefined) response.writeHead(404).end();
    else if (trouble(path, bytes, response, attempt) === well) {
      response.writeHead(200, { "content-length": bytes.length }).end(bytes);
    }
  });
}

async function expectTiny(loading: ReturnType<typeof loadKnownDataset>): Promise<void> {
  const known = await tinyKnown();
  expect(await loading).toEqual({
    name: "tiny",
    classes: ["cat", "dog", "owl"],
    train: tinyTrain,
    heldOut: tinyHeldOut,
    sha256: await datasetSha256(known.digests),
  });
}

describe("loadKnownDataset downloads", () => {
  test("the four files once, and takes them from the cache from then on", async () => {
    const [cacheDir, server] = [await temporaryFolder(), await mirror()];
    const known = await tinyKnown([server.url]);
    await expectTiny(loadKnownDataset(known, { cacheDir }));
    expect(server.requests).toEqual(names);
    expect((await readdir(join(cacheDir, "tiny"))).sort()).toEqual([...names].sort());
    await expectTiny(loadKnownDataset(known, { cacheDir }));
    expect(server.requests).toEqual(names);
  });

  test("the very bytes that the mirror has", async () => {
    const [cacheDir, server] = [await temporaryFolder(), await mirror()];
    await loadKnownDataset(await tinyKnown(), { cacheDir, mirrors: [server.url] });
    for (const [name, bytes] of await tinyMirror()) {
      expect(new Uint8Array(await readFile(join(cacheDir, "tiny", name)))).toEqual(bytes);
    }
  });

  test("from a mirror whose address lacks the slash at its end", async () => {
    const [cacheDir, server] = [await temporaryFolder(), await mirror()];
    await expectTiny(loadKnownDataset(await tinyKnown(), { cacheDir, mirrors: [server.url.slice(0, -1)] }));
  });

  test("only what the cache lacks", async () => {
    const [cacheDir, server] = [await temporaryFolder(), await mirror()];
    const dir = join(cacheDir, "tiny");
    await writeTinyFolder(dir, true, (name) => (name.startsWith("train") ? `${name}.gz` : "other"));
    await expectTiny(loadKnownDataset(await tinyKnown([server.url]), { cacheDir }));
    expect(server.requests).toEqual(names.slice(2));
  });

  test("again what is damaged in the cache", async () => {
    const [cacheDir, server] = [await temporaryFolder(), await mirror()];
    const known = await tinyKnown([server.url]);
    await loadKnownDataset(known, { cacheDir });
    const path = join(cacheDir, "tiny", trainImages);
    const whole = await readFile(path);
    await writeFile(path, whole.subarray(0, 20));
    // Whole in itself, but not the published one.
    await writeFile(
      join(cacheDir, "tiny", "t10k-labels-idx1-ubyte.gz"),
      await writeIdx({ dtype: "uint8", shape: [2], data: new Uint8Array([0, 0]) }, { gzip: true }),
    );
    await expectTiny(loadKnownDataset(known, { cacheDir }));
    expect(server.requests).toEqual([...names, trainImages, "t10k-labels-idx1-ubyte.gz"]);
    expect(await readFile(path)).toEqual(whole);
  });

  test("files that the server calls gzip-encoded, and keeps them under a name that fits", async () => {
    const cacheDir = await temporaryFolder();
    const server = await mirror((_, bytes, response) => {
      response.writeHead(200, { "content-encoding": "gzip", "content-length": bytes.length }).end(bytes);
    });
    const known = await tinyKnown([server.url]);
    await expectTiny(loadKnownDataset(known, { cacheDir }));
    expect(await readdir(join(cacheDir, "tiny"))).toContain("train-images-idx3-ubyte");
    await expectTiny(loadKnownDataset(known, { cacheDir }));
    expect(server.requests).toEqual(names);
  });

  test("with progress: name, bytes so far, bytes in all", async () => {
    const [cacheDir, server] = [await temporaryFolder(), await mirror()];
    const known = await tinyKnown([server.url]);
    const seen: LoadProgress[] = [];
    const onProgress = (progress: LoadProgress): number => seen.push(progress);
    await loadKnownDataset(known, { cacheDir, onProgress });
    for (const [file, { length }] of await tinyMirror()) {
      const ofFile = seen.filter((progress) => progress.file === file);
      expect(ofFile.at(0)).toEqual({ file, bytes: 0, total: length });
      expect(ofFile.at(-1)).toEqual({ file, bytes: length, total: length });
    }
    seen.length = 0;
    await loadKnownDataset(known, { cacheDir, onProgress });
    expect(seen.map(({ file, bytes, total }) => [file, bytes === total])).toEqual(
      names.map((name) => [name, true]),
    );
  });

  test("for several at the same time into one cache, without harm", async () => {
    const [cacheDir, server] = [await temporaryFolder(), await mirror()];
    const known = await tinyKnown([server.url]);
    await Promise.all([1, 2, 3, 4, 5].map(() => expectTiny(loadKnownDataset(known, { cacheDir }))));
    expect((await readdir(join(cacheDir, "tiny"))).sort()).toEqual([...names].sort());
  });

  test("and cleans up after a run that was killed, but not after one that is at work", async () => {
    const [cacheDir, server] = [await temporaryFolder(), await mirror()];
    const dir = join(cacheDir, "tiny");
    await mkdir(dir);
    const [old, young] = [`${trainImages}.1.unfinished`, `${trainImages}.2.unfinished`];
    for (const name of [old, young]) await writeFile(join(dir, name), "half");
    const hourAgo = Date.now() / 1000 - 3600;
    await utimes(join(dir, old), hourAgo, hourAgo);
    await expectTiny(loadKnownDataset(await tinyKnown([server.url]), { cacheDir }));
    expect((await readdir(dir)).sort()).toEqual([...names, young].sort());
  });
});

describe("loadKnownDataset, where the first mirror fails, tries it again or goes to the next", () => {
  const wrong = gzipSync(Buffer.from([0, 0, 8, 1, 0, 0, 0, 1, 7]));
  test.each<[string, number, Trouble, RegExp]>([
    ["answers 500", 3, (_, __, response) => response.writeHead(500).end(), /HTTP status 500, 3 times/],
    ["answers 429", 3, (_, __, response) => response.writeHead(429).end(), /HTTP status 429, 3 times/],
    ["answers 404", 1, (_, __, response) => response.writeHead(404).end(), /HTTP status 404$/m],
    [
      "sends less than it says",
      3,
      (_, bytes, response) => {
        response.writeHead(200, { "content-length": bytes.length });
        response.write(bytes.subarray(0, 20), () => response.destroy());
      },
      /the connection failed \(.+\), 3 times/,
    ],
    [
      "drops the connection",
      3,
      (_, __, response) => response.destroy(),
      /the connection failed \(.+\), 3 times/,
    ],
    [
      "sends a part as if it were the whole",
      1,
      (_, bytes, response) => response.end(bytes.subarray(0, -10)),
      /Cannot read the file that came: a gzip file must be whole/,
    ],
    [
      "sends a page",
      1,
      (_, __, response) => response.end("<!doctype html>"),
      /Cannot read the file that came: an IDX file starts with .+ received 3c 21 64 6f/,
    ],
    [
      "sends another array",
      1,
      (_, __, response) => response.end(wrong),
      /must have the SHA-256 [0-9a-f]{64}, received [0-9a-f]{64}\. The mirror is wrong/,
    ],
    ["never answers", 1, () => undefined, /nothing came for 300 ms/],
    [
      "stops in the middle",
      1,
      (_, bytes, response) => {
        response.writeHead(200, { "content-length": bytes.length }).write(bytes.subarray(0, 20));
      },
      /nothing came for 300 ms/,
    ],
    [
      "sends without end",
      1,
      (_, __, response) => {
        const piece = new Uint8Array(2 ** 20);
        const more = (): void => {
          while (!response.destroyed && response.write(piece));
        };
        response.writeHead(200).on("drain", more);
        more();
      },
      /may take 134217728 bytes, received more/,
    ],
  ])("%s (asked %d times)", async (_, times, trouble, reason) => {
    const cacheDir = await temporaryFolder();
    const bad = await mirror((path, ...rest) => (path === trainImages ? trouble(path, ...rest) : well));
    const good = await mirror();
    const known = await tinyKnown();
    // With the bad one alone: an error that says why, and an empty cache.
    const alone = await loadKnownDataset(known, { cacheDir, mirrors: [bad.url], ...quick }).catch(
      (error) => error,
    );
    expect(alone).toBeInstanceOf(Error);
    expect(alone.message).toMatch(
      /^Cannot download train-images-idx3-ubyte\.gz: one of the mirrors must deliver it/,
    );
    expect(alone.message).toMatch(reason);
    expect(alone.message).toContain(`${bad.url}${trainImages}: `);
    expect(alone.message).toContain(
      "Check the connection, or put the four files of tiny into a folder and name it as dataDir.",
    );
    expect(bad.requests).toEqual(new Array(times).fill(trainImages));
    expect(await readdir(cacheDir)).toEqual([]);
    // With a good one after it: the data, and whole files.
    await expectTiny(loadKnownDataset(known, { cacheDir, mirrors: [bad.url, good.url], ...quick }));
    expect(good.requests).toEqual([trainImages]);
    expect((await readdir(join(cacheDir, "tiny"))).sort()).toEqual([...names].sort());
  });

  test("recovers (asked twice)", async () => {
    const cacheDir = await temporaryFolder();
    const server = await mirror((_, __, response, attempt) => {
      if (attempt === 1) response.writeHead(503).end();
      return attempt === 1 ? undefined : well;
    });
    await expectTiny(loadKnownDataset(await tinyKnown(), { cacheDir, mirrors: [server.url], ...quick }));
    expect(server.requests).toEqual(names.flatMap((name) => [name, name]));
  });

  test("is slow but never silent: it is waited for, longer than the time-out in all", async () => {
    const cacheDir = await temporaryFolder();
    const server = await mirror((path, bytes, response) => {
      if (path !== trainImages) return well;
      response.writeHead(200, { "content-length": bytes.length });
      let sent = 0;
      const timer = setInterval(() => {
        response.write(bytes.subarray(sent, sent + 5));
        sent += 5;
        if (sent < bytes.length) return;
        clearInterval(timer);
        response.end();
      }, 50);
    });
    const pieces = Math.ceil(((await tinyMirror()).get(trainImages)?.length ?? 0) / 5);
    expect(pieces * 50).toBeGreaterThan(quick.timeoutMs);
    await expectTiny(loadKnownDataset(await tinyKnown(), { cacheDir, mirrors: [server.url], ...quick }));
    expect(server.requests).toEqual(names);
  });

  test("cannot be reached, nor the next: an error that names both", async () => {
    const cacheDir = await temporaryFolder();
    // Port 9 of this machine: nobody listens there.
    const mirrors = ["http://127.0.0.1:9/a/", "http://127.0.0.1:9/b/"];
    const error = await loadKnownDataset(await tinyKnown(), { cacheDir, mirrors, ...quick }).catch(
      (thrown) => thrown,
    );
    expect(error.message).toContain(
      "http://127.0.0.1:9/a/train-images-idx3-ubyte.gz: the connection failed (",
    );
    expect(error.message).toContain(
      "http://127.0.0.1:9/b/train-images-idx3-ubyte.gz: the connection failed (",
    );
  });

  test("is not there at all: no mirrors", async () => {
    const cacheDir = await temporaryFolder();
    await expect(loadKnownDataset(await tinyKnown(), { cacheDir, mirrors: [] })).rejects.toThrow(
      "one of the mirrors must deliver it, received no mirrors",
    );
  });
});

describe("loadKnownDataset stops", () => {
  test.each<[string, Trouble]>([
    ["while nothing comes", () => undefined],
    [
      "in the middle of a file",
      (_, bytes, response) => {
        response.writeHead(200, { "content-length": bytes.length }).write(bytes.subarray(0, 20));
      },
    ],
    ["while it waits to try again", (_, __, response) => response.writeHead(500).end()],
  ])("at a signal %s, with its reason and an empty cache", async (_, trouble) => {
    const [cacheDir, server] = [await temporaryFolder(), await mirror(trouble)];
    const controller = new AbortController();
    const reason = new Error("enough");
    const loading = loadKnownDataset(await tinyKnown(), {
      cacheDir,
      mirrors: [server.url],
      timeoutMs: 60_000,
      retryDelayMs: 60_000,
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(reason), 100);
    await expect(loading).rejects.toBe(reason);
    expect(server.requests).toHaveLength(1);
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test("at a signal between two files, and goes on from there the next time", async () => {
    const [cacheDir, server] = [await temporaryFolder(), await mirror()];
    const known = await tinyKnown([server.url]);
    const controller = new AbortController();
    const onProgress = ({ file }: LoadProgress): void => {
      if (file.startsWith("t10k")) controller.abort();
    };
    const loading = loadKnownDataset(known, { cacheDir, onProgress, signal: controller.signal });
    await expect(loading).rejects.toThrow("aborted");
    expect((await readdir(join(cacheDir, "tiny"))).sort()).toEqual(names.slice(0, 2).sort());
    await expectTiny(loadKnownDataset(known, { cacheDir }));
    expect(server.requests).toEqual([...names.slice(0, 3), ...names.slice(2)]);
  });

  test("where onProgress throws, with that error and no second try", async () => {
    const [cacheDir, server] = [await temporaryFolder(), await mirror()];
    const known = await tinyKnown([server.url, server.url]);
    const mine = new Error("mine");
    const onProgress = (): never => {
      throw mine;
    };
    await expect(loadKnownDataset(known, { cacheDir, onProgress })).rejects.toBe(mine);
    expect(server.requests).toEqual([trainImages]);
    await loadKnownDataset(known, { cacheDir });
    await expect(loadKnownDataset(known, { cacheDir, onProgress })).rejects.toBe(mine);
    expect((await readdir(join(cacheDir, "tiny"))).sort()).toEqual([...names].sort());
  });
});

describe("loadKnownDataset refuses", () => {
  test("a cache that cannot be written, and says what to do", async () => {
    const [cacheDir, server] = [join(await temporaryFolder(), "file"), await mirror()];
    await writeFile(cacheDir, "not a folder");
    await expect(loadKnownDataset(await tinyKnown([server.url]), { cacheDir })).rejects.toThrow(
      /^Cannot keep train-images-idx3-ubyte\.gz in the cache: .+ must be a folder that can be written to, received ".+"; choose another with cacheDir or PROJ_CACHE_DIR$/,
    );
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("a timeoutMs of %d", async (timeoutMs) => {
    await expect(loadKnownDataset(await tinyKnown(), { timeoutMs })).rejects.toThrow(
      `Cannot load tiny: timeoutMs must be from 1 to 2147483647 milliseconds, received ${timeoutMs}`,
    );
  });
});

describe("loadKnownDataset with a folder", () => {
  test("takes the files there, and asks no mirror", async () => {
    const [dataDir, server] = [await temporaryFolder(), await mirror()];
    await writeTinyFolder(dataDir, false);
    await expectTiny(loadKnownDataset(await tinyKnown([server.url]), { dataDir }));
    expect(server.requests).toEqual([]);
  });

  test("never deletes a file there that is not the published one", async () => {
    const dataDir = await temporaryFolder();
    await writeTinyFolder(dataDir, false);
    const path = join(dataDir, "t10k-labels-idx1-ubyte");
    await writeFile(path, (await readFile(path)).fill(1, 9));
    await expect(loadKnownDataset(await tinyKnown(), { dataDir })).rejects.toThrow(
      `Cannot take ${path} as t10k-labels-idx1-ubyte of tiny: its uncompressed content must have the SHA-256`,
    );
    expect(await readdir(dataDir)).toHaveLength(4);
  });
});
