import type { TwoLayers } from "../serve/bare-forward.ts";
import { type Field, message } from "./protobuf.ts";

/** The element type of float32. */
const float = 1;

/**
 * Writes a network of two dense layers, ReLU between and softmax behind, as an ONNX file.
 *
 * Source: ONNX, `onnx.proto`.
 *
 * @param network The weights.
 * @returns The bytes: the input is `images` `[N, inputs]`, the output `predictions` `[N, outputs]`.
 */
export function onnxFile({ inputs, hidden, outputs, kernel1, bias1, kernel2, bias2 }: TwoLayers): Uint8Array {
  const graph = message(
    node("Gemm", ["images", "kernel1", "bias1"], "sums1"),
    node("Relu", ["sums1"], "hidden"),
    node("Gemm", ["hidden", "kernel2", "bias2"], "logits"),
    node("Softmax", ["logits"], "predictions"),
    [2, "digits"],
    weight("kernel1", [inputs, hidden], kernel1),
    weight("bias1", [hidden], bias1),
    weight("kernel2", [hidden, outputs], kernel2),
    weight("bias2", [outputs], bias2),
    [11, value("images", inputs)],
    [12, value("predictions", outputs)],
  );
  return message([1, 8], [2, "bench"], [7, graph], [8, message([1, ""], [2, 13])]);
}

function node(operator: string, inputs: readonly string[], output: string): Field {
  return [1, message(...inputs.map((name): Field => [1, name]), [2, output], [3, output], [4, operator])];
}

function weight(name: string, shape: readonly number[], values: Float32Array): Field {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return [5, message(...shape.map((length): Field => [1, length]), [2, float], [8, name], [9, bytes])];
}

/** An input or output of `[N, width]`. */
function value(name: string, width: number): Uint8Array {
  const shape = message([1, message([2, "N"])], [1, message([1, width])]);
  return message([1, name], [2, message([1, message([1, float], [2, shape])])]);
}
