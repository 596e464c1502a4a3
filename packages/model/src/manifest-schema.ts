import * as v from "valibot";
import { byName } from "./by-name.ts";
import { jsonObject } from "./json-object.ts";
import type { Manifest } from "./manifest.ts";

// Every check carries, as its message, the requirement that an error says aloud: "must be MESSAGE".

const text = v.pipe(
  v.string("a text"),
  v.minLength(1, "a text that is not empty"),
  v.maxLength(1000, "a text of at most 1000 characters"),
);
const anyText = v.pipe(v.string("a text"), v.maxLength(10_000, "a text of at most 10000 characters"));
const number = v.pipe(v.number("a finite number"), v.finite("a finite number"));
const integer = v.pipe(v.number("a whole number"), v.safeInteger("a whole number"));
const count = v.pipe(integer, v.minValue(0, "a whole number of at least 0"));
const positive = v.pipe(integer, v.minValue(1, "a whole number of at least 1"));
const sha256 = v.pipe(
  v.string("a SHA-256 of 64 lower-case hexadecimal digits"),
  v.regex(/^[0-9a-f]{64}$/, "a SHA-256 of 64 lower-case hexadecimal digits"),
);

const placement = { offset: count, width: positive };
const names = v.optional(v.array(text, "an array of names"));
const missing = v.optional(v.array(number, "an array of numbers"));

// Whether presences and conditions make sense together is for parseLayout of @proj/core to say.
const layoutPart = v.variant(
  "kind",
  [
    jsonObject({
      kind: v.picklist(["oneHot", "classIndex"]),
      classes: positive,
      names,
      missing,
      ...placement,
    }),
    jsonObject({ kind: v.picklist(["flags", "values"]), size: positive, names, missing, ...placement }),
    jsonObject({ kind: v.literal("flag"), when: v.optional(text), missing, ...placement }),
    jsonObject({ kind: v.literal("value"), missing, ...placement }),
    jsonObject({ kind: v.literal("sampleWeight"), ...placement }),
    jsonObject({ kind: v.literal("presence"), of: text, ...placement }),
  ],
  'one of the kinds "oneHot", "classIndex", "flag", "flags", "value", "values", "sampleWeight" and "presence"',
);

const schema = jsonObject({
  format: v.literal("proj-model", '"proj-model"'),
  formatVersion: v.literal(1, "1"),
  name: text,
  input: jsonObject({
    shape: v.pipe(v.array(positive, "an array of sizes"), v.minLength(1, "an array of at least one size")),
    scale: v.pipe(number, v.gtValue(0, "a finite number above 0")),
    table: v.optional(v.unknown()),
  }),
  labels: jsonObject({
    layout: jsonObject({
      width: positive,
      parts: byName(layoutPart),
      fields: v.optional(v.array(text, "an array of names")),
    }),
    learned: v.pipe(
      v.array(
        jsonObject({
          part: text,
          loss: text,
          mask: v.array(text, "an array of names"),
          weight: v.pipe(number, v.gtValue(0, "a finite number above 0")),
        }),
        "an array of parts",
      ),
      v.minLength(1, "an array of at least one part"),
    ),
  }),
  condition: v.nullable(jsonObject({ text: anyText, expression: v.unknown() })),
  classes: v.pipe(
    v.array(
      jsonObject({
        label: count,
        part: text,
        name: text,
        supervised: v.boolean("true or false"),
        samples: count,
      }),
      "an array of classes",
    ),
    v.minLength(1, "an array of at least one class"),
  ),
  dataset: jsonObject({ name: text, sha256, trainCount: count, heldOutCount: count }),
  training: jsonObject({
    seed: integer,
    epochs: count,
    batchSize: positive,
    learningRate: v.pipe(number, v.minValue(0, "a finite number of at least 0")),
    optimizer: v.objectWithRest(
      { name: text },
      v.union([anyText, number, v.boolean(), v.null()], "a text, a finite number, true, false or null"),
      "an object",
    ),
    reduction: text,
    pooling: text,
    hiddenUnits: v.array(positive, "an array of layer widths"),
    dropout: v.pipe(
      number,
      v.minValue(0, "a number from 0 to below 1"),
      v.ltValue(1, "a number from 0 to below 1"),
    ),
    patience: v.optional(positive),
  }),
  metrics: jsonObject({
    epochs: v.array(jsonObject({ epoch: count, loss: number }), "an array of epochs"),
    lossCurve: v.array(jsonObject({ step: count, loss: number }), "an array of steps"),
    validation: v.optional(
      jsonObject({
        name: text,
        scores: v.array(jsonObject({ epoch: count, score: number }), "an array of scores"),
        bestEpoch: count,
      }),
    ),
  }),
  backend: jsonObject({ name: text, adapter: anyText, runtime: anyText, engine: v.optional(text) }),
  versions: byName(anyText),
  files: byName(jsonObject({ bytes: count, sha256 })),
  checksum: sha256,
});

/** The manifest's format 1: every field, without the rules between fields. */
export const manifestSchema: v.GenericSchema<unknown, Manifest> = schema;

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
type Same<A, B> = [A, B] extends [B, A] ? true : false;

// Fails to compile when the schema and the interface differ in a field.
true satisfies Same<DeepReadonly<v.InferOutput<typeof schema>>, Manifest>;
