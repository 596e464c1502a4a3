import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readIdx } from "./read-idx.ts";
import { writeIdx } from "./write-idx.ts";

/** A file written by hand: uint8 of shape [2, 3]. */
const twoByThree = new Uint8Array([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 10, 20, 30, 40, 50, 60]);

const header = (code: number, ...shape: number[]): number[] => [
  ...[0, 0, code, shape.length],
  ...shape.flatMap((dimension) => [dimension >>> 24, dimension >>> 16, dimension >>> 8, dimension]),
];

describe("readIdx reads bytes written by hand", () => {
  test.each([
    ["uint8", [0, 0, 0x08, 1, 0, 0, 0, 2, 0, 255], new Uint8Array([0, 255])],
    ["int8", [0, 0, 0x09, 1, 0, 0, 0, 2, 127, 128], new Int8Array([127, -128])],
    ["int16", [0, 0, 0x0b, 1, 0, 0, 0, 2, 1, 2, 255, 254], new Int16Array([258, -2])],
    ["int32", [0, 0, 0x0c, 1, 0, 0, 0, 2, 1, 2, 3, 4, 255, 255, 255, 254], new Int32Array([16909060, -2])],
    [
      "float32",
      [0, 0, 0x0d, 1, 0, 0, 0, 2, 0x3f, 0xc0, 0, 0, 0xff, 0x80, 0, 0],
      new Float32Array([1.5, -Infinity]),
    ],
    ["float64", [0, 0, 0x0e, 1, 0, 0, 0, 1, 0xc0, 0x04, 0, 0, 0, 0, 0, 0], new Float64Array([-2.5])],
  ])("%s, big-endian", async (dtype, bytes, data) => {
    expect(await readIdx(new Uint8Array(bytes))).toEqual({ dtype, shape: [data.length], data });
  });

  test("a single number of rank 0", async () => {
    const array = await readIdx(new Uint8Array([0, 0, 0x0b, 0, 1, 0]));
    expect(array).toEqual({ dtype: "int16", shape: [], data: new Int16Array([256]) });
  });

  test("an array of 255 dimensions", async () => {
    const shape = Array.from({ length: 255 }, (_, axis) => (axis === 100 ? 2 : 1));
    const array = await readIdx(new Uint8Array([...header(8, ...shape), 5, 6]));
    expect(array).toEqual({ dtype: "uint8", shape, data: new Uint8Array([5, 6]) });
  });

  test("an empty array, even beside dimensions whose product no number holds", async () => {
    const shape = [...new Array(200).fill(2 ** 32 - 1), 0];
    const array = await readIdx(new Uint8Array(header(8, ...shape)));
    expect(array).toEqual({ dtype: "uint8", shape, data: new Uint8Array(0) });
  });

  test("a view that starts inside a larger buffer, without sharing its memory", async () => {
    const buffer = Buffer.concat([Buffer.from([9, 9, 9]), twoByThree, Buffer.from([9])]);
    const { data } = await readIdx(buffer.subarray(3, 3 + twoByThree.length));
    buffer.fill(0);
    expect([...data]).toEqual([10, 20, 30, 40, 50, 60]);
  });
});

describe("readIdx reads gzip", () => {
  test("with the file's name and time in its header, as the published files have them", async () => {
    const packed = gzipSync(twoByThree);
    const file = Buffer.concat([packed.subarray(0, 10), Buffer.from("two-by-three\0"), packed.subarray(10)]);
    file.set([0b01000, 1, 2, 3, 4], 3);
    expect((await readIdx(file)).data).toEqual(new Uint8Array([10, 20, 30, 40, 50, 60]));
  });

  test("of an array longer than one piece of the stream", async () => {
    const data = Int32Array.from({ length: 300_000 }, (_, index) => (index * 2654435761) | 0);
    const file = gzipSync(await writeIdx({ dtype: "int32", shape: [3, 100_000], data }));
    const array = await readIdx(file);
    expect(array.shape).toEqual([3, 100_000]);
    expect(Buffer.compare(Buffer.from(array.data.buffer), Buffer.from(data.buffer))).toBe(0);
  });

  test("of an array that is empty", async () => {
    expect((await readIdx(gzipSync(new Uint8Array(header(8, 0, 28))))).shape).toEqual([0, 28]);
  });
});

