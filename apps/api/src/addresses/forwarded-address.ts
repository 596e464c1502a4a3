import { type AddressRange, liesIn, readAddress } from "./address-range.ts";

/**
 * The address of the client, where proxies stand in front of the service.
 *
 * Each proxy appends to `X-Forwarded-For` whom it was asked by, and a client can write what it likes in front. So the header is
 * read from its end, and only as long as who wrote is trusted: the first address from the right that is no trusted proxy's is
 * the client's.
 *
 * @param peer Who is at the other end of the connection; undefined where the runtime does not know.
 * @param header The value of `X-Forwarded-For`, if there is one.
 * @param trusted The proxies' addresses; none: the header is not read.
 * @returns The address, one of IPv4 without the prefix of IPv6.
 *
 * Source: MDN, "X-Forwarded-For", section "Selecting an IP address".
 */
export function forwardedAddress(
  peer: string | undefined,
  header: string | undefined,
  trusted: readonly AddressRange[],
): string | undefined {
  if (peer === undefined) return undefined;
  let client = peer;
  if (trusted.length > 0 && header !== undefined) {
    for (const hop of header.split(",").reverse()) {
      const address = readAddress(client);
      if (address === undefined || !liesIn(address, trusted)) break;
      const next = withoutPort(hop.trim());
      // What is no address was not written by a proxy that knows its trade.
      if (readAddress(next) === undefined) break;
      client = next;
    }
  }
  return client.replace(/^::ffff:(?=\d+\.)/i, "");
}

/** Some proxies append the port, too. */
function withoutPort(hop: string): string {
  return /^\[([^\]]*)\](?::\d+)?$/.exec(hop)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(hop)?.[1] ?? hop;
}
