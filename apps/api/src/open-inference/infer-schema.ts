import * as z from "zod/mini";

// Each message is what an error says aloud: "must be MESSAGE". Null stands for nothing, as some clients send it.
// The sizes of the lists come first: what follows a wrong one is not looked at.

const text = z.string("a text").check(z.maxLength(1000, "a text of at most 1000 characters"));
const length = z.int("a whole number").check(z.gte(0, "a whole number of at least 0"));
const onOff = z.nullish(z.boolean("true or false"));

const input = z.object(
  {
    name: text,
    shape: z.array(length, "an array of lengths").check(z.maxLength(16, "an array of at most 16 lengths")),
    datatype: text,
    parameters: z.nullish(z.object({ binary_data_size: z.nullish(length) }, "an object")),
    data: z.nullish(z.unknown()),
  },
  "an object",
);

const output = z.object(
  {
    name: text,
    parameters: z.nullish(
      z.object(
        {
          binary_data: onOff,
          classification: z.nullish(z.int("a whole number").check(z.gte(0, "a whole number of at least 0"))),
        },
        "an object",
      ),
    ),
  },
  "an object",
);

/** A request for an inference, without its numbers. */
export const inferSchema = z.object(
  {
    id: z.nullish(text),
    parameters: z.nullish(z.object({ binary_data_output: onOff }, "an object")),
    inputs: z.tuple([input], "an array of 1 tensor"),
    outputs: z.nullish(
      z.union([z.tuple([]), z.tuple([output])], "an array of at most 1 tensor, with its name and parameters"),
    ),
  },
  "a JSON object",
);

/** What the schema makes of a request. */
export type InferRequest = z.output<typeof inferSchema>;
