import { HonoBase } from "hono/hono-base";
import type { ApiEnv } from "./api-env.ts";
import { SegmentRouter } from "./segment-router.ts";

/** Makes an app of Hono, or a part of one, without routes. A slash at the end of an address is nothing to it. */
export function createRoutes() {
  return new HonoBase<ApiEnv>({ strict: false, router: new SegmentRouter() });
}
