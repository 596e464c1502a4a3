/** The most bytes of one block. */
const blockLength = 0xffff;

/** The largest prime below 2^16, by which the checksum counts. */
const adlerBase = 65521;

/**
 * Writes bytes as a zlib stream without compressing them.
 *
 * Source: RFC 1950; RFC 1951, section 3.2.4.
 *
 * @param bytes The bytes.
 * @returns A stream that inflates to them.
 */
export function storeZlib(bytes: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(bytes.length / blockLength));
  const stream = new Uint8Array(2 + blocks * 5 + bytes.length + 4);
  const view = new DataView(stream.buffer);
  view.setUint16(0, 0x7801);
  let at = 2;
  for (let block = 0; block < blocks; block++) {
    const part = bytes.subarray(block * blockLength, (block + 1) * blockLength);
    view.setUint8(at, block === blocks - 1 ? 1 : 0);
    view.setUint16(at + 1, part.length, true);
    view.setUint16(at + 3, ~part.length, true);
    stream.set(part, at + 5);
    at += 5 + part.length;
  }
  view.setUint32(at, adler32(bytes));
  return stream;
}

function adler32(bytes: Uint8Array): number {
  let sum = 1;
  let sums = 0;
  for (let index = 0; index < bytes.length; index++) {
    sum = (sum + (bytes[index] ?? 0)) % adlerBase;
    sums = (sums + sum) % adlerBase;
  }
  return sums * 65536 + sum;
}
