import { NumberTensor } from "./number-tensor.ts";

/**
 * Shows a value in an error message: short, and never a whole object.
 *
 * @param value Any value.
 * @returns For example `3`, `"odd"`, `nothing`, `an array of 4` or `an object`.
 */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") {
    return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}...` : value);
  }
  if (value instanceof NumberTensor) return `an array of ${value.shape[0]}`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  return String(value);
}
