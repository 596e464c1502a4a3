import { deflateSync } from "node:zlib";
import type { Picture } from "@proj/model";
import { encode } from "fast-png";
import { describe, expect, test } from "vitest";
import { createGate } from "../prediction/gate.ts";
import { readPicture } from "./read-picture.ts";
import { chunk, type PngFile, pngFile } from "./testing/png-file.ts";

/** Samples without a pattern that a filter or a wrong row would leave alone. */
function samples(count: number, bitDepth: number): number[] {
  let state = 1;
  return Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return state % 2 ** bitDepth;
  });
}

/** 13 x 9 pixels: rows that end inside a byte, every pass of an interlaced picture, every filter. */
function picture(colorType: number, bitDepth: number, channels: number): PngFile {
  return {
    width: 13,
    height: 9,
    colorType,
    bitDepth,
    samples: samples(13 * 9 * channels, bitDepth),
    filters: [0, 1, 2, 3, 4, 4, 3, 2, 1],
    dataChunks: 3,
  };
}

const gate = createGate(2 ** 20, 1000);

/** A grey picture of 2 x 2. */
const small: PngFile = { width: 2, height: 2, colorType: 0, bitDepth: 8, samples: [0, 1, 2, 3] };

describe("readPicture", () => {
  describe.each([false, true])("with interlacing %s", (isInterlaced) => {
    test.each([
      ["grey", 0, 1, 1],
      ["grey", 0, 2, 1],
      ["grey", 0, 4, 1],
      ["grey", 0, 8, 1],
      ["grey", 0, 16, 1],
      ["grey and alpha", 4, 8, 2],
      ["grey and alpha", 4, 16, 2],
      ["colours", 2, 8, 3],
      ["colours", 2, 16, 3],
      ["colours and alpha", 6, 8, 4],
      ["colours and alpha", 6, 16, 4],
    ] as const)("reads %s (type %i) of %i bits", async (_, colorType, bitDepth, channels) => {
      const file = { ...picture(colorType, bitDepth, channels), isInterlaced };
      const { data, ...rest } = await readPicture(pngFile(file), "x.png", 2 ** 20, gate);
      expect(rest).toEqual({ width: 13, height: 9, channels, bitDepth });
      expect([...data]).toEqual(file.samples);
      expect(data).toBeInstanceOf(bitDepth === 16 ? Uint16Array : Uint8Array);
    });

    test.each([1, 2, 4, 8])("reads a palette of %i bits, with and without alpha", async (bitDepth) => {
      const file = { ...picture(3, bitDepth, 1), isInterlaced };
      const entries = Array.from({ length: 2 ** bitDepth }, (_, i) => [i, 255 - i, (i * 7) % 256]);
      const colors = chunk("PLTE", entries.flat());
      const opaque = await readPicture(pngFile({ ...file, before: [colors] }), "x.png", 2 ** 20, gate);
      expect([opaque.channels, opaque.bitDepth]).toEqual([3, 8]);
      expect([...opaque.data]).toEqual(
        [...Array.from(file.samples)].flatMap((index) => entries[index] ?? []),
      );

      // Alpha for the first entry alone: the others are opaque.
      const mixed = await readPicture(
        pngFile({ ...file, before: [colors, chunk("tRNS", [9])] }),
        "x.png",
        2 ** 20,
        gate,
      );
      expect([mixed.channels, mixed.bitDepth]).toEqual([4, 8]);
      expect([...mixed.data]).toEqual(
        [...Array.from(file.samples)].flatMap((index) => [...(entries[index] ?? []), index === 0 ? 9 : 255]),
      );
    });

    test.each([
      [1, 1],
      [2, 2],
      [4, 5],
      [8, 77],
      [16, 0x1234],
    ])("makes one grey of %i bits transparent", async (bitDepth, grey) => {
      const values = samples(13 * 9, bitDepth);
      values[5] = grey;
      const before = [chunk("tRNS", [grey >> 8, grey & 255])];
      const file = { ...picture(0, bitDepth, 1), samples: values, before, isInterlaced };
      const { data, channels } = await readPicture(pngFile(file), "x.png", 2 ** 20, gate);
      expect(channels).toBe(2);
      expect([...data]).toEqual(values.flatMap((each) => [each, each === grey ? 0 : 2 ** bitDepth - 1]));
    });

    test("makes one colour transparent, and not those that share a part of it", async () => {
      const colors = [
        [1, 2, 3],
        [1, 2, 4],
        [0, 2, 3],
        [1, 2, 3],
      ];
      const before = [chunk("tRNS", [0, 1, 0, 2, 0, 3])];
      const file = {
        width: 4,
        height: 1,
        colorType: 2,
        bitDepth: 8,
        samples: colors.flat(),
        before,
        isInterlaced,
      };
      const { data } = await readPicture(pngFile(file), "x.png", 2 ** 20, gate);
      expect([...data]).toEqual([1, 2, 3, 0, 1, 2, 4, 255, 0, 2, 3, 255, 1, 2, 3, 0]);
    });
  });

  test("reads what another encoder wrote", async () => {
    const data = Uint8Array.from(samples(20 * 30 * 4, 8));
    const bytes = encode({ width: 20, height: 30, channels: 4, depth: 8, data, text: { Title: "Four" } });
    const expected: Picture = { width: 20, height: 30, channels: 4, bitDepth: 8, data };
    expect(await readPicture(bytes, "x.png", 2 ** 20, gate)).toEqual(expected);
  });

  test("reads a picture in the middle of a larger buffer", async () => {
    const bytes = pngFile(small);
    const within = Buffer.concat([Buffer.alloc(5), bytes, Buffer.alloc(9)]).subarray(5, 5 + bytes.length);
    expect([...(await readPicture(within, "x.png", 2 ** 20, gate)).data]).toEqual([0, 1, 2, 3]);
  });

  test("leaves out what does not decide the pixels, however odd", async () => {
    const bomb = deflateSync(Buffer.alloc(50_000_000));
    const before = [
      chunk("iCCP", [...Buffer.from("x\0\0", "latin1"), ...bomb]),
      chunk("tEXt", Buffer.from("no keyword")),
      chunk("gAMA", [0, 0, 0, 1]),
      chunk("quIt", []),
    ];
    const { data } = await readPicture(
      pngFile({ ...small, before, after: [chunk("tIME", [1])] }),
      "x.png",
      2 ** 20,
      gate,
    );
    expect([...data]).toEqual([0, 1, 2, 3]);
  });

  test.each<[string, Uint8Array, string]>([
    ["a GIF", Buffer.from("GIF89a"), "it must be a PNG or a JPEG picture, received GIF"],
    ["a WebP", Buffer.from("RIFF....WEBP"), "it must be a PNG or a JPEG picture, received WebP"],
    ["a BMP", Buffer.from("BM......"), "it must be a PNG or a JPEG picture, received BMP"],
    ["784 raw bytes", new Uint8Array(784), "it must be a PNG or a JPEG picture, received another format"],
    ["nothing", new Uint8Array(0), "it must be a PNG or a JPEG picture, received nothing"],
    ["a text", Buffer.from("hello"), "it must be a PNG or a JPEG picture, received another format"],
  ])("refuses %s by its name", async (_, bytes, message) => {
    const reading = readPicture(bytes, "four.png", 2 ** 20, gate);
    await expect(reading).rejects.toMatchObject({ status: 400, message: `Cannot read four.png: ${message}` });
  });

  test.each<[string, Buffer, string]>([
    [
      "more pixels than are allowed",
      pngFile({ ...small, width: 1025, height: 1024, compressed: new Uint8Array(0) }),
      "it must have at most 1048576 pixels, received 1025 x 1024",
    ],
    [
      "a bomb",
      pngFile({ ...small, compressed: deflateSync(Buffer.alloc(1_000_000)) }),
      "its pixels must inflate to 6 bytes, received more",
    ],
    [
      "a picture that is cut off",
      pngFile(small).subarray(0, 50),
      "it is cut off: its last chunk must be IEND, received the end after 50 bytes",
    ],
    [
      "an unknown filter",
      pngFile({ ...small, filters: [9] }),
      "its rows must have a filter from 0 to 4, received 9",
    ],
    [
      "a palette that is missing",
      pngFile({ ...small, colorType: 3 }),
      "its pixels must name one of the palette's 0 colours, received 0",
    ],
    [
      "an index beyond the palette",
      pngFile({ ...small, colorType: 3, before: [chunk("PLTE", [1, 2, 3, 4, 5, 6])] }),
      "its pixels must name one of the palette's 2 colours, received 2",
    ],
    [
      "a palette that ends inside a colour",
      pngFile({ ...small, colorType: 3, before: [chunk("PLTE", [1, 2])] }),
      "its palette must hold colours of 3 bytes each, received 2 bytes",
    ],
  ])("refuses %s", async (_, bytes, message) => {
    const status = message.includes("at most") ? 413 : 400;
    const reading = readPicture(bytes, "x.png", 2 ** 20, gate);
    await expect(reading).rejects.toMatchObject({ status, message: `Cannot read x.png: ${message}` });
  });

  test("turns a picture away where too many pixels are being read, and takes it afterwards", async () => {
    const narrow = createGate(7, 1000);
    const bytes = pngFile(small);
    const [first, second] = await Promise.allSettled([
      readPicture(bytes, "first.png", 100, narrow),
      readPicture(bytes, "second.png", 100, narrow),
    ]);
    expect(first.status).toBe("fulfilled");
    expect(second).toMatchObject({
      reason: {
        status: 429,
        message: "Cannot read second.png: too many pictures are being read; ask again in a second",
      },
    });
    await expect(readPicture(pngFile({ ...small, filters: [9] }), "x.png", 100, narrow)).rejects.toThrow();
    expect((await readPicture(bytes, "again.png", 100, narrow)).width).toBe(2);
  });
});
