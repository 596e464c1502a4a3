/** Numbers between 0 and 1 in an order that looks random, the same every time. Source: mulberry32, public domain. */
export function* randomNumbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** Inputs of which, like a digit's pixels, four of five are 0; the others are from -1 to 1. */
export function sparseInputs(length: number, seed: number): Float32Array {
  const random = randomNumbers(seed);
  return Float32Array.from({ length }, () => (random.next().value < 0.8 ? 0 : random.next().value * 2 - 1));
}

/** Bytes of which, like a digit's pixels, four of five are 0. */
export function sparseBytes(length: number, seed: number): Uint8Array {
  const random = randomNumbers(seed);
  return Uint8Array.from({ length }, () => (random.next().value < 0.8 ? 0 : 1 + random.next().value * 255));
}
