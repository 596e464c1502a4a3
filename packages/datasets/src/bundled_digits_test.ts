import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { epochOrder, loadBundledDigits, readIdx, writeIdx } from "@proj/datasets";
import { loadDataset } from "@proj/datasets/node";

Deno.test("the bundled digits are the same under Deno: counts and hash", async () => {
  const { train, heldOut, sha256 } = await loadBundledDigits();
  deepStrictEqual([train.count, heldOut.count], [9003, 997]);
  strictEqual(sha256, "80ca7840390df9a8b86a32e7e6526a5816cea998299eeeaea99ac42a939eeb19");
  strictEqual((await loadDataset("digits")).sha256, sha256);
});

Deno.test("epochOrder gives the same order under Deno", () => {
  deepStrictEqual(
    [...epochOrder({ count: 60_000, seed: 1, epoch: 2 }).subarray(0, 10)],
    [25834, 6961, 2726, 57070, 19403, 59263, 37128, 37361, 20412, 52497],
  );
});

Deno.test("a gzipped IDX file comes back, and a damaged or overlong one is refused, under Deno", async () => {
  const array = { dtype: "uint8", shape: [3000], data: new Uint8Array(3000).fill(5) } as const;
  const file = await writeIdx(array, { gzip: true });
  deepStrictEqual(await readIdx(file), array);
  deepStrictEqual([...file.subarray(0, 10)], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  const checksum = file.with(-8, (file.at(-8) ?? 0) ^ 1);
  const trailing = new Uint8Array([...file, 1]);
  for (const damaged of [checksum, file.subarray(0, -3), file.subarray(0, 20), trailing]) {
    const message = await readIdx(damaged).then(
      () => "no error",
      (error: Error) => error.message,
    );
    strictEqual(message.startsWith("Cannot read the IDX file: a gzip file must be whole"), true, message);
  }
});
