import { jpegFixtures } from "../pictures/testing/jpeg-fixtures.ts";
import { chunk, type PngFile, pngFile } from "../pictures/testing/png-file.ts";

const deep = 10_000;

/** JSON that is none, that parsers disagree about, or that holds what no number may be; as text or as bytes. */
export const malformedJson: readonly (string | Uint8Array<ArrayBuffer>)[] = [
  "",
  " ",
  "\ufeff",
  '\ufeff{"instances": [[0, 1, 2, 3]]}',
  "nul",
  "truee",
  "NaN",
  "-Infinity",
  "undefined",
  "'a'",
  "{a: 1}",
  '{"a": 1,}',
  "[1,]",
  "[,1]",
  "[1,,2]",
  "[1 2]",
  "[1:2]",
  '{"a" 1}',
  '{"a",1}',
  '{1: "a"}',
  "{}{}",
  "[][]",
  "[",
  "{",
  '{"a":',
  '"',
  '"\\',
  '"\\u12',
  '"\\x41"',
  '"\\ud800"',
  '"\u0000"',
  '"a\nb"',
  "[\u00a01]",
  "/* a */ []",
  "// a",
  "[1] #",
  "-",
  "+1",
  "01",
  "-01",
  "1.",
  ".5",
  "1e",
  "1e+",
  "0x10",
  "1_000",
  "1e400",
  "-1e400",
  "9".repeat(5000),
  `0.${"0".repeat(5000)}1`,
  `1${"0".repeat(5000)}e-5000`,
  "[".repeat(deep),
  "[".repeat(deep / 2) + "]".repeat(deep / 2),
  '{"a":'.repeat(2000),
  '{"instances": [[1e39, 0, 0, 0]]}',
  '{"instances": [[1e309, 0, 0, 0]]}',
  '{"instances": [[NaN, 0, 0, 0]]}',
  '{"instances": [[0, 1, 2, 3], [0, 1, 2]]}',
  '{"instances": [[0, 1, 2, "3"]]}',
  '{"instances": [[0, 1, 2, null]]}',
  '{"instances": [[[0, 1], [2, 3]], [0, 1, 2, 3]]}',
  '{"instances": [], "instances": [[0, 1, 2, 3]]}',
  '{"instances": [{"b64": "!"}]}',
  '{"instances": [{"b64": ""}, {"b64": 1}]}',
  '{"__proto__": 1, "__proto__": 2, "instances": [[0, 1, 2, 3]]}',
  '{"__proto__": {"instances": [[0, 1, 2, 3]]}}',
  '{"constructor": {"prototype": {}}, "instances": [[0, 1, 2, 3]]}',
  '{"inputs": [{"name": "inputs", "shape": [1, 4294967296], "datatype": "FP32", "data": [1]}]}',
  '{"inputs": [{"name": "inputs", "shape": [-1, 4], "datatype": "FP32", "data": [1, 2, 3, 4]}]}',
  '{"inputs": [{"name": "inputs", "shape": [1e3, 4], "datatype": "FP32", "data": []}]}',
  '{"inputs": [{"name": "inputs", "shape": [1, 4], "datatype": "FP32", "parameters": {"binary_data_size": -1}}]}',
  '{"inputs": [{"name": "inputs", "shape": [1, 4], "datatype": "FP32", "parameters": {"binary_data_size": 1e99}}]}',
  '{"inputs": [{"name": "inputs", "shape": [1, 4], "datatype": "BYTES", "data": ["a"]}]}',
  '{"id": 1, "inputs": "abc", "outputs": {}}',
  // Bytes that are no UTF-8: a lone continuation, an overlong slash, a surrogate, one beyond Unicode, one that is cut off.
  Uint8Array.of(0x22, 0x80, 0x22),
  Uint8Array.of(0x22, 0xc0, 0xaf, 0x22),
  Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22),
  Uint8Array.of(0x22, 0xf5, 0x80, 0x80, 0x80, 0x22),
  Uint8Array.of(0x22, 0xe2, 0x82),
  Uint8Array.of(0xff, 0xfe, 0x7b, 0, 0x7d, 0),
];

const small: PngFile = { width: 2, height: 2, colorType: 0, bitDepth: 8, samples: [0, 255, 9, 0] };
const whole = pngFile(small);
const signature = whole.subarray(0, 8);
const end = chunk("IEND", []);

