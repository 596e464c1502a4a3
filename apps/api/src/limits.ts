import { describeValue } from "./json/describe-value.ts";

/** What one request may cost, and how many may be at work. */
export interface Limits {
  /** Bytes of a body, as sent and as decompressed. Default 16 MiB: 1,000 images of 784 floats as JSON. */
  readonly maxBodyBytes: number;
  /** Inputs of one request. Default 1024. */
  readonly maxBatch: number;
  /** Arrays and objects inside one another, at most 1000. Default 16. */
  readonly maxDepth: number;
  /** Arrays and objects in one body. Default 2^20: 1,024 images of 28 x 28 pixels, each pixel an array. */
  readonly maxContainers: number;
  /** Pixels of all pictures of a request, before they are scaled. Default 4 Mi. */
  readonly maxPixels: number;
  /** Requests for predictions at work at the same time; one more is turned away with 429. Default 128. */
  readonly maxInFlight: number;
  /** Milliseconds in which a body must have arrived. Default 10,000. */
  readonly bodyMs: number;
  /** Milliseconds in which a model must have been loaded and the prediction made. Default 30,000. */
  readonly predictMs: number;
}

/** The limits where none are given. */
export const defaultLimits: Limits = {
  maxBodyBytes: 16 * 2 ** 20,
  maxBatch: 1024,
  maxDepth: 16,
  maxContainers: 2 ** 20,
  maxPixels: 4 * 2 ** 20,
  maxInFlight: 128,
  bodyMs: 10_000,
  predictMs: 30_000,
};

/** The longest that a timer can wait, in milliseconds. */
export const longestTimer = 2 ** 31 - 1;

/** Bodies are read by a function that calls itself for each level. */
const deepest = 1000;

/** The largest value that a limit can have. */
export function mostOf(name: string): number {
  return name === "maxDepth" ? deepest : name.endsWith("Ms") ? longestTimer : Number.MAX_SAFE_INTEGER;
}

/**
 * Fills in the limits that were not given.
 *
 * @param given Some limits.
 * @returns All of them.
 * @throws {RangeError} For a limit that is no whole number of at least 1, or is not known.
 */
export function completeLimits(given: Partial<Limits> = {}): Limits {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(defaultLimits, name)) {
      throw new RangeError(
        `Cannot limit ${describeValue(name)}: it must be one of ${Object.keys(defaultLimits).join(", ")}`,
      );
    }
    const most = mostOf(name);
    if (Number.isInteger(value) && value >= 1 && value <= most) continue;
    throw new RangeError(
      `Cannot limit the requests: ${name} must be a whole number from 1 to ${most}, received ${describeValue(value)}`,
    );
  }
  return { ...defaultLimits, ...given };
}
