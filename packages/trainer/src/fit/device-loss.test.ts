import { describe, expect, test } from "vitest";
import { testBackends } from "../testing/backends.ts";
import { memoryStore } from "../testing/memory-store.ts";
import { smallProblem } from "../testing/small-problem.ts";
import { DeviceLostError } from "./device-loss.ts";
import { fit } from "./fit.ts";

describe.each(testBackends.filter(({ title }) => title.includes("webgpu")))(
  "on $title",
  ({ available, open }) => {
    test.skipIf(!available)(
      "a device destroyed while training stops the run, and the last checkpoint still resumes",
      async () => {
        const store = memoryStore();
        const numbers = {
          count: 40,
          batchSize: 16,
          seed: 7,
          logEvery: 2,
          checkpoints: store,
          checkpointEvery: 2,
        };
        const backend = await open();
        const { engine } = smallProblem();
        const run = fit({
          ...numbers,
          engine,
          epochs: 1000,
          lost: backend.lost,
          onEvent: (event) => event.type === "checkpoint" && event.step === 6 && backend.device?.destroy(),
        });
        await expect(run).rejects.toBeInstanceOf(DeviceLostError);
        await expect(run).rejects.toThrow(
          /^Training stopped: the device was lost \(.*\)\. The last checkpoint is memory, at step \d+\.$/,
        );
        backend.close();

        const again = await open();
        const problem = smallProblem();
        const result = await fit({
          ...numbers,
          engine: problem.engine,
          epochs: 4,
          resume: true,
          lost: again.lost,
        });
        expect(result).toMatchObject({ complete: true, step: 12 });
        problem.dispose();
        again.close();
      },
    );
  },
);
