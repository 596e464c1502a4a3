import { expect, test } from "vitest";
import { ask, post } from "../testing/ask.ts";
import { exampleApp } from "../testing/example-app.ts";

const infer = "/v2/models/odd-digits/infer";
const lengthHeader = "Inference-Header-Content-Length";

/** A body of the binary tensor extension, and its headers. */
function binaryRequest(
  json: object,
  binary: Uint8Array,
): { body: Uint8Array; headers: Record<string, string> } {
  const head = new TextEncoder().encode(JSON.stringify(json));
  const body = new Uint8Array([...head, ...binary]);
  return {
    body,
    headers: { "Content-Type": "application/octet-stream", [lengthHeader]: String(head.length) },
  };
}

function tensor(datatype: string, size: number, shape: readonly number[] = [1, 4]): object {
  return { name: "inputs", shape, datatype, parameters: { binary_data_size: size } };
}

const floats = new Uint8Array(new Float32Array([0.5, 0.25, 1, 0]).buffer);

/** An answer of the extension, taken apart. */
async function askBinary(json: object, binary: Uint8Array): Promise<{ json: unknown; binary: Uint8Array }> {
  const { body, headers } = binaryRequest(json, binary);
  const response = await (await exampleApp()).request(infer, post(body, headers));
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Type")).toBe("application/octet-stream");
  const bytes = new Uint8Array(await response.arrayBuffer());
  const length = Number(response.headers.get(lengthHeader));
  return {
    json: JSON.parse(new TextDecoder().decode(bytes.subarray(0, length))),
    binary: bytes.slice(length),
  };
}

test("floats come and go as bytes, as tritonclient sends them by default", async () => {
  // What tritonclient 2 sends for infer(model, [input]): no outputs, and all of them as bytes.
  const request = { inputs: [tensor("FP32", 16)], parameters: { binary_data_output: true } };
  const { json, binary } = await askBinary(request, floats);
  expect(json).toMatchObject({
    model_name: "odd-digits",
    outputs: [{ name: "predictions", datatype: "FP32", shape: [1, 3], parameters: { binary_data_size: 12 } }],
  });
  expect(json).not.toHaveProperty("outputs[0].data");
  expect(Array.from(new Float32Array(binary.buffer))).toEqual([0.5, 0.25, 1]);
});

test("an output's own setting goes before the request's", async () => {
  const outputs = [{ name: "predictions", parameters: { binary_data: false } }];
  const { body, headers } = binaryRequest(
    { inputs: [tensor("FP32", 16)], parameters: { binary_data_output: true }, outputs },
    floats,
  );
  const { json } = await ask(await exampleApp(), infer, body, headers);
  expect(json).toMatchObject({ outputs: [{ data: [0.5, 0.25, 1] }] });
});

test("JSON may be answered with bytes", async () => {
  const json = {
    inputs: [{ name: "inputs", shape: [1, 4], datatype: "FP32", data: [0, 0.5, 0, 0] }],
    outputs: [{ name: "predictions", parameters: { binary_data: true } }],
  };
  const { binary } = await askBinary(json, new Uint8Array(0));
  expect(Array.from(new Float32Array(binary.buffer))).toEqual([0, 0.5, 0]);
});

test("bytes are scaled as in training, and doubles become floats", async () => {
  const app = await exampleApp();
  const bytes = binaryRequest({ inputs: [tensor("UINT8", 4)] }, Uint8Array.of(255, 0, 51, 0));
  expect((await ask(app, infer, bytes.body, bytes.headers)).json).toMatchObject({
    outputs: [{ data: [1, 0, Math.fround(51 / 255)] }],
  });
  const doubles = new Uint8Array(new Float64Array([0.1, 0, 0, 0]).buffer);
  const double = binaryRequest({ inputs: [tensor("FP64", 32)] }, doubles);
  expect((await ask(app, infer, double.body, double.headers)).json).toMatchObject({
    outputs: [{ data: [Math.fround(0.1), 0, 0] }],
  });
});

test("classes come as BYTES, each with its length in front", async () => {
  const outputs = [{ name: "predictions", parameters: { classification: 1, binary_data: true } }];
  const { json, binary } = await askBinary({ inputs: [tensor("FP32", 16)], outputs }, floats);
  // "1:2:2" has 5 letters.
  expect(Array.from(binary)).toEqual([5, 0, 0, 0, ...new TextEncoder().encode("1:2:2")]);
  expect(json).toMatchObject({
    outputs: [{ datatype: "BYTES", shape: [1, 1], parameters: { binary_data_size: 9 } }],
  });
});

const bodyMismatch =
  "Cannot use the body: the body must have 16 bytes behind its JSON, as inputs[0] says, received ";

test.each([
  ["fewer bytes than announced", tensor("FP32", 16), floats.subarray(1), `${bodyMismatch}15`],
  ["more bytes than announced", tensor("FP32", 16), new Uint8Array(17), `${bodyMismatch}17`],
  [
    "fewer bytes than the shape wants",
    tensor("FP32", 12),
    floats.subarray(4),
    "Cannot use the body: inputs[0] must have 16 bytes for 4 values of FP32, received 12",
  ],
  [
    "bytes that nothing announces",
    { name: "inputs", shape: [1, 4], datatype: "FP32" },
    floats,
    "Cannot use the body: inputs[0].parameters.binary_data_size must be 16, the bytes behind the JSON, received nothing",
  ],
  [
    "both data and bytes",
    { ...tensor("FP32", 16), data: [1, 2, 3, 4] },
    floats,
    "Cannot use the body: inputs[0] must have either data or binary_data_size, received both",
  ],
  [
    "NaN",
    tensor("FP32", 16),
    new Uint8Array(new Float32Array([0, 1, Number.NaN, 0]).buffer),
    "Cannot use the body: inputs[0] must hold finite 32-bit floats, received NaN as value 2",
  ],
  [
    "a double beyond floats",
    tensor("FP64", 32),
    new Uint8Array(new Float64Array([0, -1e300, 0, 0]).buffer),
    "Cannot use the body: inputs[0] must hold finite 32-bit floats, received -Infinity as value 1",
  ],
])("a request with %s is refused with the reason", async (_, input, binary, error) => {
  const { body, headers } = binaryRequest({ inputs: [input] }, binary);
  expect(await ask(await exampleApp(), infer, body, headers)).toMatchObject({ status: 400, json: { error } });
});

test.each(["x", "-1", "1.5", "999999", "99999999999", ""])(
  "a length of the JSON that is %j is refused",
  async (length) => {
    const { body } = binaryRequest({ inputs: [tensor("FP32", 16)] }, floats);
    const { status, json } = await ask(await exampleApp(), infer, body, { [lengthHeader]: length });
    expect(status).toBe(400);
    expect(json).toEqual({
      error:
        `Cannot read the body: ${lengthHeader} must be a whole number up to the body's ${body.length} bytes, ` +
        `received ${JSON.stringify(length)}`,
    });
  },
);
