import type { Manifest } from "@proj/model";
import type { ModelVersion, ServedModel } from "../models/model-repository.ts";
import { untrainedRemark } from "../prediction/untrained-remark.ts";
import { inputName, outputName } from "../tensors/tensor-names.ts";

/**
 * Describes a model: its tensors, and what its columns stand for.
 *
 * Source: Open Inference Protocol, "Model Metadata Response JSON Object"; its properties are texts.
 *
 * @param model The model.
 * @param versions All of its versions.
 */
export function modelMetadata({ name, manifest }: ServedModel, versions: readonly ModelVersion[]) {
  return {
    name,
    versions: versions.map(({ version }) => version),
    platform: "tensorflowjs_layersmodel",
    inputs: [{ name: inputName, datatype: "FP32", shape: [-1, ...manifest.input.shape] }],
    outputs: [{ name: outputName, datatype: "FP32", shape: [-1, manifest.classes.length] }],
    properties: properties(manifest),
  };
}

function properties({ input, classes }: Manifest): Record<string, string> {
  const remark = untrainedRemark(classes);
  return {
    uint8_inputs: `are multiplied by ${input.scale}`,
    classes: JSON.stringify(classes.map(({ name }) => name)),
    supervised: JSON.stringify(classes.map(({ supervised }) => supervised)),
    ...(remark === null ? {} : { remark }),
  };
}
