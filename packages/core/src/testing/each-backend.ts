import "@tensorflow/tfjs";
import { getBackend, memory, setBackend, type Tensor } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, beforeEach, describe, expect, type TestContext } from "vitest";
import { openWasmBackend } from "./wasm-backend.ts";
import { type OpenedBackend, openWebgpuBackend } from "./webgpu-backend.ts";

/**
 * Runs the same tests on the `cpu`, the `wasm` and the `webgpu` backend of tfjs.
 *
 * Every test is held to run on the backend that it says, to leave no tensor behind, and on WebGPU to cause no validation
 * error. Without WebGPU its tests are skipped, with the reason.
 *
 * @param title What is tested.
 * @param define Defines the tests; called once for each backend.
 */
export function describeEachBackend(title: string, define: () => void): void {
  describe(`${title} on cpu`, () => {
    beforeAll(async () => {
      await setBackend("cpu");
    });
    hold("cpu");
    define();
  });

  describe(`${title} on wasm`, () => {
    beforeAll(openWasmBackend);
    hold("wasm");
    define();
  });

  describe(`${title} on webgpu [needs webgpu]`, () => {
    let opened: OpenedBackend | { readonly missing: string } | undefined;
    beforeAll(async () => {
      opened = await openWebgpuBackend();
    });
    beforeEach((context: TestContext) => {
      if (opened === undefined || "missing" in opened) context.skip(opened?.missing);
      else opened.device.pushErrorScope("validation");
    });
    afterEach(async () => {
      if (opened === undefined || "missing" in opened) return;
      const error = await opened.device.popErrorScope();
      expect(error?.message).toBeUndefined();
    });
    hold("webgpu");
    define();
  });
}

/**
 * Reads numbers out of a tensor.
 *
 * @param tensor The tensor.
 * @returns Its values, row by row.
 */
export async function read(tensor: Tensor): Promise<number[]> {
  return Array.from(await tensor.data());
}

function hold(backend: string): void {
  let before = 0;
  beforeEach(() => {
    expect(getBackend()).toBe(backend);
    before = memory().numTensors;
  });
  afterEach(() => {
    expect(memory().numTensors).toBe(before);
  });
}
