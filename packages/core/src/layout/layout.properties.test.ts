import "@tensorflow/tfjs";
import { dispose, memory, setBackend, type Tensor, tensor2d } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { labelledLayouts } from "../testing/arbitrary-layout.ts";
import { holds } from "../testing/property.ts";
import { combineColumns } from "./combine-columns.ts";
import { combineLabels } from "./combine-labels.ts";
import { combineTensors } from "./combine-tensors.ts";
import type { Layout } from "./layout.ts";
import { namedParts } from "./named-parts.ts";
import { parseLayout } from "./parse-layout.ts";
import type { PartDefinitions } from "./part-definitions.ts";
import type { Columns, Sample } from "./part-types.ts";
import { splitColumns } from "./split-columns.ts";
import { splitLabels } from "./split-labels.ts";
import { validateLabels } from "./validate-labels.ts";

beforeAll(async () => {
  await setBackend("cpu");
});

/** The labels of a layout whose names no type knows. */
function combine(layout: Layout, columns: object): Float32Array {
  return combineColumns(layout, columns as Columns<PartDefinitions, string>);
}

describe("random layouts with random labels, some of them missing,", () => {
  test("split into the columns that were combined", () =>
    holds(
      labelledLayouts(),
      ({ layout, columns, split }) => {
        expect(splitColumns(layout, combine(layout, columns))).toEqual(split);
      },
      300,
    ));

  test("combine again out of what they split into", () =>
    holds(
      labelledLayouts(),
      ({ layout, columns }) => {
        const labels = combine(layout, columns);
        expect(combine(layout, { ...columns, ...splitColumns(layout, labels) })).toEqual(labels);
      },
      100,
    ));

  test("split into tensors that combine into the same labels, and leave no tensor behind", () =>
    holds(
      labelledLayouts(),
      async ({ layout, columns, split, count }) => {
        const before = memory().numTensors;
        const numbers = combine(layout, columns);
        const labels = tensor2d(numbers, [count, layout.width]);
        const parts = splitLabels(layout, labels);
        const back = combineTensors(layout, parts);
        // tfjs gives a plain array for an empty tensor.
        expect(Float32Array.from(await back.data())).toEqual(numbers);
        for (const [name, part] of namedParts(layout)) {
          if (part.kind === "oneHot") continue;
          const tensor: Tensor | undefined = parts[name];
          expect(Float32Array.from((await tensor?.data()) ?? [])).toEqual(
            Float32Array.from(split[name] ?? []),
          );
        }
        await validateLabels(layout, back);
        dispose([labels, back]);
        dispose(parts);
        expect(memory().numTensors).toBe(before);
      },
      100,
    ));

  test("are the same as samples and as columns", () =>
    holds(
      labelledLayouts(),
      async ({ layout, columns, samples }) => {
        const labels = combineLabels(layout, samples as readonly Sample<PartDefinitions, string>[]);
        expect(Float32Array.from(await labels.data())).toEqual(combine(layout, columns));
        labels.dispose();
      },
      100,
    ));

  test("come back from JSON, in whatever order its keys are", () =>
    holds(
      fc.tuple(labelledLayouts(), fc.infiniteStream(fc.nat())),
      ([{ layout, columns }, numbers]) => {
        const json: Layout = JSON.parse(JSON.stringify(layout));
        const keys = Object.entries(json.parts)
          .map((entry) => ({ entry, at: numbers.next().value ?? 0 }))
          .sort((first, second) => first.at - second.at);
        const shuffled = { ...json, parts: Object.fromEntries(keys.map(({ entry }) => entry)) };
        const back = parseLayout(shuffled);
        expect(back).toEqual(layout);
        expect(Object.keys(back.parts)).toEqual(Object.keys(layout.parts));
        expect(combine(back, columns)).toEqual(combine(layout, columns));
      },
      100,
    ));
});
