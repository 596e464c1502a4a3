import * as v from "valibot";
import { jsonObject, onlyWhere } from "../json/json-object.ts";
import { type NestedNumbers, unseen } from "../json/unseen.ts";

// Each message is what an error says aloud: "must be MESSAGE". Null stands for nothing, as some clients send it.
// The sizes of the lists come first: what follows a wrong one is not looked at.

const text = v.pipe(v.string("a text"), v.maxLength(1000, "a text of at most 1000 characters"));
const length = v.pipe(
  v.number("a whole number"),
  v.safeInteger("a whole number"),
  v.minValue(0, "a whole number of at least 0"),
);
const onOff = v.nullish(v.boolean("true or false"));
const shape = v.pipe(
  v.array(length, "an array of lengths"),
  v.maxLength(16, "an array of at most 16 lengths"),
);

const input = jsonObject({
  name: text,
  shape,
  datatype: text,
  parameters: v.nullish(jsonObject({ binary_data_size: v.nullish(length) })),
  data: unseen<NestedNumbers | null>(),
});

const output = jsonObject({
  name: text,
  parameters: v.nullish(jsonObject({ binary_data: onOff, classification: v.nullish(length) })),
});

/** A request for an inference, without its numbers. */
export const inferSchema = jsonObject(
  {
    id: v.nullish(text),
    parameters: v.nullish(jsonObject({ binary_data_output: onOff })),
    inputs: onlyWhere((value) => isList(value, 1, 1), v.tuple([input], "an array of 1 tensor")),
    outputs: v.nullish(
      onlyWhere(
        (value) => isList(value, 0, 1),
        v.array(output, "an array of at most 1 tensor, with its name and parameters"),
      ),
    ),
  },
  "a JSON object",
);

/** What a client sends. */
export type InferBody = v.InferInput<typeof inferSchema>;

/** What the schema makes of a request. */
export type InferRequest = v.InferOutput<typeof inferSchema>;

function isList(value: unknown, least: number, most: number): boolean {
  return Array.isArray(value) && value.length >= least && value.length <= most;
}
