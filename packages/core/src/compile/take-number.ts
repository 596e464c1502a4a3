import type { Scalar } from "@tensorflow/tfjs-core";

/**
 * Takes a number from the device.
 *
 * @param scalar A scalar, which is disposed; or what is a number already.
 * @returns The number.
 */
export async function takeNumber<Known extends number | undefined>(
  scalar: Scalar | Known,
): Promise<number | Known> {
  if (typeof scalar !== "object") return scalar;
  try {
    const [number = Number.NaN] = await scalar.data();
    return number;
  } finally {
    scalar.dispose();
  }
}
