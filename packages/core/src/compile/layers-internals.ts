import type { LayersModel } from "@tensorflow/tfjs-layers";
import { describeValue } from "../errors/describe-value.ts";

/** The releases of tfjs-layers whose private fields this file knows. */
const KNOWN = "@tensorflow/tfjs-layers 4.22";

/**
 * Makes a compiled model take labels of a width that is not that of its outputs. The one place that touches private fields of
 * tfjs-layers: `feedOutputShapes`, which `fit`, `trainOnBatch` and `evaluate` compare labels with, and the `model` that a
 * `Sequential` wraps and hands its calls to. `layers-internals.test.ts` fails where a release moves either.
 *
 * Symptom: without it labels wider than the output are refused ("Error when checking target").
 *
 * Source: https://github.com/tensorflow/tfjs/blob/tfjs-v4.22.0/tfjs-layers/src/engine/training.ts, `standardizeUserDataXY`.
 *
 * Delete it when labels of any shape can be given, as to `fitDataset`, which checks nothing.
 *
 * @param model A model that was compiled, sequential or functional.
 * @param width The number of label columns, `L`.
 * @throws {Error} Where the fields are not there.
 */
export function acceptLabelsOfWidth(model: LayersModel, width: number): void {
  const wrapped: unknown = Reflect.get(model, "model");
  const trained = model.getClassName() === "Sequential" ? wrapped : model;
  if (typeof trained !== "object" || trained === null) throw missing("model", "its Sequential", wrapped);
  const shapes: unknown = Reflect.get(trained, "feedOutputShapes");
  if (!Array.isArray(shapes) || shapes.length !== model.outputs.length) {
    throw missing("feedOutputShapes", "its models", shapes);
  }
  Reflect.set(
    trained,
    "feedOutputShapes",
    shapes.map(() => [null, width]),
  );
}

function missing(field: string, where: string, received: unknown): Error {
  return new Error(
    `Cannot compile the model: the private field ${JSON.stringify(field)} that ${KNOWN} has on ${where} is needed, received ${describeValue(received)}; use that release, or train with combinedLoss and an optimizer's minimize`,
  );
}
