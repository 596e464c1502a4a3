import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { unstable_readConfig } from "wrangler";
import workerBundle from "../../vite.worker.config.ts";
import { readConfig } from "../config/read-config.ts";
import { sharedSettings } from "../config/shared-settings.ts";
import { listModels, type ModelLocations } from "../models/model-locations.ts";
import { temporaryFolder } from "../models/testing/temporary-folder.ts";
import { askPlayground } from "../testing/ask-playground.ts";
import { askProtocols } from "../testing/ask-protocols.ts";
import { exampleFolder } from "../testing/example-folder.ts";
import { playgroundFolder } from "../testing/playground-folder.ts";
import { startProcess } from "../testing/started-process.ts";
import { findWorkerd } from "../testing/workerd.ts";

const workerdWorks = await findWorkerd();
const root = fileURLToPath(new URL("../..", import.meta.url));
/** The program itself: `bin/wrangler.js` starts it as a process of its own, which would outlive a test that fails. */
const wrangler = fileURLToPath(
  new URL("../../../../node_modules/wrangler/wrangler-dist/cli.js", import.meta.url),
);

test("wrangler.jsonc is one, has what the Worker asks for, and settings that it starts with", () => {
  const config = unstable_readConfig({ config: `${root}/wrangler.jsonc` });
  expect(config.main).toMatch(new RegExp(`/${workerBundle.build?.outDir}/worker\\.js$`));
  // TensorFlow.js stays in the chunk that Vite made of it.
  expect(config).toMatchObject({ no_bundle: true, find_additional_modules: true, compatibility_flags: [] });
  expect(config.compatibility_date && config.compatibility_date <= "2026-05-03").toBe(true);
  expect(config.assets).toMatchObject({
    binding: "ASSETS",
    // Whatever is not the playground's goes to the Worker: the models above all.
    run_worker_first: ["/*", "!/", "!/assets/*", "!/wasm/*"],
  });
  expect(config.ratelimits).toMatchObject([{ name: "RATE_LIMITER" }]);
  expect(config.observability?.enabled).toBe(true);
  const { MODELS, ...settings } = config.vars;
  expect(listModels(MODELS as unknown as ModelLocations).models).toHaveLength(1);
  const explainUnknown = (variable: string): string => `${variable} is no setting of a Worker`;
  expect(readConfig(sharedSettings, settings, { explainUnknown })).toMatchObject({
    log: "errors",
    tokens: [],
  });
});

test("wrangler dev bundles and starts the Worker, which answers in all protocols [needs workerd]", async (context) => {
  if (!workerdWorks) return context.skip("workerd does not start here");
  const state = await temporaryFolder();
  const where = ["--ip", "127.0.0.1", "--port", "0", "--inspector-port", "0", "--persist-to", state];
  const folder = await exampleFolder("odd");
  await cp(await playgroundFolder(), folder, { recursive: true });
  const models = ["--assets", folder];
  const quiet = {
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_HIDE_BANNER: "true",
    CI: "1",
    XDG_CONFIG_HOME: state,
  };
  const service = await startProcess(
    process.execPath,
    ["--no-warnings", wrangler, "dev", ...where, ...models],
    quiet,
    root,
  );
  await askProtocols(service.url, "odd");
  await askPlayground(service.url);
  // The files of the models are the Worker's alone.
  expect((await fetch(`${service.url}/odd/weights.bin`)).status).toBe(404);
  service.signal("SIGTERM");
  await service.ended();
});
