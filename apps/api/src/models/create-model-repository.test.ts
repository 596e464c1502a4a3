import "@tensorflow/tfjs-backend-cpu";
import { ArtifactError } from "@proj/model";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { constantArtifact } from "../testing/constant-artifact.ts";
import { createModelRepository, type ModelRepositoryOptions } from "./create-model-repository.ts";
import type { ModelRepository, ServedModel } from "./model-repository.ts";
import { ModelUnavailableError } from "./model-unavailable-error.ts";
import { type HeldSource, heldSource } from "./testing/held-source.ts";
import { UnknownModelError } from "./unknown-model-error.ts";

const one = await constantArtifact(1);
const two = await constantArtifact(2);
const three = await constantArtifact(3);
const damaged = new ArtifactError("checksum", "weights.bin", "Cannot read /srv/secret/weights.bin");

function open(source: HeldSource, options: Partial<ModelRepositoryOptions> = {}): ModelRepository {
  const models = createModelRepository({ sources: [source], ...options });
  onTestFinished(() => models.close());
  return models;
}

/** The value that a model predicts, which tells the artifact that it was made of. */
async function predictedValue(model: ServedModel | Promise<ServedModel>): Promise<number | undefined> {
  return (await (await model).predict(new Uint8Array(4), 1))[0];
}

const states = (
  models: ModelRepository,
  name = "odd",
): (readonly [string, string, string | null])[] | undefined =>
  models.versions(name)?.map(({ version, state, error }) => [version, state, error] as const);

describe("a model is loaded", () => {
  test("on first use, once, for 100 requests at the same time", async () => {
    const source = heldSource();
    source.put("odd", "1", one);
    const models = open(source);
    expect(states(models)).toEqual([["1", "START", null]]);
    const release = source.hold();
    const requests = Array.from({ length: 100 }, (_, index) =>
      models.get("odd", index % 2 === 0 ? "1" : undefined),
    );
    await vi.waitFor(() => expect(states(models)).toEqual([["1", "LOADING", null]]));
    release();
    const served = new Set(await Promise.all(requests));
    expect(served.size).toBe(1);
    expect(source.reads).toEqual(new Map([["odd/1", 1]]));
    expect(states(models)).toEqual([["1", "AVAILABLE", null]]);
  });

  test("in its newest version unless one is named", async () => {
    const source = heldSource();
    source.put("odd", "9", one);
    source.put("odd", "10", two);
    source.put("even", "1", three);
    const models = open(source);
    expect(models.names()).toEqual(["even", "odd"]);
    expect(await predictedValue(models.get("odd", "9"))).toBe(1);
    // That an older version was asked for by name does not make it the newest.
    expect(await predictedValue(models.get("odd"))).toBe(2);
    expect(await models.get("odd")).toMatchObject({ name: "odd", version: "10", manifest: { name: "2" } });
    expect(await predictedValue(models.get("even"))).toBe(3);
  });

  test("from the first source that has it", async () => {
    const sources = [heldSource(), heldSource()] as const;
    sources[0].put("odd", "1", one);
    sources[1].put("odd", "2", two);
    sources[1].put("even", "1", three);
    const models = createModelRepository({ sources });
    onTestFinished(() => models.close());
    expect(models.names()).toEqual(["even", "odd"]);
    expect(states(models)).toEqual([["1", "START", null]]);
    sources[1].put("odd", "1", two);
    sources[0].take("odd", "1");
    expect(await predictedValue(models.get("odd"))).toBe(2);
    expect(await predictedValue(models.get("odd", "1"))).toBe(2);
    sources[0].put("odd", "1", one);
    expect(await predictedValue(models.get("odd", "1"))).toBe(1);
  });
});

describe("what is not there is refused as unknown:", () => {
  test.each(["../odd", "a/b", "%2e%2e", "", "ODD", "odd ", "__proto__", "constructor", "x".repeat(10_000)])(
    "the model %j",
    async (name) => {
      const source = heldSource();
      source.put("odd", "1", one);
      const models = open(source);
      await expect(models.get(name)).rejects.toBeInstanceOf(UnknownModelError);
      await expect(models.get(name, "1")).rejects.toThrow("it must be one that is served, received");
      expect(models.versions(name)).toBeUndefined();
      expect(source.reads.size).toBe(0);
    },
  );

  test.each(["2", "01", "1.0", "", "latest", "../1", "__proto__"])("the version %j", async (version) => {
    const source = heldSource();
    source.put("odd", "1", one);
    const models = open(source);
    await expect(models.get("odd", version)).rejects.toMatchObject({ name: "UnknownModelError", version });
    expect(source.reads.size).toBe(0);
  });
});

