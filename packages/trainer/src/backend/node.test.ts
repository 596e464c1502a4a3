import { execFile } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { testBackends } from "../testing/backends.ts";
import { BackendUnavailableError } from "./backend.ts";
import { openBackend } from "./node.ts";

const webgpu = testBackends.some(({ title, available }) => available && title.includes("webgpu"));

describe("openBackend on Node", () => {
  test.skipIf(!webgpu)("takes WebGPU before anything else [needs webgpu]", async () => {
    const backend = await openBackend();
    expect(backend.name).toBe("webgpu");
    expect(backend.adapter).not.toBe("");
    expect(backend.device).not.toBeNull();
    expect(tf.getBackend()).toBe("webgpu");
    const square = tf.tidy(() => tf.tensor2d([1, 2, 3, 4], [2, 2]).matMul(tf.eye(2)));
    expect(Array.from(await square.data())).toEqual([1, 2, 3, 4]);
    square.dispose();
    backend.close();
  });

  test.skipIf(!webgpu)("an opened backend closes and opens again [needs webgpu]", async () => {
    for (let i = 0; i < 3; i++) {
      const backend = await openBackend({ backend: "webgpu" });
      expect((await tf.ones([3]).sum().data())[0]).toBe(3);
      backend.close();
    }
  });

  test.each(["wasm", "cpu"] as const)("%s is taken when it is asked for", async (name) => {
    const backend = await openBackend({ backend: name });
    expect([backend.name, backend.notice, tf.getBackend()]).toEqual([name, null, name]);
    backend.close();
  });

  test("an adapter that is not there is an error that lists those that are", async () => {
    const opening = openBackend({ adapter: "Voodoo 2" });
    await expect(opening).rejects.toBeInstanceOf(BackendUnavailableError);
    await expect(opening).rejects.toThrow(
      /^Cannot open adapter "Voodoo 2": no WebGPU adapter has that name, found .+\. /,
    );
  });

  test("an adapter of another backend is a contradiction", async () => {
    await expect(openBackend({ backend: "cpu", adapter: "llvmpipe" })).rejects.toThrow(
      'Cannot open adapter "llvmpipe": adapters belong to the webgpu backend, received backend "cpu"',
    );
  });

  // A process that finds no Vulkan driver, and no place to unpack SwiftShader to.
  test.skipIf(process.platform !== "linux")(
    "without WebGPU it takes wasm, and says why and what to do [needs linux]",
    async () => {
      const program = `
      import { openBackend } from ${JSON.stringify(fileURLToPath(new URL("../../dist/backend/node.js", import.meta.url)))};
      const backend = await openBackend();
      console.log(JSON.stringify([backend.name, backend.notice]));
      await openBackend({ backend: "webgpu" }).catch((error) => console.log(error.message));`;
      const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], {
        env: { ...process.env, VK_DRIVER_FILES: "/nonexistent", PROJ_CACHE_DIR: "/dev/null/nowhere" },
      });
      const [opened = "", refused] = stdout.trim().split("\n");
      const [name, notice] = JSON.parse(opened) as [string, string];
      expect(name).toBe("wasm");
      expect(notice).toMatch(
        /^No WebGPU adapter was found, so training runs on WebAssembly\. .*nowhere.* install a Vulkan driver/s,
      );
      expect(refused).toMatch(/^Cannot open backend webgpu: this machine gives no WebGPU adapter\. /);
    },
  );
});
