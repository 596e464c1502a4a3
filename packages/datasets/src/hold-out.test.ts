import { expect, test } from "vitest";
import { holdOutEveryTenth } from "./hold-out.ts";

test("holdOutEveryTenth holds out numbers 9, 19, ... of each class and keeps the order", () => {
  // 21 images of class 0 and, each after one of those, 10 of class 1; an image's two pixels say its class and number.
  const samples = Array.from({ length: 21 }, (_, number) =>
    number < 10
      ? [
          [0, number],
          [1, number],
        ]
      : [[0, number]],
  ).flat();
  const { train, heldOut } = holdOutEveryTenth({
    images: Uint8Array.from(samples.flat()),
    labels: Uint8Array.from(samples, ([label = 0]) => label),
    count: samples.length,
    imageShape: [1, 2],
  });
  expect([...heldOut.images]).toEqual([0, 9, 1, 9, 0, 19]);
  expect([...heldOut.labels]).toEqual([0, 1, 0]);
  expect(heldOut.count).toBe(3);
  expect(heldOut.imageShape).toEqual([1, 2]);
  const kept = samples.filter(([, number = 0]) => number % 10 !== 9);
  expect([...train.images]).toEqual(kept.flat());
  expect([...train.labels]).toEqual(kept.map(([label]) => label));
  expect(train.count).toBe(21 + 10 - 3);
});
