import { expect, test } from "vitest";
import { trajectoryBatches, type trajectoryStart, weightsOf } from "./trajectory.ts";

/**
 * Tests what every engine promises of its steps: the same ones give the same bytes, however they are cut up, stopped and resumed.
 *
 * @param available Whether the engine's backend is there.
 * @param start Makes an engine and its model, ready for the reference run's steps.
 */
export function testRepeatableSteps(
  available: boolean,
  start: () => ReturnType<typeof trajectoryStart>,
): void {
  test.skipIf(!available)("the same steps give the same bytes, in one interval or in many", async () => {
    const runs: Float32Array[] = [];
    for (const interval of [1, 1, 5]) {
      const { model, engine } = start();
      for (let at = 0; at < 5; at += interval) await engine.train(trajectoryBatches.slice(at, at + interval));
      runs.push(await weightsOf(model));
      engine.dispose();
      model.dispose();
    }
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).toEqual(runs[0]);
  });

  test.skipIf(!available)("a saved state goes on with the bytes of a run never stopped", async () => {
    const straight = start();
    await straight.engine.train(trajectoryBatches.slice(0, 3));
    const state = await straight.engine.saveState();
    await straight.engine.train(trajectoryBatches.slice(3, 6));

    const resumed = start();
    await resumed.engine.train(trajectoryBatches.slice(7, 9)); // steps of another run, which the state replaces
    await resumed.engine.loadState(state);
    await resumed.engine.train(trajectoryBatches.slice(3, 6));
    expect(await weightsOf(resumed.model)).toEqual(await weightsOf(straight.model));
    expect(await resumed.engine.saveState()).toEqual(await straight.engine.saveState());
    for (const { engine, model } of [straight, resumed]) {
      engine.dispose();
      model.dispose();
    }
  });
}
