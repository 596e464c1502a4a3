import { answerCached } from "../http/answer-cached.ts";
import { createRoutes } from "../http/create-routes.ts";

/**
 * The routes that tell what the others are: `/openapi.json` for programs and `/docs` for people.
 */
export function describe() {
  return createRoutes()
    .get("/openapi.json", async (c) => {
      const { openApiText } = await import("./description.ts");
      return answerCached(c, openApiText(), "application/json");
    })
    .get("/docs", async (c) => {
      const { descriptionPage } = await import("./description.ts");
      const { html, policy } = await descriptionPage(c.req.url, c.req.header("X-Forwarded-Proto"));
      return answerCached(c, html, "text/html; charset=utf-8", { "Content-Security-Policy": policy });
    });
}
