import type { Picture } from "@proj/model";
import { encode } from "jpeg-js";
import { describe, expect, test } from "vitest";
import { createGate } from "../prediction/gate.ts";
import { readPicture } from "./read-picture.ts";
import { jpegFixtures } from "./testing/jpeg-fixtures.ts";
import { exifSegment, segment, withSegments } from "./testing/jpeg-segments.ts";

/** What the fixtures show. */
function expectedSample(x: number, y: number, channel: number): number {
  return [10 * x, 15 * y, 200 - 5 * x][channel] ?? 0;
}

/** The largest difference of a sample from what it was before the picture was compressed. */
function largestDifference(
  { width, height, channels, data }: Picture,
  expected: typeof expectedSample,
): number {
  let largest = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < channels; channel++) {
        const sample = data[(y * width + x) * channels + channel] ?? Number.NaN;
        largest = Math.max(largest, Math.abs(sample - expected(x, y, channel)));
      }
    }
  }
  return largest;
}

/** A baseline file of the same picture, or of another size. */
function baseline(width = 24, height = 16): Uint8Array {
  const data = new Uint8Array(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    data.set([expectedSample(x, y, 0), expectedSample(x, y, 1), expectedSample(x, y, 2), 255], pixel * 4);
  }
  return encode({ width, height, data }, 95).data;
}

/** Where the first marker of this kind stands. */
function find(file: Uint8Array, marker: number): number {
  return Buffer.from(file).indexOf(Buffer.of(0xff, marker));
}

function changed(file: Uint8Array, at: number, ...bytes: readonly number[]): Uint8Array {
  const copy = Uint8Array.from(file);
  copy.set(bytes, at);
  return copy;
}

const maxPixels = 2 ** 20;
const read = (file: Uint8Array): Promise<Picture> => readPicture(file, "x.jpg", maxPixels);