describe("readIdx refuses", () => {
  const name = "train.idx";
  test.each<[string, Uint8Array, string]>([
    ["no bytes at all", new Uint8Array(0), "received 0 bytes; the file is empty or cut short"],
    ["a header cut short", twoByThree.subarray(0, 9), "received 9 bytes; the file is empty or cut short"],
    [
      "a wrong magic number",
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0]),
      "starts with 00 00 and then 08, 09, 0b, 0c, 0d or 0e, received 89 50 4e 47",
    ],
    ["an unknown element type", new Uint8Array([0, 0, 0x0a, 1, 0, 0, 0, 0]), "received 00 00 0a 01"],
    [
      "fewer bytes than the header promises",
      twoByThree.subarray(0, 17),
      "its header promises 18 bytes (12 of header, then uint8 [2, 3]), received 17; the file is cut short",
    ],
    [
      "more bytes than the header promises",
      new Uint8Array([...twoByThree, 0]),
      "its header promises 18 bytes (12 of header, then uint8 [2, 3]), received 19; other bytes follow the array",
    ],
    [
      "more than the limit",
      new Uint8Array(header(0x0e, 2 ** 16, 2 ** 16)),
      "may take 1073741824 bytes uncompressed, received a header that promises 34359738380 bytes",
    ],
    [
      "a size that no number holds",
      new Uint8Array(header(8, ...new Array(255).fill(2 ** 32 - 1))),
      "promises Infinity bytes",
    ],
    [
      "gzip of fewer bytes than the header promises",
      gzipSync(twoByThree.subarray(0, 17)),
      "its header promises 18 bytes (12 of header, then uint8 [2, 3]), received 17; the file is cut short",
    ],
    [
      "gzip of more bytes than the header promises",
      gzipSync(new Uint8Array([...twoByThree, 0])),
      "received at least 19; other bytes follow the array",
    ],
    [
      "gzip of more bytes than the header promises, which comes in many pieces",
      gzipSync(Buffer.concat([Buffer.from(header(8, 100_000)), Buffer.alloc(150_000)])),
      "other bytes follow the array",
    ],
    [
      "gzip of fewer bytes than the header promises, which comes in many pieces",
      gzipSync(Buffer.concat([Buffer.from(header(8, 150_000)), randomBytes(100_000)])),
      "(8 of header, then uint8 [150000]), received 100008; the file is cut short",
    ],
    ["gzip of something else", gzipSync(Buffer.from("hello")), "received 68 65 6c 6c"],
    ["gzip of nothing", gzipSync(new Uint8Array(0)), "received 0 bytes; the file is empty or cut short"],
  ])("%s", async (_, bytes, message) => {
    const error = await readIdx(bytes, { name }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toContain(`Cannot read ${name}: `);
    expect(String(error)).toContain(message);
  });

  test("a limit of one's own", async () => {
    await expect(readIdx(twoByThree, { maxBytes: 17 })).rejects.toThrow(
      "Cannot read the IDX file: an IDX file may take 17 bytes uncompressed",
    );
    expect((await readIdx(twoByThree, { maxBytes: 18 })).shape).toEqual([2, 3]);
  });
});

describe("readIdx refuses damaged gzip", () => {
  const whole = new Uint8Array(gzipSync(twoByThree));
  const changed = (index: number, change: number): Uint8Array =>
    whole.with(index < 0 ? whole.length + index : index, change);

  test.each<[string, Uint8Array]>([
    ["a broken checksum", changed(-8, (whole.at(-8) ?? 0) ^ 1)],
    ["a broken length", changed(-4, 19)],
    ["a compression method that there is not", changed(2, 9)],
    ["damaged data", changed(10, 0xff)],
    ["half a trailer", whole.subarray(0, -4)],
    ["half the data", whole.subarray(0, 20)],
    ["a header and no more", whole.subarray(0, 10)],
    ["bytes after its end", new Uint8Array([...whole, 1, 2, 3])],
  ])("%s", async (_, bytes) => {
    await expect(readIdx(bytes, { name: "labels.gz" })).rejects.toThrow(
      /^Cannot read labels\.gz: a gzip file must be whole and match its checksum, received ".+"\. The file is damaged, cut short or followed by other bytes; get it again$/,
    );
  });

  test("the same file twice over", async () => {
    await expect(readIdx(new Uint8Array([...whole, ...whole]))).rejects.toThrow(
      /^Cannot read the IDX file: /,
    );
  });

  test("any one flipped bit of the data and the trailer: an error, or a bit that says nothing, never a wrong array", async () => {
    const data = new Uint8Array(64).map((_, index) => index * index);
    const packed = new Uint8Array(gzipSync(await writeIdx({ dtype: "uint8", shape: [8, 8], data })));
    const bits = 8 * (packed.length - 10);
    let errors = 0;
    for (let bit = 8 * 10; bit < 8 * packed.length; bit++) {
      const flipped = packed.slice();
      flipped[bit >> 3] = (packed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await readIdx(flipped).then(
        (array) => expect(array.data, `bit ${bit}`).toEqual(data),
        () => errors++,
      );
    }
    // Only what fills up the last byte of the compressed data may be ignored: at most 7 bits.
    expect(errors).toBeGreaterThanOrEqual(bits - 7);
  });
});

describe("readIdx stops a gzip bomb early", () => {
  const limit = 64 * 2 ** 20;
  /** The most memory in array buffers while a function runs, above what there was before. */
  async function peakOf(run: () => Promise<unknown>): Promise<number> {
    const before = process.memoryUsage().arrayBuffers;
    let peak = 0;
    const timer = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
    }, 1);
    try {
      await run();
    } finally {
      clearInterval(timer);
    }
    return peak;
  }

  test("that promises little and holds much: 256 MiB of zeros in a quarter of a megabyte", async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from(header(8, 4)), Buffer.alloc(256 * 2 ** 20)]));
    const peak = await peakOf(() => expect(readIdx(bomb)).rejects.toThrow("other bytes follow the array"));
    expect(peak).toBeLessThan(limit);
  });

  test("that promises much and holds little, before any memory is taken", async () => {
    const file = gzipSync(new Uint8Array([...header(8, 2 ** 29), 1, 2, 3]));
    const peak = await peakOf(() =>
      expect(readIdx(file)).rejects.toThrow(/received at most \d+; the file is cut short/),
    );
    expect(peak).toBeLessThan(limit);
  });

  test("that promises and holds more than the limit", async () => {
    const bomb = gzipSync(
      Buffer.concat([Buffer.from(header(8, 256 * 2 ** 20)), Buffer.alloc(256 * 2 ** 20)]),
    );
    const peak = await peakOf(() =>
      expect(readIdx(bomb, { maxBytes: 2 ** 20 })).rejects.toThrow("may take 1048576 bytes uncompressed"),
    );
    expect(peak).toBeLessThan(limit);
  });
});
