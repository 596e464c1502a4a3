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
 * @param origin Where the service is, for the commands.
 * @param link The address of the description, from the page's.
 */
export async function descriptionPage(origin: string, link: string): Promise<Page> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(pageStyle));
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return {
    html: pageMarkup(description, origin, link).text,
    policy:
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'; ` +
      "frame-ancestors 'none'",
  };
}
