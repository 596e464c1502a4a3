import type { ManifestClass } from "@proj/model";
import { refuse } from "../http/refuse.ts";
import { describeValue } from "../json/describe-value.ts";
import { largestColumns } from "../prediction/largest-columns.ts";
import { outputName } from "../tensors/tensor-names.ts";
import { writeBytesTensor } from "./binary-tensor.ts";
import type { InferRequest } from "./infer-schema.ts";

/** How a request wants its output. */
export interface WantedOutput {
  /** Whether as bytes behind the JSON. */
  readonly isBinary: boolean;
  /** How many of the largest classes, instead of all values; 0 for all values. */
  readonly classification: number;
}

/** What the JSON says of an output: its values, or how many bytes of them stand behind the JSON. */
export interface OutputTensor {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
  readonly data?: readonly (number | string)[];
  readonly parameters?: { readonly binary_data_size: number };
}

/** One output: what the JSON says of it, and the bytes behind the JSON, if it is sent so. */
export interface WrittenOutput {
  readonly json: OutputTensor;
  readonly binary: Uint8Array | null;
}

/**
 * Reads which output a request wants, and how.
 *
 * @param request The request, checked against its schema.
 * @param columns The model's columns, C.
 * @throws {HTTPException} 400 for an output that the model does not have, or more classes than it has.
 */
export function wantedOutput({ parameters, outputs }: InferRequest, columns: number): WantedOutput {
  const [output] = outputs ?? [];
  const isBinary = output?.parameters?.binary_data ?? parameters?.binary_data_output ?? false;
  const classification = output?.parameters?.classification ?? 0;
  if (output !== undefined && output.name !== outputName) {
    throw refuse(
      400,
      `Cannot use the body: outputs[0].name must be "${outputName}", received ${describeValue(output.name)}`,
    );
  }
  if (classification > columns) {
    throw refuse(
      400,
      `Cannot use the body: outputs[0].parameters.classification must be at most the model's ${columns} classes, ` +
        `received ${classification}`,
    );
  }
  return { isBinary, classification };
}

/**
 * Writes the output of an inference: all values as FP32, or with the classification extension the largest as BYTES, each
 * `VALUE:INDEX:LABEL`.
 *
 * Source: Triton Inference Server, "Classification Extension".
 *
 * @param values `[count, C]` row-major.
 * @param count The number of inputs.
 * @param classes The manifest's classes, C of them.
 * @param wanted What the request asked for.
 */
export function writeOutput(
  values: Float32Array,
  count: number,
  classes: readonly ManifestClass[],
  { isBinary, classification }: WantedOutput,
): WrittenOutput {
  if (classification === 0) {
    const shape = [count, classes.length];
    const tensor = { name: outputName, datatype: "FP32", shape };
    if (!isBinary) return { json: { ...tensor, data: Array.from(values) }, binary: null };
    const binary = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return { json: { ...tensor, parameters: { binary_data_size: binary.length } }, binary };
  }
  const texts: string[] = [];
  for (let row = 0; row < count; row++) {
    for (const column of largestColumns(values, row, classes.length, classification)) {
      texts.push(`${values[row * classes.length + column]}:${column}:${classes[column]?.name ?? ""}`);
    }
  }
  const tensor = { name: outputName, datatype: "BYTES", shape: [count, classification] };
  if (!isBinary) return { json: { ...tensor, data: texts }, binary: null };
  const binary = writeBytesTensor(texts);
  return { json: { ...tensor, parameters: { binary_data_size: binary.length } }, binary };
}
