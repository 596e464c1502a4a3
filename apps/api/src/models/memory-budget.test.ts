import { expect, test } from "vitest";
import { constantArtifact } from "../testing/constant-artifact.ts";
import { createMemoryBudget } from "./memory-budget.ts";
import { heldSource } from "./testing/held-source.ts";
import { createVersionSlot, type VersionSlot } from "./version-slot.ts";

/** Versions that want TensorFlow.js, whose predictions take a turn: a dense stack is never found predicting. */
async function loadedSlots(count: number): Promise<VersionSlot[]> {
  const source = heldSource();
  const slots = Array.from({ length: count }, async (_, index) => {
    source.put("odd", String(index + 1), await constantArtifact(index, { activation: "softplus" }));
    const slot = createVersionSlot(source, "odd", String(index + 1), "1", {
      limits: {},
      patienceMs: Number.POSITIVE_INFINITY,
      onSettled: () => {},
      onIdle: () => {},
      onRefused: () => {},
    });
    await slot.load();
    return slot;
  });
  return Promise.all(slots);
}

const isLoaded = (slots: readonly VersionSlot[]): boolean[] => slots.map((slot) => slot.loaded() !== null);

test("beyond the limit, those go first that were asked for the longest ago", async () => {
  const slots = await loadedSlots(4);
  const budget = createMemoryBudget(2);
  for (const index of [0, 1, 2, 3, 0]) budget.touch(slots[index] as VersionSlot);
  budget.enforce();
  expect(isLoaded(slots)).toEqual([true, false, false, true]);
});

test("a version that predicts stays, and goes when it has ended", async () => {
  const slots = await loadedSlots(3);
  const budget = createMemoryBudget(1);
  for (const slot of slots) budget.touch(slot);
  const prediction = slots[0]?.loaded()?.served.predict(new Uint8Array(4), 1);
  budget.enforce();
  expect(isLoaded(slots)).toEqual([true, false, true]);
  await prediction;
  budget.enforce();
  expect(isLoaded(slots)).toEqual([false, false, true]);
});

test("the version that was asked for last stays, even if all others predict", async () => {
  const slots = await loadedSlots(2);
  const budget = createMemoryBudget(1);
  for (const slot of slots) budget.touch(slot);
  const prediction = slots[0]?.loaded()?.served.predict(new Uint8Array(4), 1);
  budget.enforce();
  expect(isLoaded(slots)).toEqual([true, true]);
  await prediction;
});

test("a version that was unloaded otherwise does not count", async () => {
  const slots = await loadedSlots(2);
  const budget = createMemoryBudget(1);
  for (const slot of slots) budget.touch(slot);
  await slots[1]?.unload();
  budget.enforce();
  expect(isLoaded(slots)).toEqual([true, false]);
});
