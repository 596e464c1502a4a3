import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "../models/testing/temporary-folder.ts";
import { askProtocols } from "../testing/ask-protocols.ts";
import { exampleFolder } from "../testing/example-folder.ts";
import { startProcess } from "../testing/started-process.ts";
import { findWorkerd } from "../testing/workerd.ts";

const workerdWorks = await findWorkerd();
const root = fileURLToPath(new URL("../..", import.meta.url));
/** The program itself: `bin/wrangler.js` starts it as a process of its own, which would outlive a test that fails. */
const wrangler = fileURLToPath(
  new URL("../../../../node_modules/wrangler/wrangler-dist/cli.js", import.meta.url),
);

test("wrangler dev bundles and starts the Worker, which answers in all protocols [needs workerd]", async (context) => {
  if (!workerdWorks) return context.skip("workerd does not start here");
  const state = await temporaryFolder();
  const where = ["--ip", "127.0.0.1", "--port", "0", "--inspector-port", "0", "--persist-to", state];
  const models = ["--assets", await exampleFolder("odd")];
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
  // The files of the models are the Worker's alone.
  expect((await fetch(`${service.url}/odd/weights.bin`)).status).toBe(404);
  service.signal("SIGTERM");
  await service.ended();
});
