import { convertIPv4ToBinary, convertIPv6ToBinary } from "hono/utils/ipaddr";

/** Some addresses that begin alike. */
export interface AddressRange {
  /** What they begin with, as a number. */
  readonly prefix: bigint;
  /** How many of the 128 bits are free. */
  readonly freeBits: bigint;
}

/** Where IPv6 has the addresses of IPv4: `::ffff:127.0.0.1`. */
const mapped = 0xffffn << 32n;

/**
 * Reads an address, of IPv4 or IPv6.
 *
 * @param text The address.
 * @returns It as a number of 128 bits, the same for `127.0.0.1` and `::ffff:127.0.0.1`; undefined for what is no address.
 */
export function readAddress(text: string): bigint | undefined {
  try {
    return text.includes(":") ? convertIPv6ToBinary(text) : mapped + convertIPv4ToBinary(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads one address or a range of them.
 *
 * @param text `10.0.0.0/8`, `fd00::/8` or a single address.
 * @returns The range; undefined for what is none.
 */
export function readAddressRange(text: string): AddressRange | undefined {
  const [first = "", length, ...more] = text.split("/");
  const address = readAddress(first);
  if (address === undefined || more.length > 0) return undefined;
  const most = first.includes(":") ? 128 : 32;
  const fixed = length === undefined ? most : /^\d{1,3}$/.test(length) ? Number(length) : most + 1;
  if (fixed > most) return undefined;
  const freeBits = BigInt(most - fixed);
  return { prefix: address >> freeBits, freeBits };
}

/** Whether an address lies in one of some ranges. */
export function liesIn(address: bigint, ranges: readonly AddressRange[]): boolean {
  return ranges.some(({ prefix, freeBits }) => address >> freeBits === prefix);
}
