import type { Operation } from "./operation.ts";

const row = [0, 0.5, 1, 0];

/** The ways to name what is asked: a model alone, one of its versions, or a label of one. */
const forms = [
  { suffix: "", parent: "/v1/models", name: ":model", path: "", sample: "" },
  {
    suffix: "Version",
    parent: "/v1/models/:model/versions",
    name: ":version",
    path: "/versions/{version}",
    sample: "/versions/1",
  },
  {
    suffix: "Label",
    parent: "/v1/models/:model/labels",
    name: ":label",
    path: "/labels/{label}",
    sample: "/labels/stable",
  },
];

/**
 * The operations of TensorFlow Serving's API.
 *
 * @param predictRefusals The statuses of what predicts.
 * @param lookUpRefusals The statuses of what looks a model up.
 */
export function tensorflowOperations(
  predictRefusals: readonly number[],
  lookUpRefusals: readonly number[],
): Operation[] {
  return forms.flatMap(({ suffix, parent, name, path, sample }) =>
    ofModels(predictRefusals, lookUpRefusals).map((operation) => ({
      ...operation,
      id: operation.id + suffix,
      tag: "TensorFlow Serving",
      path: `/v1/models/{model}${path}${operation.path}`,
      // The verbs share a route, which reads them itself.
      route: `${parent}/${operation.path.startsWith(":") ? ":target" : name + operation.path}`,
      summary: suffix === "" ? operation.summary : `${operation.summary}: one ${suffix.toLowerCase()}`,
      samples: (operation.samples ?? []).map((each) => ({
        ...each,
        path: `/v1/models/odd-digits${sample}${each.path}`,
      })),
    })),
  );
}

function ofModels(
  predictRefusals: readonly number[],
  lookUpRefusals: readonly number[],
): Omit<Operation, "route" | "tag">[] {
  return [
    {
      id: "getStatus",
      method: "get",
      path: "",
      summary: "Say how a model's versions stand",
      answer: "ModelStatus",
      refusals: [401, 404, 500],
      samples: [{ summary: "One version", path: "" }],
    },
    {
      id: "getSignatures",
      method: "get",
      path: "/metadata",
      summary: "Describe a model's signatures and classes",
      answer: "SignatureMetadata",
      headers: ["ETag"],
      refusals: lookUpRefusals,
      samples: [{ summary: "Floats and bytes", path: "/metadata" }],
    },
    {
      id: "predict",
      method: "post",
      path: ":predict",
      summary: "Predict a batch",
      description:
        "Rows under instances give predictions, a column under inputs gives outputs. The signature serving_default takes " +
        "numbers as the network does, serving_bytes takes bytes.",
      json: "PredictRequest",
      answer: "PredictAnswer",
      headers: ["ModelRemark"],
      refusals: predictRefusals,
      samples: [
        { summary: "Rows", path: ":predict", body: { instances: [row] } },
        {
          summary: "A column of bytes",
          path: ":predict",
          body: { signature_name: "serving_bytes", inputs: [[0, 255, 0, 0]] },
        },
      ],
    },
    {
      id: "classify",
      method: "post",
      path: ":classify",
      summary: "Predict a batch, with the classes' names",
      json: "ClassifyRequest",
      answer: "ClassifyAnswer",
      headers: ["ModelRemark"],
      refusals: predictRefusals,
      samples: [{ summary: "One example", path: ":classify", body: { examples: [{ inputs: row }] } }],
    },
  ];
}