/** PNG files with something wrong in each. */
export const malformedPictures: readonly Uint8Array<ArrayBuffer>[] = [
  signature,
  Buffer.concat([signature, end]),
  Buffer.concat([signature, end, whole.subarray(8)]),
  whole.subarray(0, -12),
  whole.subarray(0, -1),
  Buffer.concat([whole, whole]),
  ...[0, 1, 2, 3].map((at) => flipped(8 + at)),
  flipped(8 + 8 + 13),
  pngFile({ ...small, width: 0 }),
  pngFile({ ...small, height: 0 }),
  pngFile({ ...small, width: 2 ** 31 - 1, height: 2 ** 31 - 1, compressed: new Uint8Array(1) }),
  pngFile({ ...small, bitDepth: 3, compressed: new Uint8Array(1) }),
  pngFile({ ...small, colorType: 1, compressed: new Uint8Array(1) }),
  pngFile({ ...small, colorType: 3, samples: [0, 1, 2, 3] }),
  pngFile({ ...small, colorType: 3, before: [chunk("PLTE", [1])] }),
  pngFile({ ...small, filters: [5] }),
  pngFile({ ...small, compressed: new Uint8Array(0) }),
  pngFile({ ...small, compressed: Uint8Array.of(0x78, 0x9c, 0xff) }),
  pngFile({ ...small, before: [chunk("IDAT", [])] }),
  pngFile({ ...small, before: [chunk("ABCD", [])] }),
  pngFile({ ...small, before: [chunk("tRNS", [1])] }),
].map((bytes) => new Uint8Array(bytes));

function flipped(at: number): Uint8Array {
  const copy = new Uint8Array(whole);
  copy[at] = (copy[at] ?? 0) ^ 255;
  return copy;
}

/** Headers that say what is not so, or nothing at all. */
export const malformedHeaders: readonly Readonly<Record<string, string>>[] = [
  { "Content-Type": "" },
  { "Content-Type": ";" },
  { "Content-Type": "application/json; charset=utf-16" },
  { "Content-Type": `application/${"x".repeat(5000)}` },
  { "Content-Type": "multipart/form-data; boundary=" },
  { "Content-Encoding": "gzip" },
  { "Content-Encoding": "deflate" },
  { "Content-Encoding": "br" },
  { "Content-Encoding": ",,gzip,," },
  { "Content-Encoding": "constructor" },
  { "Content-Encoding": "__proto__" },
  { "Content-Length": "-1" },
  { "Content-Length": "1e9" },
  { "Content-Length": "99999999999999999999" },
  { "Inference-Header-Content-Length": "" },
  { "Inference-Header-Content-Length": "0" },
  { "Inference-Header-Content-Length": "-0" },
  { "Inference-Header-Content-Length": "99999999999" },
  { "Inference-Header-Content-Length": "0x4" },
  { "X-Request-Id": "a".repeat(5000) },
  { "X-Request-Id": "a\u00e9b" },
  { Accept: "*/*;q=-1" },
  { Authorization: "Bearer" },
  { "If-None-Match": "*" },
  { "Accept-Encoding": "gzip;q=2, ,*" },
  { Origin: "null" },
  Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`X-${index}`, "x"])),
];

const jpeg = jpegFixtures.progressive;
const [sof, dht, sos] = [0xc2, 0xc4, 0xda].map((marker) =>
  Buffer.from(jpeg).indexOf(Buffer.of(0xff, marker)),
);

/** JPEG files with something wrong in each. */
export const malformedPhotographs: readonly Uint8Array<ArrayBuffer>[] = [
  ...[2, 3, 4, 20, 100, 300, jpeg.length - 2, jpeg.length - 1].map((length) => jpeg.slice(0, length)),
  Uint8Array.of(0xff, 0xd8, 0xff, 0xd9),
  Uint8Array.of(0xff, 0xd8, ...new Array(5000).fill(0xff)),
  Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0),
  Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 1, 0xff, 0xd9),
  // The frame: no precision, no size, the largest one, no components, none that is sampled, a table that is not there.
  ...changes(sof, [4, 0], [5, 0, 0], [7, 0, 0], [5, 255, 255, 255, 255], [9, 0], [11, 0], [12, 4], [12, 3]),
  // The first table: a length of nothing, codes that overflow, an unknown number.
  ...changes(dht, [2, 0, 0], [5, 255], [5, 3], [4, 15]),
  // The first scan: no components, an unknown one, other tables, the end before the start, other bits.
  ...changes(sos, [4, 0], [5, 9], [6, 0x33], [-2, 63, 0], [11, 63, 0], [13, 0xff]),
  Uint8Array.from([...jpeg.slice(0, sos), ...jpeg.slice(-2)]),
  Uint8Array.from([...jpeg.slice(0, 2), ...jpeg.slice(sos)]),
  Uint8Array.from([...jpeg.slice(0, -2), ...jpeg.slice(sof)]),
  jpegFixtures.arithmetic,
];

/** Copies of the file, each with some bytes changed behind a place. */
function changes(
  start: number | undefined,
  ...edits: readonly (readonly [at: number, ...bytes: number[]])[]
): Uint8Array<ArrayBuffer>[] {
  return edits.map(([at, ...bytes]) => {
    const copy = Uint8Array.from(jpeg);
    copy.set(bytes, (start ?? 0) + at);
    return copy;
  });
}
