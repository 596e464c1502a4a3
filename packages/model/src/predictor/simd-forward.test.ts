import { afterEach, describe, expect, test, vi } from "vitest";
import { byteValues, randomPlan } from "../testing/dense-plan.ts";
import { sparseBytes, sparseInputs } from "../testing/random-numbers.ts";
import { compileKernel } from "./compile-kernel.ts";
import { createDenseEngine } from "./dense-engine.ts";
import { createDenseForward } from "./dense-forward.ts";
import { createSimdForward } from "./simd-forward.ts";

const kernel = await compileKernel();
// Silence here would be a service that is four times as slow.
if (kernel === null) throw new Error("Cannot compute with SIMD: Node must have it");
const module: WebAssembly.Module = kernel;

/** Both ways to compute, and what they make of the same inputs. */
function computeBoth(
  plan: ReturnType<typeof randomPlan>,
  inputs: Uint8Array | Float32Array,
): { readonly simd: Float32Array; readonly scalar: Float32Array } {
  const count = inputs.length / plan.inputSize;
  const simd = new Float32Array(count * plan.outputSize);
  const scalar = new Float32Array(count * plan.outputSize);
  const forward = createSimdForward(plan, byteValues, module);
  if (forward === null) throw new Error("Cannot compute with SIMD: there must be memory for it");
  forward(inputs, 0, count, simd);
  createDenseForward(plan, byteValues)(inputs, 0, count, scalar);
  return { simd, scalar };
}

function expectEqual({ simd, scalar }: ReturnType<typeof computeBoth>): void {
  const largest = simd.reduce((most, value, index) => {
    const difference = Math.abs(value - (scalar[index] ?? Number.NaN));
    return difference <= most ? most : difference;
  }, 0);
  expect(largest).toBeLessThan(1e-5);
}

const shapes: readonly (readonly number[])[] = [
  [1, 1],
  [3, 1],
  [1, 4],
  [4, 5, 3],
  [15, 31, 1],
  [16, 32, 10],
  [17, 33, 2],
  [35, 13, 9, 3],
  [784, 64, 10],
  [63, 127, 65, 36],
  [5, 1000, 7],
  [20_000, 3],
  [2, 20_000],
];

describe("SIMD agrees with plain arithmetic within 1e-5", () => {
  const activations = ["linear", "relu", "tanh", "sigmoid", "softmax"] as const;

  test.each(
    shapes.flatMap((shape) => activations.map((activation) => [shape.join("-"), activation, shape] as const)),
  )("%s, %s", (_, activation, shape) => {
    const plan = randomPlan(shape, activation);
    // More inputs than are computed at once, but for the widest, where one is.
    const count = plan.inputSize > 1000 ? 3 : 45;
    expectEqual(computeBoth(plan, sparseInputs(count * plan.inputSize, 1)));
    expectEqual(computeBoth(plan, sparseBytes(count * plan.inputSize, 2)));
  });

  test.each([
    ["zeros", () => 0],
    ["no zeros", (index: number) => 1 + (index % 255)],
  ])("for inputs that are %s", (_, value) => {
    const plan = randomPlan([39, 41, 6], "relu");
    expectEqual(
      computeBoth(
        plan,
        Uint8Array.from({ length: 39 * 500 }, (_, index) => value(index)),
      ),
    );
    expectEqual(
      computeBoth(
        plan,
        Float32Array.from({ length: 39 * 500 }, (_, index) => value(index) / 255),
      ),
    );
  });

  test("for several activations in turn, whatever stands first", () => {
    const { steps, ...plan } = randomPlan([9, 6], "linear");
    for (const activations of [
      ["relu", "softmax"],
      ["tanh", "relu"],
      ["relu", "relu", "sigmoid"],
    ] as const) {
      expectEqual(
        computeBoth(
          { ...plan, steps: steps.map((step) => ({ ...step, activations })) },
          sparseInputs(9 * 20, 3),
        ),
      );
    }
  });

  test("for some of the inputs, and leaves the other outputs alone", () => {
    const plan = randomPlan([10, 3], "linear");
    const inputs = sparseInputs(10 * 4, 4);
    const outputs = new Float32Array(3 * 4).fill(-7);
    createSimdForward(plan, byteValues, module)?.(inputs, 1, 3, outputs);
    const all = computeBoth(plan, inputs).simd;
    expect([...outputs]).toEqual([...all.map((value, index) => (index < 3 || index >= 9 ? -7 : value))]);
  });

  test("for bytes and floats that do not begin where their buffer does", () => {
    const plan = randomPlan([11, 4], "tanh");
    expectEqual(computeBoth(plan, sparseBytes(11 * 8 + 3, 5).subarray(3)));
    expectEqual(computeBoth(plan, sparseInputs(11 * 8 + 3, 6).subarray(3)));
  });
});

