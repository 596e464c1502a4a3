import { smallPicture } from "../../src/testing/digit-picture.ts";
import type { Operation } from "./operation.ts";
import { tensorflowOperations } from "./tensorflow-operations.ts";

const predictRefusals = [400, 401, 404, 408, 413, 415, 429, 500, 503];
const lookUpRefusals = [401, 404, 500, 503];

const tensor = { name: "inputs", datatype: "FP32", shape: [1, 4], data: [0, 0.5, 1, 0] };

const people: readonly Operation[] = [
  {
    id: "predictPicture",
    method: "post",
    path: "/predict",
    route: "/predict",
    tag: "People",
    summary: "Say what a picture shows",
    description:
      "A picture of any size, dark on bright or bright on dark, is centred and scaled as the training pictures were. A PNG " +
      "or a JPEG is known by its first bytes, whatever type is named.",
    parameters: ["Model", "Version"],
    json: "PictureRequest",
    binary: {
      "image/png": "The picture.",
      "image/jpeg": "The picture.",
      "application/octet-stream": "One byte for each input of the model, or a PNG or a JPEG.",
    },
    answer: "PictureAnswer",
    refusals: predictRefusals,
    samples: [
      { summary: "Bytes from 0 to 255", path: "/predict?model=odd-digits", body: { pixels: [0, 255, 0, 0] } },
      {
        summary: "A PNG in base64",
        path: "/predict?model=odd-digits",
        body: { png: Buffer.from(smallPicture([0, 0, 255, 0])).toString("base64") },
      },
    ],
  },
];

const openInference: readonly Operation[] = [
  {
    id: "getService",
    method: "get",
    path: "/v2",
    route: "/v2",
    tag: "Open Inference Protocol",
    summary: "Describe the service",
    answer: "ServiceMetadata",
    headers: ["ETag"],
    refusals: [401, 500],
    samples: [{ summary: "The service", path: "/v2" }],
  },
  {
    id: "getLiveness",
    method: "get",
    path: "/v2/health/live",
    route: "/v2/health/live",
    tag: "Open Inference Protocol",
    summary: "Say whether the service runs",
    answer: "Health",
    refusals: [500],
    isOpen: true,
    samples: [{ summary: "It runs", path: "/v2/health/live" }],
  },
  {
    id: "getReadiness",
    method: "get",
    path: "/v2/health/ready",
    route: "/v2/health/ready",
    tag: "Open Inference Protocol",
    summary: "Say whether the service takes requests",
    answer: "Health",
    alsoAnswers: { 503: "It takes none now: a model cannot serve, or the service is closing." },
    refusals: [500],
    isOpen: true,
    samples: [{ summary: "It takes requests", path: "/v2/health/ready" }],
  },
  {
    id: "listModels",
    method: "get",
    path: "/v2/models",
    route: "/v2/models",
    tag: "Open Inference Protocol",
    summary: "List the models",
    answer: "ModelList",
    headers: ["ETag"],
    refusals: [401, 500],
    samples: [{ summary: "One model", path: "/v2/models" }],
  },
  ...versions({
    id: "getModel",
    method: "get",
    path: "",
    tag: "Open Inference Protocol",
    summary: "Describe a model: its tensors, its classes, and which of them it never learned",
    answer: "ModelMetadata",
    headers: ["ETag"],
    refusals: lookUpRefusals,
    samples: [{ summary: "A model of pictures with 2 x 2 pixels and 3 classes", path: "" }],
  }),
  ...versions({
    id: "getModelReadiness",
    method: "get",
    path: "/ready",
    tag: "Open Inference Protocol",
    summary: "Say whether a model can predict",
    answer: "ModelReadiness",
    alsoAnswers: { 503: "It cannot be loaded." },
    refusals: [401, 404, 500],
    samples: [{ summary: "It can", path: "/ready" }],
  }),
  ...versions({
    id: "infer",
    method: "post",
    path: "/infer",
    tag: "Open Inference Protocol",
    summary: "Predict a batch",
    description:
      "FP32 and FP64 are taken as the network takes them; UINT8 are bytes, which are scaled as in training. With the binary " +
      "tensor extension the values stand behind the JSON, and the header Inference-Header-Content-Length has the JSON's length.",
    parameters: ["InferenceHeaderContentLength"],
    json: "InferRequest",
    binary: { "application/octet-stream": "The JSON, and behind it the values, little-endian." },
    answer: "InferAnswer",
    headers: ["InferenceHeaderContentLength"],
    refusals: predictRefusals,
    samples: [
      { summary: "All values", path: "/infer", body: { inputs: [tensor] } },
      {
        summary: "The two largest classes",
        path: "/infer",
        body: { inputs: [tensor], outputs: [{ name: "predictions", parameters: { classification: 2 } }] },
      },
    ],
  }),
];

const operating: readonly Operation[] = [
  {
    id: "getMetrics",
    method: "get",
    path: "/metrics",
    route: "/metrics",
    tag: "Operations",
    summary: "Tell Prometheus what the service does",
    answer: { type: "text/plain", description: "Metrics in the text format 0.0.4." },
    refusals: [401, 404, 500],
  },
  {
    id: "getDescription",
    method: "get",
    path: "/openapi.json",
    route: "/openapi.json",
    tag: "Operations",
    summary: "This description, as OpenAPI 3.1",
    answer: { type: "application/json", description: "The description." },
    headers: ["ETag"],
    refusals: [500],
    isOpen: true,
  },
  {
    id: "getDocumentation",
    method: "get",
    path: "/docs",
    route: "/docs",
    tag: "Operations",
    summary: "This description, as a page",
    answer: { type: "text/html", description: "A page without scripts, which loads nothing else." },
    headers: ["ETag"],
    refusals: [500],
    isOpen: true,
  },
];

/** All operations, in the order of the description. */
export const operations: readonly Operation[] = [
  ...people,
  ...openInference,
  ...tensorflowOperations(predictRefusals, lookUpRefusals),
  ...operating,
];

/** An operation on a model, and the same on one of its versions. */
function versions(operation: Omit<Operation, "route">): Operation[] {
  return ["", "/versions/{version}"].map((version) => ({
    ...operation,
    id: version === "" ? operation.id : `${operation.id}Version`,
    path: `/v2/models/{model}${version}${operation.path}`,
    route: `/v2/models/:model${version.replace("{version}", ":version")}${operation.path}`,
    summary: version === "" ? operation.summary : `${operation.summary}: one version`,
    samples: (operation.samples ?? []).map((sample) => ({
      ...sample,
      path: `/v2/models/odd-digits${version.replace("{version}", "1")}${sample.path}`,
    })),
  }));
}
