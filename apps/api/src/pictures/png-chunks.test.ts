import { describe, expect, test } from "vitest";
import { pngChunks } from "./png-chunks.ts";
import { chunk, headerChunk, type PngFile, pngFile } from "./testing/png-file.ts";

/** A grey picture of 2 x 2. */
const small: PngFile = { width: 2, height: 2, colorType: 0, bitDepth: 8, samples: [0, 1, 2, 3] };

/** A picture that is nothing but its header. */
function headerOnly(fields: Partial<PngFile>): Buffer {
  return pngFile({ ...small, ...fields, compressed: new Uint8Array(0) });
}

describe("pngChunks", () => {
  test("keeps the header, what describes the pixels, and the pixels in one piece", () => {
    const before = [
      chunk("gAMA", [0, 0, 0, 1]),
      chunk("PLTE", [1, 2, 3]),
      chunk("tRNS", [9]),
      chunk("tEXt", []),
    ];
    const file = { ...small, colorType: 3, bitDepth: 4, before, isInterlaced: true };
    const whole = pngChunks(pngFile(file));
    expect(whole.header).toEqual({ width: 2, height: 2, bitDepth: 4, color: "palette", isInterlaced: true });
    expect(whole.describing.map(({ type, content }) => [type, content.length])).toEqual([
      ["IHDR", 13],
      ["PLTE", 3],
      ["tRNS", 1],
    ]);
    const cut = pngChunks(pngFile({ ...file, dataChunks: 4 }));
    expect(cut.compressed).toEqual(whole.compressed);
    expect(cut.compressed.length).toBeGreaterThan(0);
  });

  test("refuses a file that is cut off, wherever", () => {
    const bytes = pngFile(small);
    for (let length = 8; length < bytes.length; length++) {
      expect(() => pngChunks(bytes.subarray(0, length))).toThrow(
        new Error(`it is cut off: its last chunk must be IEND, received the end after ${length} bytes`),
      );
    }
  });

  test("finds a flipped bit anywhere behind the signature", () => {
    const bytes = pngFile({ ...small, before: [chunk("tEXt", Buffer.from("Title\0Four"))] });
    for (let index = 8; index < bytes.length; index++) {
      const damaged = Buffer.from(bytes);
      damaged[index] = (damaged[index] ?? 0) ^ 1;
      expect(() => pngChunks(damaged), `byte ${index}`).toThrow();
    }
  });

  test("names the damaged chunk, its place and both checksums", () => {
    const bytes = pngFile(small);
    const name = bytes.indexOf("IDAT");
    bytes[name + 6] = 0;
    expect(() => pngChunks(bytes)).toThrow(
      new RegExp(
        `^its chunk IDAT at byte ${name - 4} is damaged: the CRC must be 0x[0-9a-f]{8}, received 0x[0-9a-f]{8}$`,
      ),
    );
  });

  const [signature, rest] = [pngFile(small).subarray(0, 8), pngFile(small).subarray(8)];
  const withHeader = (fields: number[]) =>
    Buffer.concat([signature, chunk("IHDR", [0, 0, 0, 2, 0, 0, 0, 2, ...fields]), rest]);
  test.each<[string, Buffer, string]>([
    ["no columns", headerOnly({ width: 0 }), "it must have at least 1 x 1 pixels, received 0 x 2"],
    ["no rows", headerOnly({ height: 0 }), "it must have at least 1 x 1 pixels, received 2 x 0"],
    [
      "a colour type that there is not",
      headerOnly({ colorType: 5 }),
      "its colour type must be 0, 2, 3, 4 or 6, received 5",
    ],
    [
      "a bit depth that there is not",
      headerOnly({ bitDepth: 3 }),
      "its bit depth must be one of 1, 2, 4, 8, 16 for grey, received 3",
    ],
    [
      "a bit depth of another colour type",
      headerOnly({ colorType: 2, bitDepth: 4 }),
      "its bit depth must be one of 8, 16 for rgb, received 4",
    ],
    [
      "a compression that there is not",
      withHeader([8, 0, 1, 0, 0]),
      "its compression and filter methods must be 0, received 1 and 0",
    ],
    [
      "an interlacing that there is not",
      withHeader([8, 0, 0, 0, 2]),
      "its interlace method must be 0 or 1, received 2",
    ],
    ["a header that is too short", withHeader([8, 0, 0, 0]), "its header must have 13 bytes, received 12"],
    [
      "two palettes",
      pngFile({ ...small, before: [chunk("PLTE", [1, 2, 3]), chunk("PLTE", [1, 2, 3])] }),
      "its chunk PLTE must stand once and before IDAT, received another",
    ],
    [
      "a transparency behind the pixels",
      pngFile({ ...small, after: [chunk("tRNS", [0, 0])] }),
      "its chunk tRNS must stand once and before IDAT, received another",
    ],
    [
      "two headers",
      pngFile({ ...small, before: [headerChunk(small)] }),
      "its chunks must be known or optional, received IHDR",
    ],
    [
      "a chunk that must be known and is not",
      pngFile({ ...small, before: [chunk("CgBI", [])] }),
      "its chunks must be known or optional, received CgBI",
    ],
    [
      "another chunk in front",
      Buffer.concat([signature, chunk("CgBI", []), rest]),
      "its first chunk must be IHDR, received CgBI",
    ],
    [
      "a name that is none",
      pngFile({ ...small, before: [chunk("a\u0000b ", [])] }),
      'the name of a chunk must be four letters, received "a\\u0000b "',
    ],
  ])("refuses %s", (_, bytes, message) => {
    expect(() => pngChunks(bytes)).toThrow(message);
  });
});
