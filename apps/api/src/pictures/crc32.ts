/** The remainder of each byte, by the polynomial 0xEDB88320. */
const remainders: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

/**
 * The CRC-32 of bytes, as PNG, gzip and zip have it. Not every runtime has its own.
 *
 * Source: W3C, "Portable Network Graphics (PNG) Specification", annex D.
 *
 * @param bytes Any bytes.
 * @returns A whole number from 0 to 2^32 - 1.
 */
export function crc32(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (let index = 0; index < bytes.length; index++) {
    rest = (remainders[(rest ^ (bytes[index] ?? 0)) & 255] ?? 0) ^ (rest >>> 8);
  }
  return (rest ^ 0xffffffff) >>> 0;
}
