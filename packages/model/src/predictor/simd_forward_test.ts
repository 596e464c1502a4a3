import { ok } from "node:assert/strict";
import { byteValues, randomPlan } from "../testing/dense-plan.ts";
import { randomNumbers } from "../testing/random-numbers.ts";
import { compileKernel } from "./compile-kernel.ts";
import { createDenseForward } from "./dense-forward.ts";
import { createSimdForward } from "./simd-forward.ts";

declare const Deno: { test(name: string, body: () => Promise<void>): void };

Deno.test("Deno has SIMD, and it agrees with plain arithmetic within 1e-5", async () => {
  const plan = randomPlan([784, 64, 10], "relu");
  const random = randomNumbers(1);
  const images = Uint8Array.from({ length: 50 * 784 }, () => Math.max(0, random.next().value * 1280 - 1024));
  const [simd, scalar] = [new Float32Array(500), new Float32Array(500)];
  const kernel = await compileKernel();
  ok(kernel !== null);
  const forward = createSimdForward(plan, byteValues, kernel);
  ok(forward !== null);
  forward(images, 0, 50, simd);
  createDenseForward(plan, byteValues)(images, 0, 50, scalar);
  ok(simd.every((value, index) => Math.abs(value - (scalar[index] ?? Number.NaN)) < 1e-5));
});