describe("a version that cannot be loaded", () => {
  test("is refused with a reason that names no place, and the newest good one serves", async () => {
    const source = heldSource();
    source.put("odd", "1", one);
    source.put("odd", "2", two);
    source.put("odd", "3", damaged);
    const refused: ModelUnavailableError[] = [];
    const models = open(source, { onRefused: (error) => refused.push(error) });
    expect(await models.get("odd")).toMatchObject({ version: "2" });
    const reason = "weights.bin is damaged or was replaced";
    expect(states(models)).toEqual([
      ["3", "END", reason],
      ["2", "AVAILABLE", null],
      ["1", "START", null],
    ]);
    const error = await Promise.resolve(models.get("odd", "3")).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ModelUnavailableError);
    expect(error).toMatchObject({
      modelName: "odd",
      version: "3",
      reason,
      retryAfterMs: 1000,
      cause: damaged,
    });
    expect(String(error)).toBe(
      `ModelUnavailableError: Cannot use version 3 of the model odd: it must be fit to serve, but ${reason}`,
    );
    // Remembered: it was read, and told, once.
    expect(refused).toEqual([error]);
    expect(source.reads.get("odd/3")).toBe(1);
    expect(models.ready()).toBe(true);
  });

  test("leaves a model that has no other unavailable, with the newest one's reason, and the service not ready", async () => {
    const source = heldSource();
    source.put("odd", "1", new Error("connect ECONNREFUSED 10.0.0.1"));
    source.put("odd", "2", damaged);
    source.put("even", "1", one);
    const models = open(source);
    expect(models.ready()).toBe(true);
    await expect(models.get("odd")).rejects.toMatchObject({ version: "2" });
    expect(states(models)).toEqual([
      ["2", "END", "weights.bin is damaged or was replaced"],
      ["1", "END", "it could not be loaded"],
    ]);
    expect(models.ready()).toBe(false);
    source.put("odd", "3", three);
    expect(models.ready()).toBe(true);
    expect(await predictedValue(models.get("odd"))).toBe(3);
  });

  test("is tried again after 1 s, 2 s, 4 s ... and 60 s at most, or as soon as its files change", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    onTestFinished(() => void vi.useRealTimers());
    const source = heldSource();
    source.put("odd", "1", damaged);
    const models = open(source);
    const reads = async (): Promise<number> => {
      await expect(models.get("odd")).rejects.toThrow(ModelUnavailableError);
      return source.reads.get("odd/1") ?? 0;
    };
    expect(await reads()).toBe(1);
    for (const [index, seconds] of [1, 2, 4, 8, 16, 32, 60, 60].entries()) {
      vi.advanceTimersByTime(seconds * 1000 - 1);
      expect(await reads()).toBe(index + 1);
      vi.advanceTimersByTime(1);
      expect(await reads()).toBe(index + 2);
    }
    source.put("odd", "1", damaged);
    expect(states(models)).toEqual([["1", "START", null]]);
    expect(await reads()).toBe(10);
    source.put("odd", "1", one);
    expect(await predictedValue(models.get("odd"))).toBe(1);
    expect(states(models)).toEqual([["1", "AVAILABLE", null]]);
  });

  test("while its files change is tried again at once", async () => {
    const source = heldSource();
    source.put("odd", "1", damaged);
    const models = open(source);
    const release = source.hold();
    const refused = models.get("odd");
    await vi.waitFor(() => expect(source.reads.size).toBe(1));
    source.put("odd", "1", one);
    release();
    await expect(refused).rejects.toThrow(ModelUnavailableError);
    expect(states(models)).toEqual([["1", "START", null]]);
    expect(await predictedValue(models.get("odd"))).toBe(1);
  });

  test("has no version loaded that is older than what serves", async () => {
    const source = heldSource();
    source.put("odd", "1", one);
    source.put("odd", "2", two);
    const models = open(source);
    await models.get("odd");
    source.put("odd", "2", damaged);
    await vi.waitFor(() => expect(states(models)?.[0]?.[2]).not.toBeNull());
    expect(await predictedValue(models.get("odd"))).toBe(2);
    expect(source.reads.has("odd/1")).toBe(false);
  });

  test("is one whose weights are larger than maxWeightsBytes", async () => {
    const source = heldSource();
    source.put("odd", "1", one); // a kernel of 4 x 2 and a bias of 2 floats: 40 bytes
    await expect(open(source, { maxWeightsBytes: 39 }).get("odd")).rejects.toMatchObject({
      reason: "weights.bin is larger than this service allows",
    });
    expect(await predictedValue(open(source, { maxWeightsBytes: 40 }).get("odd"))).toBe(1);
  });
});

