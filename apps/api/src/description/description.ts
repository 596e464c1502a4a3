import type { OpenApi } from "./open-api.ts";
import document from "./openapi.json" with { type: "json" };
import { pageMarkup } from "./page-markup.ts";
import { pageStyle } from "./page-style.ts";

// A chunk of its own: who never asks for the description never loads it.

// To the compiler, JSON has a type of its own for every value in it; its form is checked against the specification's schema.
const description = document as unknown as OpenApi;

/** The description, OpenAPI 3.1 as JSON. */
export function openApiText(): string {
  return JSON.stringify(document);
}

/** A page and what it may do. */
export interface Page {
  readonly html: string;
  /** Its `Content-Security-Policy`: nothing but its own style, known by its hash. */
  readonly policy: string;
}

/**
 * The description as a page.
 *
 * @param url Where a client asked for it.
 * @param forwardedProto The value of `X-Forwarded-Proto`, if there is one.
 */
export async function descriptionPage(url: string, forwardedProto: string | undefined): Promise<Page> {
  const asked = new URL(url);
  const link = asked.pathname.endsWith("/") ? "../openapi.json" : "openapi.json";
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(pageStyle));
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return {
    html: pageMarkup(description, originOf(asked, forwardedProto), link).text,
    policy:
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'; ` +
      "frame-ancestors 'none'",
  };
}

/** Where a client found the service. People copy it into a shell: what is not plainly a host is left out. */
function originOf({ protocol, host }: URL, forwardedProto: string | undefined): string {
  if (!/^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host)) return "http://localhost:8080";
  // The token goes where the commands go: never in the clear where a proxy took the request over TLS.
  const isSecure = protocol === "https:" || /^https\b/i.test(forwardedProto ?? "");
  return `${isSecure ? "https" : "http"}://${host}`;
}
