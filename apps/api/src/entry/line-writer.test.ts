import { expect, test } from "vitest";
import { createLineWriter } from "./line-writer.ts";

test("lines that come together are written together, in their order", async () => {
  const texts: string[] = [];
  const writer = createLineWriter(async (text) => void texts.push(text));
  writer.write("1");
  writer.write("2");
  expect(texts).toEqual([]); // nobody who writes waits
  await writer.flush();
  writer.write("3");
  await writer.flush();
  expect(texts).toEqual(["1\n2\n", "3\n"]);
});

test("a reader that stands still costs at most a megabyte, and hears how much it missed", async () => {
  const texts: string[] = [];
  let go = () => {};
  const writer = createLineWriter(async (text) => {
    texts.push(text);
    if (texts.length === 1) {
      await new Promise<void>((resolve) => {
        go = resolve;
      });
    }
  });
  await writer.flush(); // of nothing
  writer.write("first");
  await expect.poll(() => texts).toEqual(["first\n"]); // nobody has to flush
  for (let index = 0; index < 3000; index++) writer.write("x".repeat(999));
  go();
  await writer.flush();
  const later = texts.slice(1).join("").trimEnd().split("\n");
  const kept = later.filter((line) => line.startsWith("x")).length;
  expect(kept).toBe(Math.floor(2 ** 20 / 1000));
  expect(later).toHaveLength(kept + 1);
  expect(JSON.parse(later[kept] ?? "")).toMatchObject({
    level: "warn",
    message: `${3000 - kept} lines of the log were dropped: they are not read fast enough`,
  });
});

test("a log that is gone harms nobody", async () => {
  const writer = createLineWriter(() => Promise.reject(new Error("EPIPE")));
  writer.write("1");
  await writer.flush();
  writer.write("2");
  await writer.flush();
});
