import { describe, expect, test } from "vitest";
import { classIndex } from "../layout/class-index.ts";
import { defineLayout } from "../layout/define-layout.ts";
import { flag } from "../layout/flag.ts";
import { flags } from "../layout/flags.ts";
import { oneHot } from "../layout/one-hot.ts";
import { presence } from "../layout/presence.ts";
import { sampleWeight } from "../layout/sample-weight.ts";
import { value } from "../layout/value.ts";
import { values } from "../layout/values.ts";
import { binaryCrossentropy } from "./binary-crossentropy.ts";
import { binaryFocalCrossentropy } from "./binary-focal-crossentropy.ts";
import { categoricalCrossentropy } from "./categorical-crossentropy.ts";
import { categoricalFocalCrossentropy } from "./categorical-focal-crossentropy.ts";
import { combinedLoss } from "./combined-loss.ts";
import { kindsOfLoss } from "./fitting-losses.ts";
import { hinge } from "./hinge.ts";
import { huber } from "./huber.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import { sparseCategoricalCrossentropy } from "./sparse-categorical-crossentropy.ts";

const layout = defineLayout({
  oneHot: oneHot(2),
  classIndex: classIndex(2),
  flag: flag(),
  flags: flags(2),
  value: value(),
  values: values(2),
  sampleWeight: sampleWeight(),
  presence: presence("value"),
});

const numeric = ["value", "values", "flag", "flags", "oneHot"];

/** The kinds that each loss learns; the types have the same table in `loss-types.test.ts`. */
const FITTING = [
  { name: "categoricalCrossentropy", loss: categoricalCrossentropy, kinds: ["oneHot", "values"] },
  { name: "categoricalFocalCrossentropy", loss: categoricalFocalCrossentropy, kinds: ["oneHot", "values"] },
  {
    name: "sparseCategoricalCrossentropy",
    loss: sparseCategoricalCrossentropy,
    kinds: ["classIndex", "flag"],
  },
  { name: "binaryCrossentropy", loss: binaryCrossentropy, kinds: ["flag", "flags", "oneHot"] },
  { name: "binaryFocalCrossentropy", loss: binaryFocalCrossentropy, kinds: ["flag", "flags", "oneHot"] },
  { name: "hinge", loss: hinge, kinds: ["flag", "flags"] },
  { name: "meanSquaredError", loss: meanSquaredError, kinds: numeric },
  { name: "meanAbsoluteError", loss: meanAbsoluteError, kinds: numeric },
  { name: "huber", loss: huber, kinds: numeric },
];

const KINDS = Object.keys(layout.parts);

describe.each(FITTING)("$name", ({ name, loss, kinds }) => {
  test("says its name and which kinds it learns", () => {
    expect(kindsOfLoss(loss)).toEqual({ name, kinds });
  });

  test.each(KINDS.map((kind) => [kind, kinds.includes(kind)] as const))(
    "on a part of kind %s: fits %o",
    (kind, fits) => {
      const call = () => Reflect.apply(combinedLoss, undefined, [layout, { [kind]: { loss } }]);
      if (fits) {
        expect(call).not.toThrow();
        return;
      }
      expect(call).toThrow(TypeError);
      expect(call).toThrow(
        kind === "sampleWeight" || kind === "presence"
          ? `only parts that hold labels can be learned, received the part "${kind}" of kind ${kind}`
          : `Cannot combine losses: ${name} learns parts of the kinds ${kinds.join(", ")}, received the part "${kind}" of kind ${kind}`,
      );
    },
  );
});

test("an own loss may fit anything", () => {
  expect(kindsOfLoss(() => 0)).toBeUndefined();
  expect(kindsOfLoss(undefined)).toBeUndefined();
});
