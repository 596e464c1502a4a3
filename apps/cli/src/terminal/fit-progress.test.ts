import pc from "picocolors";
import { expect, test } from "vitest";
import { fitProgress, formatDuration } from "./fit-progress.ts";
import type { Terminal } from "./terminal.ts";

function recording(interactive: boolean): { readonly terminal: Terminal; readonly notes: string[] } {
  const notes: string[] = [];
  const terminal: Terminal = {
    print: () => {},
    note: (text) => void notes.push(text),
    interactive,
    columns: 100,
    colors: pc.createColors(false),
    colorResults: false,
  };
  return { terminal, notes };
}

test("off a terminal there is one line for each epoch, and nothing else", () => {
  const { terminal, notes } = recording(false);
  let now = 0;
  const progress = fitProgress(terminal, () => now);
  progress.event({ type: "interval", step: 10, steps: 20, epoch: 1, epochs: 12, loss: 0.5 });
  now = 2000;
  progress.event({ type: "epoch", epoch: 1, epochs: 12, loss: 0.25 });
  progress.event({ type: "checkpoint", step: 10, name: "file" });
  progress.end();
  expect(notes).toEqual(["epoch  1/12  loss 0.2500  2 s\n"]);
});

test("on a terminal a bar shows loss, speed and time left, and never wraps", () => {
  const { terminal, notes } = recording(true);
  let now = 0;
  const progress = fitProgress(terminal, () => now);
  now = 500;
  progress.event({ type: "interval", step: 10, steps: 40, epoch: 1, epochs: 2, loss: 0.5 });
  // 10 steps in half a second are 20 a second; 30 steps are left: 1.5 s.
  expect(notes).toEqual([
    "\r\u001b[2Kepoch 1/2  ██████░░░░░░░░░░░░░░░░░░  10/40  loss 0.5000  20.0 steps/s  2 s left",
  ]);
  const narrow = { ...terminal, columns: 20 };
  fitProgress(narrow, () => now).event({
    type: "interval",
    step: 10,
    steps: 40,
    epoch: 1,
    epochs: 2,
    loss: 0.5,
  });
  expect(notes.at(-1)?.replace("\r\u001b[2K", "")).toHaveLength(19);
});

test("the engine is named, and why it is not the fused one", () => {
  const { terminal, notes } = recording(false);
  const progress = fitProgress(terminal, () => 0);
  progress.event({ type: "engine", name: "fused", reason: null });
  progress.event({ type: "engine", name: "eager", reason: "the layer dropout1 is a Dropout" });
  expect(notes).toEqual(["engine     fused\n", "engine     eager: the layer dropout1 is a Dropout\n"]);
});

test("a resumed run measures its speed from where it went on", () => {
  const { terminal, notes } = recording(true);
  let now = 0;
  const progress = fitProgress(terminal, () => now);
  now = 10_000;
  progress.event({ type: "resume", step: 100, steps: 200 });
  now = 11_000;
  progress.event({ type: "interval", step: 110, steps: 200, epoch: 2, epochs: 2, loss: 0.5 });
  expect(notes.at(-1)).toContain("10.0 steps/s  9 s left");
});

test.each([
  [0, "0 s"],
  [59.4, "59 s"],
  [200, "3 min 20 s"],
  [7500, "2 h 5 min"],
])("%d seconds are %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