describe("while a newer version is loaded", () => {
  test("no request waits for it, and then all get it", async () => {
    const source = heldSource();
    source.put("odd", "1", one);
    const models = open(source);
    expect(await predictedValue(models.get("odd"))).toBe(1);
    const release = source.hold();
    source.put("odd", "2", two);
    expect(states(models)).toEqual([
      ["2", "LOADING", null],
      ["1", "AVAILABLE", null],
    ]);
    for (let request = 0; request < 10; request++) expect(await predictedValue(models.get("odd"))).toBe(1);
    release();
    await vi.waitFor(async () => expect(await predictedValue(models.get("odd"))).toBe(2));
    expect(await predictedValue(models.get("odd", "1"))).toBe(1);
    expect(source.reads.get("odd/2")).toBe(1);
  });

  test("and refused, the one before it goes on; the next good one takes over", async () => {
    const source = heldSource();
    source.put("odd", "1", one);
    const models = open(source);
    await models.get("odd");
    source.put("odd", "2", damaged);
    await vi.waitFor(() => expect(states(models)?.[0]?.[1]).toBe("END"));
    expect(await predictedValue(models.get("odd"))).toBe(1);
    source.put("odd", "3", three);
    await vi.waitFor(async () => expect(await predictedValue(models.get("odd"))).toBe(3));
    source.take("odd", "3");
    expect(await predictedValue(models.get("odd"))).toBe(1);
    expect(models.ready()).toBe(true);
  });

  test("and two new ones come, of which the newest is broken, the other takes over", async () => {
    const source = heldSource();
    source.put("odd", "1", one);
    const models = open(source);
    await models.get("odd");
    const release = source.hold();
    source.put("odd", "3", damaged);
    source.put("odd", "2", two);
    release();
    await vi.waitFor(async () => expect(await predictedValue(models.get("odd"))).toBe(2));
  });
});

describe("a version whose files are replaced", () => {
  test("serves as it was until the new files are loaded, and if they are refused", async () => {
    const source = heldSource();
    source.put("odd", "1", one);
    const models = open(source);
    await models.get("odd");
    source.put("odd", "1", damaged);
    await vi.waitFor(() =>
      expect(states(models)).toEqual([["1", "AVAILABLE", "weights.bin is damaged or was replaced"]]),
    );
    expect(await predictedValue(models.get("odd"))).toBe(1);
    expect(await predictedValue(models.get("odd", "1"))).toBe(1);
    source.put("odd", "1", two);
    await vi.waitFor(async () => expect(await predictedValue(models.get("odd", "1"))).toBe(2));
    expect(states(models)).toEqual([["1", "AVAILABLE", null]]);
  });

  test.each([undefined, "1"])(
    "and again while they are loaded, asked for as %s, ends with the last",
    async (version) => {
      const source = heldSource();
      source.put("odd", "1", one);
      const models = open(source);
      await models.get("odd", version);
      const release = source.hold();
      source.put("odd", "1", two);
      source.put("odd", "1", three);
      release();
      // Without a request, which would begin a load as well.
      await vi.waitFor(() => expect(source.reads.get("odd/1")).toBe(3));
      await vi.waitFor(async () => expect(await predictedValue(models.get("odd", version))).toBe(3));
    },
  );

  test("by the same bytes stays the same model", async () => {
    const source = heldSource();
    source.put("odd", "1", one);
    const models = open(source);
    const before = await models.get("odd");
    source.put("odd", "1", one);
    await vi.waitFor(() => expect(source.reads.get("odd/1")).toBe(2));
    await vi.waitFor(() => expect(states(models)).toEqual([["1", "AVAILABLE", null]]));
    expect(await models.get("odd")).toBe(before);
  });
});