describe("readPicture, of a JPEG", () => {
  test.each([
    ["baseline", baseline(), 8],
    ["progressive, chroma at half the resolution", jpegFixtures.progressive, 24],
    ["red, green and blue as they are", jpegFixtures.rgb, 8],
    ["CMYK as Adobe writes it", jpegFixtures.cmyk, 24],
  ] as const)("reads colours: %s", async (_, file, most) => {
    const picture = await read(file);
    expect(picture).toMatchObject({ width: 24, height: 16, channels: 3, bitDepth: 8 });
    expect(largestDifference(picture, expectedSample)).toBeLessThanOrEqual(most);
  });

  test("reads grey, with restart markers", async () => {
    // The weights of ITU-R BT.601, by which colours became grey.
    const grey = (x: number, y: number): number =>
      0.299 * expectedSample(x, y, 0) + 0.587 * expectedSample(x, y, 1) + 0.114 * expectedSample(x, y, 2);
    expect(largestDifference(await read(jpegFixtures.grey), grey)).toBeLessThanOrEqual(4);
  });

  test.each([3, 6, 8])("turns a picture as its Exif data says: %i", async (orientation) => {
    const turned = await read(withSegments(baseline(), exifSegment(orientation)));
    const isOnItsSide = orientation > 4;
    expect([turned.width, turned.height]).toEqual(isOnItsSide ? [16, 24] : [24, 16]);
    const shown = (x: number, y: number, channel: number): number => {
      if (orientation === 3) return expectedSample(23 - x, 15 - y, channel);
      return orientation === 6 ? expectedSample(y, 15 - x, channel) : expectedSample(23 - y, x, channel);
    };
    expect(largestDifference(turned, shown)).toBeLessThanOrEqual(8);
  });

  test("leaves out what does not decide the pixels, and reads what follows bytes that mean nothing", async () => {
    const texts = [
      segment(0xfe, Buffer.from("a comment")),
      segment(0xe2, new Uint8Array(60_000)),
      Buffer.of(0, 7),
    ];
    expect(
      largestDifference(await read(withSegments(baseline(), ...texts)), expectedSample),
    ).toBeLessThanOrEqual(8);
    expect((await read(Buffer.concat([baseline(), Buffer.alloc(1000)]))).width).toBe(24);
  });

  test("reads one pixel, and pictures whose last blocks stand over the edge", async () => {
    expect(await read(baseline(1, 1))).toMatchObject({ width: 1, height: 1 });
    expect(largestDifference(await read(baseline(13, 9)), expectedSample)).toBeLessThanOrEqual(8);
  });

  const file = baseline();
  const sof = find(file, 0xc0);
  const sos = find(file, 0xda);
  const dht = find(file, 0xc4);
  const frame = file.slice(sof, sof + 19);
  test.each<[string, Uint8Array, string]>([
    [
      "another coding",
      jpegFixtures.arithmetic,
      "it must be coded as baseline or progressive, received another coding",
    ],
    ["samples of 12 bits", changed(file, sof + 4, 12), "its samples must have 8 bits, received 12"],
    ["no rows", changed(file, sof + 5, 0, 0), "it must have pixels, received 24 x 0"],
    ["no frame", Buffer.from([0xff, 0xd8, 0xff, 0xd9]), "it must have pixels, received none"],
    ["a second frame", withSegments(file, frame), "it must have one frame, received another one"],
    ["a component that is sampled five times", changed(file, sof + 11, 0x51), "its frame is damaged"],
    ["two components of one name", changed(file, sof + 13, 1), "its frame is damaged"],
    ["a scan of an unknown component", changed(file, sos + 5, 77), "a scan is damaged"],
    [
      "a scan in front of its frame",
      withSegments(file, segment(0xda, [1, 1, 0, 0, 63, 0])),
      "a scan is damaged",
    ],
    ["a table that is larger than its segment", changed(file, dht + 5, 255), "a Huffman table is damaged"],
    [
      "a picture that is cut off",
      file.subarray(0, 700),
      "it is cut off: it must end with the marker EOI, received the end after 700 bytes",
    ],
    [
      "a scan that ends too soon",
      Buffer.concat([file.subarray(0, sos + 20), Buffer.of(0xff, 0xd9)]),
      "its pixels are damaged",
    ],
    [
      "a scan without its tables",
      Buffer.concat([file.subarray(0, dht), file.subarray(sos)]),
      "its pixels are damaged",
    ],
  ])("refuses %s", async (_, bytes, message) => {
    await expect(read(bytes)).rejects.toMatchObject({
      status: 400,
      message: `Cannot read x.jpg: ${message}`,
    });
  });

  test("refuses too many pixels before it decodes them, those of whole blocks counted", async () => {
    const large = changed(file, sof + 5, 0xff, 0xff, 0xff, 0xff);
    await expect(read(large)).rejects.toMatchObject({
      status: 413,
      message: "Cannot read x.jpg: it must have at most 1048576 pixels, received 65535 x 65535",
    });
    // One column, but blocks of 32: memory for 32 times as many pixels.
    const narrow = changed(changed(file, sof + 5, 0xff, 0xff, 0, 1), sof + 11, 0x41);
    await expect(read(narrow)).rejects.toMatchObject({ status: 413 });
  });

  test("refuses scans without end, each of which is a pass over all pixels", async () => {
    const { progressive } = jpegFixtures;
    const scan = find(progressive, 0xda);
    const next =
      scan +
      2 +
      progressive
        .subarray(scan + 2)
        .findIndex((byte, index, rest) => byte === 0xff && (rest[index + 1] ?? 0) !== 0);
    const again = Array.from({ length: 40 }, () => progressive.subarray(scan, next));
    const bomb = Buffer.concat([progressive.subarray(0, next), ...again, progressive.subarray(next)]);
    await expect(read(bomb)).rejects.toThrow("it must have at most 32 scans, received more");
  });

  test("goes through the gate with the pixels of whole blocks, and leaves it", async () => {
    const gate = createGate(400, 1000);
    await expect(readPicture(file, "x.jpg", maxPixels, gate)).resolves.toMatchObject({ width: 24 });
    await expect(readPicture(file.subarray(0, 700), "x.jpg", maxPixels, gate)).rejects.toThrow(
      "it is cut off",
    );
    await expect(readPicture(file, "x.jpg", maxPixels, gate)).resolves.toMatchObject({ width: 24 });
    const leave = gate.enter(100);
    await expect(readPicture(file, "x.jpg", maxPixels, gate)).rejects.toMatchObject({ status: 429 });
    leave?.();
  });
});
