import type { ServedModel } from "../models/model-repository.ts";
import { inputName, outputName } from "../tensors/tensor-names.ts";
import { bytesSignature, defaultSignature } from "./signatures.ts";

/**
 * Describes a model's signatures, as the message GetModelMetadataResponse looks in JSON: sizes are texts, as every 64-bit
 * number there. Beside them stand the classes, and which of them were ever supervised.
 *
 * Source: TensorFlow Serving, tensorflow_serving/apis/get_model_metadata.proto; TensorFlow, meta_graph.proto.
 *
 * @param model The model.
 */
export function signatureMetadata({ name, version, manifest }: ServedModel) {
  const { input, classes } = manifest;
  const outputs = { [outputName]: tensorInfo(outputName, "DT_FLOAT", [classes.length]) };
  const signature = (dtype: string) => ({
    inputs: { [inputName]: tensorInfo(inputName, dtype, input.shape) },
    outputs,
    method_name: "tensorflow/serving/predict",
  });
  return {
    model_spec: { name, signature_name: "", version },
    metadata: {
      signature_def: {
        signature_def: {
          [defaultSignature]: signature("DT_FLOAT"),
          [bytesSignature]: signature("DT_UINT8"),
        },
      },
      classes: classes.map(({ part, name: label, supervised, samples }) => ({
        part,
        name: label,
        supervised,
        samples: String(samples),
      })),
    },
  };
}

function tensorInfo(name: string, dtype: string, shape: readonly number[]) {
  const dim = [-1, ...shape].map((length) => ({ size: String(length), name: "" }));
  return { dtype, tensor_shape: { dim, unknown_rank: false }, name };
}
