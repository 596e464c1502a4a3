import type { Manifest } from "@proj/model";
import { refuse } from "../http/refuse.ts";
import { describeValue } from "../json/describe-value.ts";
import { positionsIn } from "../json/name-position.ts";
import { isArray } from "../json/number-tensor.ts";
import type { Limits } from "../limits.ts";
import { checkBatch } from "../tensors/check-batch.ts";
import { checkInputShape, inputSize } from "../tensors/input-shape.ts";
import { nestedShape } from "../tensors/nested-shape.ts";
import { readNumbers } from "../tensors/read-numbers.ts";
import { inputName } from "../tensors/tensor-names.ts";
import { type InputDatatype, readBinaryTensor } from "./binary-tensor.ts";
import type { InferRequest } from "./infer-schema.ts";

/** A batch, ready for a model. */
export interface Batch {
  readonly inputs: Float32Array | Uint8Array;
  readonly count: number;
}

/**
 * Reads the inputs of an inference: FP32 and FP64 as the network takes them, UINT8 as bytes that are scaled as in training.
 *
 * @param request The request, checked against its schema.
 * @param binary The bytes behind the JSON; `null` where there are none.
 * @param manifest The model's.
 * @param limits `maxBatch`.
 * @returns The batch.
 * @throws {HTTPException} 400 where the tensor does not fit the model, 413 for a large batch.
 */
export function readInputs(
  request: InferRequest,
  binary: Uint8Array | null,
  manifest: Manifest,
  limits: Limits,
): Batch {
  const [tensor] = request.inputs;
  if (tensor.name !== inputName) {
    throw wrong("inputs[0].name", `must be "${inputName}"`, describeValue(tensor.name));
  }
  const datatype = checkDatatype(tensor.datatype);
  const [count, ...shape] = tensor.shape;
  if (count === undefined) throw wrong("inputs[0].shape", "must start with the number of inputs", "[]");
  checkBatch(count, "inputs[0]", limits);
  checkInputShape(shape, manifest, "inputs[0].shape");
  const size = count * inputSize(manifest);

  const binarySize = tensor.parameters?.binary_data_size ?? null;
  const hasData = tensor.data !== undefined && tensor.data !== null;
  if (binarySize === null) {
    if (binary !== null && binary.length > 0) {
      throw wrong(
        "inputs[0].parameters.binary_data_size",
        `must be ${binary.length}, the bytes behind the JSON`,
        "nothing",
      );
    }
    if (!hasData) throw wrong("inputs[0].data", "must be an array of numbers", describeValue(tensor.data));
    return { inputs: readJsonTensor(tensor.data, datatype, tensor.shape, size), count };
  }
  if (hasData) {
    throw wrong("inputs[0]", "must have either data or binary_data_size", "both");
  }
  if (binary === null || binarySize !== binary.length) {
    const received =
      binary === null
        ? "no bytes: the header Inference-Header-Content-Length is missing"
        : `${binary.length}`;
    throw wrong("the body", `must have ${binarySize} bytes behind its JSON, as inputs[0] says`, received);
  }
  return { inputs: readBinaryTensor(binary, datatype, size), count };
}

function readJsonTensor(
  data: unknown,
  datatype: InputDatatype,
  shape: readonly number[],
  size: number,
): Float32Array | Uint8Array {
  // Only now is the size known to be one that the array can be of: nothing is allocated for what is not there.
  const given = nestedShape(data);
  const wanted = given.length > 1 ? shape : [size];
  if (given.length !== wanted.length || given.some((length, level) => length !== wanted[level])) {
    const forms =
      shape.length > 1
        ? `an array of ${size} numbers or of the shape [${shape.join(", ")}]`
        : `an array of ${size} numbers`;
    throw wrong(
      "inputs[0].data",
      `must be ${forms}`,
      isArray(data) ? `the shape [${given.join(", ")}]` : describeValue(data),
    );
  }
  return readNumbers(data, wanted, datatype === "UINT8", positionsIn("inputs[0].data"));
}

function checkDatatype(datatype: string): InputDatatype {
  if (datatype === "FP32" || datatype === "FP64" || datatype === "UINT8") return datatype;
  throw wrong("inputs[0].datatype", "must be FP32, FP64 or UINT8", describeValue(datatype));
}

function wrong(field: string, requirement: string, received: string): Error {
  return refuse(400, `Cannot use the body: ${field} ${requirement}, received ${received}`);
}
