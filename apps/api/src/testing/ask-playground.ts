import { expect } from "vitest";
import { page, script as scriptText } from "./playground-folder.ts";

/**
 * Asks a running service for the page, for what it loads, and for its own addresses beside them.
 *
 * @param url The service.
 */
export async function askPlayground(url: string): Promise<void> {
  const answer = await fetch(`${url}/?condition=even`, { headers: { Accept: "text/html,*/*;q=0.8" } });
  expect([answer.status, await answer.text()]).toEqual([200, page]);
  expect(answer.headers.get("Content-Type")).toMatch(/^text\/html; charset=utf-8$/i);
  expect(answer.headers.get("Content-Security-Policy")).toBe("default-src 'self'");

  const script = await fetch(`${url}/assets/main-1a2b.js`);
  expect([script.status, await script.text()]).toEqual([200, scriptText]);
  expect(script.headers.get("Content-Type")).toMatch(/^(text|application)\/javascript/);
  expect(script.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");

  expect((await fetch(`${url}/v2/health/live`)).status).toBe(200);
  expect((await fetch(`${url}/_headers`)).status).toBe(404);
  expect((await fetch(`${url}/assets/gone.js`)).status).toBe(404);
}
