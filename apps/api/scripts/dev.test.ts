import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { exampleFolder } from "../src/testing/example-folder.ts";
import { startProcess, startProgram } from "../src/testing/started-process.ts";

const dev = fileURLToPath(new URL("dev.mjs", import.meta.url));

test("npm run dev serves the models that PROJ_MODELS names, from the sources, and ends with its signal", async () => {
  const service = await startProcess(process.execPath, [dev], {
    PROJ_MODELS: await exampleFolder(),
    PROJ_PORT: "0",
  });
  expect((await fetch(`${service.url}/v2/models/odd-digits`)).status).toBe(200);
  service.signal("SIGTERM");
  await service.ended();
  await expect(fetch(`${service.url}/v2`)).rejects.toThrow("fetch failed");
});

test("npm run dev says what to do where nothing has been trained", async () => {
  const program = startProgram(process.execPath, [dev], { PROJ_MODELS: "/gone/models" });
  expect(await program.ended()).toBe(1);
  expect(program.err()).toContain("Cannot serve the models in /gone/models: nothing has been trained yet");
  expect(program.err()).toContain("npm run train");
});
