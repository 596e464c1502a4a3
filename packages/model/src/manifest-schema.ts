import * as z from "zod/mini";
import type { Manifest } from "./manifest.ts";

// Every check carries, as its message, the requirement that an error says aloud: "must be MESSAGE".

const text = z
  .string("a text")
  .check(z.minLength(1, "a text that is not empty"), z.maxLength(1000, "a text of at most 1000 characters"));
const anyText = z.string("a text").check(z.maxLength(10_000, "a text of at most 10000 characters"));
const number = z.number("a finite number");
const count = z.int("a whole number").check(z.gte(0, "a whole number of at least 0"));
const positive = z.int("a whole number").check(z.gte(1, "a whole number of at least 1"));
const sha256 = z
  .string("a SHA-256 of 64 lower-case hexadecimal digits")
  .check(z.regex(/^[0-9a-f]{64}$/, "a SHA-256 of 64 lower-case hexadecimal digits"));

function object<Shape extends z.core.$ZodLooseShape>(shape: Shape): z.ZodMiniObject<Shape, z.core.$strip> {
  return z.object(shape, "an object");
}

const placement = { offset: count, width: positive };
const names = z.optional(z.array(text, "an array of names"));
const missing = z.optional(z.array(number, "an array of numbers"));

// Whether presences and conditions make sense together is for parseLayout of @proj/core to say.
const layoutPart = z.discriminatedUnion(
  "kind",
  [
    object({ kind: z.literal(["oneHot", "classIndex"]), classes: positive, names, missing, ...placement }),
    object({ kind: z.literal(["flags", "values"]), size: positive, names, missing, ...placement }),
    object({ kind: z.literal("flag"), when: z.optional(text), missing, ...placement }),
    object({ kind: z.literal("value"), missing, ...placement }),
    object({ kind: z.literal("sampleWeight"), ...placement }),
    object({ kind: z.literal("presence"), of: text, ...placement }),
  ],
  'one of the kinds "oneHot", "classIndex", "flag", "flags", "value", "values", "sampleWeight" and "presence"',
);

const schema = object({
  format: z.literal("proj-model", '"proj-model"'),
  formatVersion: z.literal(1, "1"),
  name: text,
  input: object({
    shape: z.array(positive, "an array of sizes").check(z.minLength(1, "an array of at least one size")),
    scale: number.check(z.gt(0, "a finite number above 0")),
    table: z.optional(z.unknown()),
  }),
  labels: object({
    layout: object({
      width: positive,
      parts: z.record(text, layoutPart, "an object"),
      fields: z.optional(z.array(text, "an array of names")),
    }),
    learned: z
      .array(
        object({
          part: text,
          loss: text,
          mask: z.array(text, "an array of names"),
          weight: number.check(z.gt(0, "a finite number above 0")),
        }),
        "an array of parts",
      )
      .check(z.minLength(1, "an array of at least one part")),
  }),
  condition: z.nullable(object({ text: anyText, expression: z.unknown() })),
  classes: z
    .array(
      object({
        label: count,
        part: text,
        name: text,
        supervised: z.boolean("true or false"),
        samples: count,
      }),
      "an array of classes",
    )
    .check(z.minLength(1, "an array of at least one class")),
  dataset: object({ name: text, sha256, trainCount: count, heldOutCount: count }),
  training: object({
    seed: z.int("a whole number"),
    epochs: count,
    batchSize: positive,
    learningRate: number.check(z.gte(0, "a finite number of at least 0")),
    optimizer: z.catchall(
      object({ name: text }),
      z.union([anyText, number, z.boolean(), z.null()], "a text, a finite number, true, false or null"),
    ),
    reduction: text,
    pooling: text,
    hiddenUnits: z.array(positive, "an array of layer widths"),
    dropout: number.check(z.gte(0, "a number from 0 to below 1"), z.lt(1, "a number from 0 to below 1")),
    patience: z.optional(positive),
  }),
  metrics: object({
    epochs: z.array(object({ epoch: count, loss: number }), "an array of epochs"),
    lossCurve: z.array(object({ step: count, loss: number }), "an array of steps"),
    validation: z.optional(
      object({
        name: text,
        scores: z.array(object({ epoch: count, score: number }), "an array of scores"),
        bestEpoch: count,
      }),
    ),
  }),
  backend: object({ name: text, adapter: anyText, runtime: anyText }),
  versions: z.record(text, anyText, "an object"),
  files: z.record(text, object({ bytes: count, sha256 }), "an object"),
  checksum: sha256,
});

/** The manifest's format 1: every field, without the rules between fields. */
export const manifestSchema: z.ZodMiniType<Manifest> = schema;

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
type Same<A, B> = [A, B] extends [B, A] ? true : false;

// Fails to compile when the schema and the interface differ in a field.
true satisfies Same<DeepReadonly<z.output<typeof schema>>, Manifest>;
