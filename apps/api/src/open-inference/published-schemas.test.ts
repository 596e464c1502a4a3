import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { Ajv, type ValidateFunction } from "ajv";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ask } from "../testing/ask.ts";
import { exampleApp } from "../testing/example-app.ts";

const root = process.env["PROJ_DATA_DIR"];
const file = root === undefined ? undefined : join(root, "oip", "open_inference_rest.yaml");
const reason = "needs open_inference_rest.yaml in the folder oip of PROJ_DATA_DIR";

/** The validator of one schema of the published description. */
async function published(path: string, schema: string): Promise<ValidateFunction> {
  const description: { components: object } = parse(await readFile(path, "utf8"));
  // The description has keywords of OpenAPI, which say nothing about values.
  const ajv = new Ajv({ allErrors: true, strict: false });
  ajv.addSchema({ $id: "oip", components: description.components });
  return ajv.compile({ $ref: `oip#/components/schemas/${schema}` });
}

type Case = readonly [title: string, schema: string, status: number, path: string, body?: unknown];

const tensor = { name: "inputs", shape: [2, 4], datatype: "UINT8", data: [1, 2, 3, 4, 5, 6, 7, 8] };
const classes = [{ name: "predictions", parameters: { classification: 2 } }];
const model = "/v2/models/odd-digits";

describe("replies are as the published description of the protocol says [needs data]", () => {
  test.for<Case>([
    ["the server's metadata", "metadata_server_response", 200, "/v2"],
    ["a model's metadata", "metadata_model_response", 200, model],
    ["a version's metadata", "metadata_model_response", 200, `${model}/versions/1`],
    ["an inference", "inference_response", 200, `${model}/infer`, { id: "1", inputs: [tensor] }],
    [
      "classes",
      "inference_response",
      200,
      `${model}/versions/1/infer`,
      { inputs: [tensor], outputs: classes },
    ],
    ["an unknown model", "metadata_model_error_response", 404, "/v2/models/x"],
    ["a bad inference", "inference_error_response", 400, `${model}/infer`, { inputs: [] }],
  ])("%s is a %s", async ([, schema, status, path, body], { skip }) => {
    if (file === undefined || !existsSync(file)) return skip(reason);
    const validate = await published(file, schema);
    const answer = await ask(await exampleApp(), path, body);
    expect(answer.status).toBe(status);
    expect({ valid: validate(answer.json), errors: validate.errors }).toEqual({ valid: true, errors: null });
  });
});
