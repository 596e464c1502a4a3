/** The remainder of each byte, by the polynomial 0xEDB88320: made by the first picture, for it would delay a Worker's start. */
let remainders: Uint32Array | undefined;

function makeRemainders(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
    return rest;
  });
}

/**
 * The CRC-32 of bytes, as PNG, gzip and zip have it. Not every runtime has its own.
 *
 * Source: W3C, "Portable Network Graphics (PNG) Specification", annex D.
 *
 * @param bytes Any bytes.
 * @returns A whole number from 0 to 2^32 - 1.
 */
export function crc32(bytes: Uint8Array): number {
  remainders ??= makeRemainders();
  let rest = 0xffffffff;
  for (let index = 0; index < bytes.length; index++) {
    rest = (remainders[(rest ^ (bytes[index] ?? 0)) & 255] ?? 0) ^ (rest >>> 8);
  }
  return (rest ^ 0xffffffff) >>> 0;
}
