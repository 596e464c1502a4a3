import { oneOf } from "./tile.ts";

/**
 * Writes four parameters of a row of a kernel, or of a bias: read at once where rows begin at whole quads, else one by one.
 *
 * @param quad The quad, as WGSL.
 * @param start Where the row begins among the parameters, as WGSL.
 * @param units The length of a row.
 * @returns WGSL.
 */
export function ownQuad(quad: string, start: string, units: number): string {
  if (units % 4 === 0) return `parameters[(${start}) / 4u + ${quad}]`;
  // Past the row's end it is the last one once more: nobody takes what is summed of it.
  const places = [0, 1, 2, 3].map((one) => `${start} + min(${quad} * 4u + ${one}u, ${units - 1}u)`);
  return `vec4f(${places.map((place) => oneOf("parameters", place)).join(", ")})`;
}
