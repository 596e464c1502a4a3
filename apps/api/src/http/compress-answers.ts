import type { MiddlewareHandler } from "hono";
import { addVary } from "./add-vary.ts";
import type { ApiEnv } from "./api-env.ts";
import { acceptsGzip } from "./compression.ts";

/** Lets large answers be compressed for clients that take it. */
export const compressAnswers: MiddlewareHandler<ApiEnv> = (c, next) => {
  const record = c.get("record");
  record.headers = addVary(record.headers, "Accept-Encoding");
  record.gzip = c.req.method !== "HEAD" && acceptsGzip(c.req.header("Accept-Encoding"));
  return next();
};
