import type { Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { crc32, deflateSync, gzipSync } from "node:zlib";
import { modelName } from "../serve/trained-digits.ts";
import { head, post, type Talk } from "./talk.ts";

const predict = `/v1/models/${modelName}:predict`;
const json = { "Content-Type": "application/json" };
const half = '{"instances": [[0, 0, 0';

/** What a client does that does not behave. */
export interface HostileTalk {
  readonly talk: Talk;
  /** The statuses that it may get: 0 is no answer. */
  readonly statuses: readonly number[];
  /** How many do that at the same time. Default 1. */
  readonly clients?: number;
}

/** What clients do that do not behave, by name. */
export const hostileTalks: Readonly<Record<string, HostileTalk>> = {
  "leaves in the middle of its body": {
    talk: async (socket) => {
      socket.write(head(predict, { ...json, "Content-Length": 5000 }) + half);
      await setTimeout(50);
      socket.destroy();
    },
    statuses: [0],
  },
  "leaves before its answer": {
    talk: async (socket) => {
      const body = JSON.stringify({ instances: [new Array(784).fill(0)] });
      socket.end(head(predict, { ...json, "Content-Length": body.length }) + body);
      await setTimeout(1);
      socket.destroy();
    },
    statuses: [0, 200, 429],
  },
  trickles: {
    talk: async (socket) => {
      socket.write(head(predict, { ...json, "Content-Length": 5000 }) + half);
      await writeSlowly(socket, " ", 500);
    },
    statuses: [0, 408, 429],
    clients: 10,
  },
  "trickles its headers": {
    talk: async (socket) => {
      socket.write(`POST ${predict} HTTP/1.1\r\nHost: a\r\n`);
      await writeSlowly(socket, "X-A: 1\r\n", 500);
    },
    statuses: [0, 408],
    clients: 5,
  },
  "says nothing": {
    talk: async (socket) => {
      await setTimeout(3000);
      socket.destroy();
    },
    statuses: [0],
  },
  "sends too much, and says so": {
    talk: async (socket) => {
      socket.write(head(predict, { ...json, "Content-Length": 1e9 }));
      await writeMuch(socket, (bytes) => bytes);
    },
    statuses: [0, 413, 429],
  },
  "sends too much, in pieces": {
    talk: async (socket) => {
      socket.write(head(predict, { ...json, "Transfer-Encoding": "chunked" }));
      await writeMuch(socket, (bytes) => `${bytes.length.toString(16)}\r\n${bytes}\r\n`);
    },
    statuses: [0, 413, 429],
  },
  "sends a zip bomb": {
    talk: post(predict, gzipSync(Buffer.alloc(100_000_000, " ")), { ...json, "Content-Encoding": "gzip" }),
    statuses: [413, 429],
  },
  "sends a picture that unfolds to 100 MB": {
    talk: post("/predict", pictureBomb(), { "Content-Type": "image/png" }),
    statuses: [400, 413, 429],
  },
  "nests arrays a million deep": { talk: post(predict, "[".repeat(1e6), json), statuses: [400, 429] },
  "sends half of its JSON": { talk: post(predict, half, json), statuses: [400, 429] },
  "sends numbers that are none": {
    talk: post(predict, '{"instances": [[NaN, 1e999]]}', json),
    statuses: [400, 429],
  },
  "sends a damaged picture": {
    talk: post("/predict", pictureBomb().subarray(0, 60), { "Content-Type": "image/png" }),
    statuses: [400, 429],
  },
  "floods its headers": {
    talk: (socket) => {
      const flood = Object.fromEntries(
        Array.from({ length: 3000 }, (_, index) => [`X-${index}`, "x".repeat(20)]),
      );
      socket.write(head(predict, flood));
    },
    statuses: [0, 431],
  },
  "tries paths": {
    talk: post("/v1/models/..%2f..%2f..%2fetc%2fpasswd:predict", '{"instances": [[1]]}', json),
    statuses: [404, 429],
  },
  "tries versions": {
    talk: post(`/v1/models/${modelName}/versions/..%2f1:predict`, '{"instances": [[1]]}', json),
    statuses: [400, 404, 429],
  },
  "speaks no HTTP": {
    talk: (socket) => void socket.write("\u0016\u0003\u0001 hello\r\n\r\n"),
    statuses: [0, 400],
  },
};

async function writeSlowly(socket: Socket, text: string, ms: number): Promise<void> {
  while (socket.writable) {
    await setTimeout(ms);
    socket.write(text);
  }
}

/** Writes 40 MB, unless it is stopped before. */
async function writeMuch(socket: Socket, wrap: (bytes: string) => string): Promise<void> {
  const piece = wrap("1,".repeat(50_000));
  for (let count = 0; count < 400 && socket.writable; count++) {
    // Whoever does not read is not written to for ever.
    if (!socket.write(piece)) {
      await Promise.race([new Promise((resolve) => socket.once("drain", resolve)), setTimeout(1000)]);
    }
  }
  socket.destroySoon();
}

/** A PNG of 2 x 2 pixels by its header, whose data unfolds to 100 MB. */
function pictureBomb(): Buffer {
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 0, 0, 0, 0]);
  const chunk = (type: string, content: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type), content]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  return Buffer.concat([
    Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.alloc(100_000_000))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
