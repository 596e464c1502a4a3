import { expect, test } from "vitest";
import { combinedLoss } from "../losses/combined-loss.ts";
import { meanSquaredError } from "../losses/mean-squared-error.ts";
import { combineColumns } from "./combine-columns.ts";
import { defineLayout } from "./define-layout.ts";
import type { Layout } from "./layout.ts";
import type { PartDefinitions } from "./part-definitions.ts";
import { presence } from "./presence.ts";
import { presencesOf } from "./presences.ts";
import { splitColumns } from "./split-columns.ts";
import { value } from "./value.ts";

test("presencesOf finds the presence part of each part that has one", () => {
  const layout = defineLayout({ known: presence("price"), price: value(), age: value() });
  expect([...presencesOf(layout)]).toEqual([["price", ["known", layout.parts.known]]]);
});

/** How often each call lists the parts of a layout of some values, each with its presence. */
function listings(count: number): readonly number[] {
  const names = Array.from({ length: count }, (_, index) => `price ${index}`);
  const parts: PartDefinitions = Object.fromEntries(
    names.flatMap((name) => [
      [name, value()],
      [`${name} known`, presence(name)],
    ]),
  );
  const defined: Layout = defineLayout(parts);
  let listed = 0;
  const ownKeys = (target: Layout["parts"]): (string | symbol)[] => {
    listed++;
    return Reflect.ownKeys(target);
  };
  const layout: Layout = { ...defined, parts: new Proxy(defined.parts, { ownKeys }) };
  const columns = Object.fromEntries(names.map((name) => [name, [1, null]]));
  const losses = Object.fromEntries(names.map((name) => [name, { loss: meanSquaredError }]));
  const labels = combineColumns<PartDefinitions, string>(defined, columns);
  const calls = [
    () => combineColumns<PartDefinitions, string>(layout, columns),
    () => splitColumns(layout, labels),
    () => combinedLoss<PartDefinitions, string>(layout, losses),
  ];
  return calls.map((call) => {
    listed = 0;
    call();
    return listed;
  });
}

test("combining, splitting and losses list the parts of a layout as often for fifty parts as for two", () => {
  expect(listings(25)).toEqual(listings(1));
});
