import * as v from "valibot";
import { jsonObject } from "./json-object.ts";

const badName = v.never("under a name of 1 to 1000 characters");

/**
 * The schema of a JSON object whose keys are names.
 *
 * Unlike `v.record` it keeps what is called `constructor` or `prototype`, as a label may well be. `__proto__` is left out.
 *
 * @param value The schema of what stands under each name; it carries what it expects as its message.
 * @returns The schema.
 */
export function byName<Output>(
  value: v.GenericSchema<unknown, Output>,
): v.GenericSchema<unknown, { [name: string]: Output }> {
  return v.lazy((input) => {
    const names = typeof input === "object" && input !== null ? Object.keys(input) : [];
    const entries = names.map((name) => [name, name.length >= 1 && name.length <= 1000 ? value : badName]);
    return jsonObject(Object.fromEntries(entries.filter(([name]) => name !== "__proto__")));
  });
}
