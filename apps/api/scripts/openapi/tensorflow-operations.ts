import type { Operation } from "./operation.ts";

const row = [0, 0.5, 1, 0];

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
  return ["", "/versions/{version}"].flatMap((version) =>
    ofModels(predictRefusals, lookUpRefusals).map((operation) => ({
      ...operation,
      id: version === "" ? operation.id : `${operation.id}Version`,
      tag: "TensorFlow Serving",
      path: `/v1/models/{model}${version}${operation.path}`,
      route: routeOf(version, operation.path),
      summary: version === "" ? operation.summary : `${operation.summary}: one version`,
      samples: (operation.samples ?? []).map((sample) => ({
        ...sample,
        path: `/v1/models/odd-digits${version.replace("{version}", "1")}${sample.path}`,
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

/** The verbs share a route, which reads them itself. */
function routeOf(version: string, path: string): string {
  const subject = version === "" ? "/v1/models" : "/v1/models/:model/versions";
  if (path.startsWith(":")) return `${subject}/:target`;
  return `${subject}/${version === "" ? ":model" : ":version"}${path}`;
}
