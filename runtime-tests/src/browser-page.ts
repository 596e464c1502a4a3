import { openBackend } from "@proj/trainer/backend";
import { runScenario, type ScenarioResult } from "./scenario.ts";

declare global {
  /** What the test in Node calls in the page. */
  var runInBrowser: () => Promise<ScenarioResult[]>;
}

globalThis.runInBrowser = async () => {
  const backend = await openBackend({ backend: "webgpu" });
  const result = await runScenario("chromium", backend, async (name) => {
    const response = await fetch(`/vectors/${name}`);
    if (!response.ok) throw new Error(`Cannot read ${name}: status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  });
  backend.close();
  return result;
};
