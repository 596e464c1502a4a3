/**
 * What a client is counted under, by its address: an IPv6 address by its first 64 bits, for whoever has one address has all
 * that begin so.
 *
 * @param address The address; nothing where it is not known, and then all such clients are counted together.
 */
export function clientKey(address = "unknown"): string {
  // An IPv4 address may be written as an IPv6 one: ::ffff:192.0.2.1.
  if (!address.includes(":") || address.includes(".")) return address;
  const [left = [], right = []] = address.split("::").map((half) => half.split(":"));
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => group || "0")
    .join(":");
}
