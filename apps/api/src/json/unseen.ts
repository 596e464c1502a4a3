import * as v from "valibot";

/** Numbers, in arrays one inside another as deep as the tensor's shape. */
export type NestedNumbers = readonly number[] | readonly NestedNumbers[];

/**
 * A field that its schema hands on unseen: tensors are read number by number elsewhere, with the model's shape in hand.
 *
 * @returns The schema of a field that may be left out; its type says what clients are to send.
 */
export function unseen<Input>(): v.OptionalSchema<v.GenericSchema<Input, unknown>, undefined> {
  return v.optional(v.unknown() as unknown as v.GenericSchema<Input, unknown>, undefined);
}