describe("memory", () => {
  const softplus = (value: number): ReturnType<typeof constantArtifact> =>
    constantArtifact(value, { activation: "softplus" });

  test("of a replaced version comes back after its last request, which is answered by what it was given", async () => {
    const before = tf.memory().numTensors;
    const source = heldSource();
    source.put("odd", "1", await softplus(0));
    const models = open(source);
    const held = await models.get("odd");
    expect(tf.memory().numTensors).toBe(before + 2);
    source.put("odd", "1", await softplus(1));
    await vi.waitFor(async () => expect(await models.get("odd")).not.toBe(held));
    expect(await predictedValue(held)).toBeCloseTo(Math.log(2), 6);
    expect(await predictedValue(models.get("odd"))).toBeCloseTo(Math.log(1 + Math.E), 6);
    expect(tf.memory().numTensors).toBe(before + 2);
    await models.close();
    expect(tf.memory().numTensors).toBe(before);
  });

  test("of a version that is gone comes back after its last request; until then it is UNLOADING", async () => {
    const before = tf.memory().numTensors;
    const source = heldSource();
    source.put("odd", "1", await softplus(0));
    const models = open(source);
    const model = await models.get("odd");
    const running = model.predict(new Uint8Array(4), 1);
    source.take("odd", "1");
    expect(models.names()).toEqual([]);
    expect(states(models)).toEqual([["1", "UNLOADING", null]]);
    expect(tf.memory().numTensors).toBeGreaterThan(before);
    await expect(models.get("odd")).rejects.toThrow(UnknownModelError);
    expect((await running)[0]).toBeCloseTo(Math.log(2), 6);
    await vi.waitFor(() => expect(models.versions("odd")).toBeUndefined());
    expect(tf.memory().numTensors).toBe(before);
  });

  test("of a version that goes while it is loaded is given back; who waited is answered", async () => {
    const before = tf.memory().numTensors;
    const source = heldSource();
    source.put("odd", "1", await softplus(0));
    const models = open(source);
    const release = source.hold();
    const waiting = models.get("odd");
    await vi.waitFor(() => expect(source.reads.size).toBe(1));
    source.take("odd", "1");
    release();
    expect(await predictedValue(waiting)).toBeCloseTo(Math.log(2), 6);
    await vi.waitFor(() => expect(models.versions("odd")).toBeUndefined());
    expect(tf.memory().numTensors).toBe(before);
  });

  test("holds maxLoadedVersions versions, and those freed are loaded again when asked for", async () => {
    const before = tf.memory().numTensors;
    const source = heldSource();
    for (const version of [1, 2, 3, 4]) source.put("odd", String(version), await softplus(version));
    const models = open(source, { maxLoadedVersions: 2 });
    for (let round = 0; round < 3; round++) {
      for (const version of [1, 2, 3, 4]) {
        const value = await predictedValue(models.get("odd", String(version)));
        expect(value).toBeCloseTo(Math.log(1 + Math.E ** version), 5);
        expect(tf.memory().numTensors).toBeLessThanOrEqual(before + 2 * 2);
      }
    }
    expect(states(models)?.map(([, state]) => state)).toEqual(["AVAILABLE", "AVAILABLE", "START", "START"]);
    expect(source.reads.get("odd/1")).toBe(3);
    await models.close();
    expect(tf.memory().numTensors).toBe(before);
  });

  test("that an older version takes is not used for requests that want the newest", async () => {
    const source = heldSource();
    source.put("odd", "1", one);
    source.put("odd", "2", two);
    const models = open(source, { maxLoadedVersions: 1 });
    for (let round = 0; round < 2; round++) {
      expect(await predictedValue(models.get("odd"))).toBe(2);
      expect(await predictedValue(models.get("odd", "1"))).toBe(1);
    }
  });

  test("comes back when the repository closes, loads under way included", async () => {
    const before = tf.memory().numTensors;
    const source = heldSource();
    source.put("odd", "1", await softplus(1));
    source.put("even", "1", await softplus(2));
    const models = open(source);
    const running = predictedValue(await models.get("odd"));
    const release = source.hold();
    const waiting = models.get("even");
    await vi.waitFor(() => expect(source.reads.size).toBe(2));
    const closed = models.close();
    await expect(models.get("odd")).rejects.toThrow("the service is closing");
    expect(models.ready()).toBe(false);
    release();
    await closed;
    expect(await running).toBeCloseTo(Math.log(1 + Math.E), 6);
    expect(await predictedValue(waiting)).toBeCloseTo(Math.log(1 + Math.E ** 2), 5);
    expect(tf.memory().numTensors).toBe(before);
    expect(models.names()).toEqual([]);
    await models.close();
  });
});

