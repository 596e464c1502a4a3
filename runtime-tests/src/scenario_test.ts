import { openBackend } from "@proj/trainer/backend";
import { runScenario } from "./scenario.ts";

Deno.test("20 steps of each engine on Deno's own WebGPU follow PyTorch's: losses within 2e-5, weights within 5e-5", async () => {
  const folder = new URL("../../vectors/", import.meta.url);
  const backend = await openBackend({ backend: "webgpu" });
  const results = await runScenario("deno", backend, (name) => Deno.readFile(new URL(name, folder)));
  backend.close();
  const expected: number[] = JSON.parse(
    await Deno.readTextFile(new URL("trajectory.json", folder)),
  ).loss_per_step;
  for (const { engine, losses, weightError } of results) {
    const worst = Math.max(...expected.map((loss, i) => Math.abs(loss - (losses[i] ?? NaN))));
    if (!(worst < 2e-5))
      throw new Error(`${engine}: losses must be within 2e-5 of PyTorch's, received ${worst}`);
    if (!(weightError < 5e-5))
      throw new Error(`${engine}: weights must be within 5e-5, received ${weightError}`);
  }
  const engines = results.map(({ engine }) => engine).join();
  if (engines !== "eager,fused") throw new Error(`both engines must have run, received ${engines}`);
});
