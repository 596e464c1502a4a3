import type { HonoRequest } from "hono";
import { Hono } from "hono/tiny";
import { answerCached } from "../http/answer-cached.ts";
import type { ApiEnv } from "../http/api-env.ts";

/**
 * The routes that tell what the others are: `/openapi.json` for programs and `/docs` for people.
 */
export function describe() {
  return new Hono<ApiEnv>()
    .get("/openapi.json", async (c) => {
      const { openApiText } = await import("./description.ts");
      return answerCached(c, openApiText(), "application/json");
    })
    .get("/docs", async (c) => {
      const { descriptionPage } = await import("./description.ts");
      const link = new URL(c.req.url).pathname.endsWith("/") ? "../openapi.json" : "openapi.json";
      const { html, policy } = await descriptionPage(originOf(c.req), link);
      return answerCached(c, html, "text/html; charset=utf-8", { "Content-Security-Policy": policy });
    });
}

/** Where a client found the service. People copy it into a shell: what is not plainly a host is left out. */
function originOf(request: HonoRequest): string {
  const { protocol, host } = new URL(request.url);
  if (!/^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host)) return "http://localhost:8080";
  // The token goes where the commands go: never in the clear where a proxy took the request over TLS.
  const isSecure = protocol === "https:" || /^https\b/i.test(request.header("X-Forwarded-Proto") ?? "");
  return `${isSecure ? "https" : "http"}://${host}`;
}
