import { ask } from "../../src/testing/ask.ts";
import { exampleApp } from "../../src/testing/example-app.ts";
import type { Answerer } from "./build-document.ts";

/** Makes what answers samples: the service itself, with the example model that the description speaks of. */
export async function sampleAnswerer(): Promise<Answerer> {
  const app = await exampleApp({ labels: { "odd-digits": { stable: "1" } } });
  return async ({ path, body }) => {
    const { status, json } = await ask(app, path, body);
    if (status !== 200) {
      throw new Error(
        `Cannot show ${path}: it must be answered with 200, received ${status} ${JSON.stringify(json)}`,
      );
    }
    return json;
  };
}
