import type { MiddlewareHandler } from "hono";
import { addVary } from "./add-vary.ts";
import type { ApiEnv } from "./api-env.ts";
import { acceptsGzip, compressed } from "./compression.ts";

/**
 * Lets answers above 1 KiB be compressed for clients that take gzip: for `createApp({ compress })`. Some platforms do it
 * themselves, and their bundles then have nothing of it.
 */
export const compressAnswers: MiddlewareHandler<ApiEnv> = (c, next) => {
  if (!("CompressionStream" in globalThis)) return next();
  const record = c.get("record");
  record.headers = addVary(record.headers, "Accept-Encoding");
  if (c.req.method !== "HEAD" && acceptsGzip(c.req.header("Accept-Encoding"))) record.pack = compressed;
  return next();
};