describe("with preload", () => {
  test("the newest good versions are loaded before anybody asks, and only then it is ready", async () => {
    const source = heldSource();
    const release = source.hold();
    source.put("odd", "1", one);
    source.put("odd", "2", damaged);
    source.put("even", "1", two);
    source.put("even", "2", three);
    const models = open(source, { preload: true });
    expect(models.ready()).toBe(false);
    release();
    await vi.waitFor(() => expect(models.ready()).toBe(true));
    expect(states(models, "even")?.map(([, state]) => state)).toEqual(["AVAILABLE", "START"]);
    expect(states(models, "odd")?.map(([, state]) => state)).toEqual(["END", "AVAILABLE"]);
    const reads = new Map(source.reads);
    expect(await predictedValue(models.get("odd"))).toBe(1);
    expect(await predictedValue(models.get("even"))).toBe(3);
    expect(source.reads).toEqual(reads);
  });

  test("a model that could not be loaded is tried again without a request", async () => {
    const source = heldSource();
    source.put("odd", "1", damaged);
    const models = open(source, { preload: true });
    await vi.waitFor(() => expect(states(models)?.[0]?.[1]).toBe("END"));
    expect(models.ready()).toBe(false);
    await vi.waitFor(() => expect(source.reads.get("odd/1")).toBe(2), 3000);
  });

  test("models that do not fit into memory all together are loaded once, and the service is ready", async () => {
    const source = heldSource();
    for (const name of ["a", "b", "c"]) source.put(name, "1", one);
    const models = open(source, { preload: true, maxLoadedVersions: 1 });
    await vi.waitFor(() => expect(models.ready()).toBe(true));
    expect(source.reads).toEqual(
      new Map([
        ["a/1", 1],
        ["b/1", 1],
        ["c/1", 1],
      ]),
    );
    for (const name of ["a", "b", "c"]) expect(await predictedValue(models.get(name))).toBe(1);
    expect(models.ready()).toBe(true);
  });
});

test("with preload, a refused version is tried again without keeping a request waiting", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => void vi.useRealTimers());
  const source = heldSource();
  source.put("odd", "1", one);
  source.put("odd", "2", damaged);
  const models = open(source, { preload: true });
  await vi.waitFor(() => expect(states(models)?.map(([, state]) => state)).toEqual(["END", "AVAILABLE"]));
  vi.advanceTimersByTime(1000);
  const release = source.hold();
  expect(await predictedValue(models.get("odd"))).toBe(1);
  expect(source.reads.get("odd/2")).toBe(2);
  release();
});

test("a load that stands still is joined for loadPatienceMs, and then one other is begun", async () => {
  const before = tf.memory().numTensors;
  const source = heldSource();
  source.put("odd", "1", await constantArtifact(0, { activation: "softplus" }));
  const models = open(source, { loadPatienceMs: 30 });
  const release = source.hold();
  const first = models.get("odd"); // as of a request that was cancelled: it will not go on
  await vi.waitFor(() => expect(source.reads.get("odd/1")).toBe(1));
  const begun = performance.now();
  const others = [1, 2, 3].map(() => models.get("odd"));
  await vi.waitFor(() => expect(source.reads.get("odd/1")).toBe(2), { interval: 1 });
  expect(performance.now() - begun).toBeGreaterThan(15);
  // It does go on: both loads give the same model, which does not take memory twice.
  release();
  expect(new Set([await first, ...(await Promise.all(others))]).size).toBe(1);
  expect(source.reads.get("odd/1")).toBe(2);
  await vi.waitFor(() => expect(tf.memory().numTensors).toBe(before + 2));

  // And where the version has gone meanwhile, none at all.
  source.put("odd", "2", await constantArtifact(1, { activation: "softplus" }));
  const releaseAgain = source.hold();
  const late = models.get("odd", "2");
  await vi.waitFor(() => expect(source.reads.get("odd/2")).toBe(1));
  source.hold()();
  await models.get("odd", "2");
  source.take("odd", "2");
  source.take("odd", "1");
  await vi.waitFor(() => expect(models.versions("odd")).toBeUndefined());
  releaseAgain();
  expect(await predictedValue(late)).toBeCloseTo(Math.log(1 + Math.E), 6);
  await vi.waitFor(() => expect(tf.memory().numTensors).toBe(before));
});

test.each([
  { maxLoadedVersions: 0 },
  { maxLoadedVersions: 1.5 },
  { maxLoadedVersions: Number.NaN },
  { loadPatienceMs: 0 },
])("the options %j are refused", (options) => {
  expect(() => createModelRepository({ sources: [], ...options })).toThrow(RangeError);
});

test("a repository without models is ready, and knows none", async () => {
  const models = createModelRepository({ sources: [] });
  expect(models.names()).toEqual([]);
  expect(models.ready()).toBe(true);
  await models.close();
});