test("sums that no float holds reach the outputs as they are, for the predictor to refuse", () => {
  const plan = randomPlan([2, 2], "relu");
  const { simd } = computeBoth(plan, new Float32Array([3e38, -3e38, -3e38, 3e38]));
  expect([...simd].every(Number.isFinite)).toBe(false);
});

test("a model of more than 64 MiB is left to plain arithmetic", () => {
  expect(createSimdForward(randomPlan([1024, 16_300], "relu"), byteValues, module)).not.toBeNull();
  const steps = [
    { inputs: 1025, units: 16_400, kernel: new Float32Array(1), bias: new Float32Array(1), activations: [] },
  ];
  expect(createSimdForward({ inputSize: 1025, outputSize: 16_400, steps }, byteValues, module)).toBeNull();
});

describe("the engine computes with plain arithmetic", () => {
  afterEach(() => vi.unstubAllGlobals());

  /** A constructor that throws. */
  function refusing(error: Error): () => never {
    return function refuse(): never {
      throw error;
    };
  }

  test.each([
    ["there is no WebAssembly", undefined],
    [
      "compiling is forbidden",
      {
        ...webAssembly(),
        Module: refusing(new WebAssembly.CompileError("code generation disallowed by embedder")),
      },
    ],
    [
      "there is no memory left",
      { ...webAssembly(), Memory: refusing(new RangeError("could not allocate memory")) },
    ],
  ])("where %s", async (_, global) => {
    const plan = randomPlan([30, 40, 5], "relu");
    const inputs = sparseInputs(30 * 7, 8);
    const expected = new Float32Array(7 * 5);
    createDenseForward(plan, byteValues)(inputs, 0, 7, expected);
    vi.stubGlobal("WebAssembly", global);
    const engine = await createDenseEngine(plan, byteValues);
    // Its sums are in float64: equal to the bit, which those of SIMD are not.
    expect(await engine.run(inputs, 7)).toEqual(expected);
    vi.unstubAllGlobals();
    const simd = await createDenseEngine(plan, byteValues);
    expect(await simd.run(inputs, 7)).not.toEqual(expected);
  });

  test("unless it was given the kernel: where compiling is forbidden, it computes with that", async () => {
    const plan = randomPlan([30, 40, 5], "relu");
    const inputs = sparseInputs(30 * 7, 8);
    const { simd } = computeBoth(plan, inputs);
    const error = new WebAssembly.CompileError("code generation disallowed by embedder");
    vi.stubGlobal("WebAssembly", { ...webAssembly(), Module: refusing(error) });
    const engine = await createDenseEngine(plan, byteValues, module);
    expect(await engine.run(inputs, 7)).toEqual(simd);
  });

  function webAssembly(): Record<string, unknown> {
    const names = Object.getOwnPropertyNames(WebAssembly);
    return Object.fromEntries(names.map((name) => [name, Reflect.get(WebAssembly, name)]));
  }
});

test("the memory of models that are gone is given back", async () => {
  const plan = randomPlan([784, 1024, 10], "relu");
  const image = sparseBytes(784, 9);
  const before = process.memoryUsage.rss();
  // 300 models of 3.4 MB are a gigabyte.
  for (let index = 0; index < 300; index++) {
    const engine = await createDenseEngine(plan, byteValues);
    await engine.run(image, 1);
    engine.dispose();
  }
  expect(process.memoryUsage.rss() - before).toBeLessThan(400e6);
});
