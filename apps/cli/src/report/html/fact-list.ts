import { html, type Markup } from "./markup.ts";

/** A fact with its name; null is left out. */
export type Fact = readonly [name: string, value: Markup | string] | null;

/**
 * Lists facts.
 *
 * @param facts The facts, in their order.
 * @returns The list.
 */
export function factList(facts: readonly Fact[]): Markup {
  return html`<dl class="facts">
${facts.map((fact) => fact && factRow(...fact))}</dl>`;
}

function factRow(name: string, value: Markup | string): Markup {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>
`;
}
