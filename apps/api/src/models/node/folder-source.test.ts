import { cp, mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Artifact, ArtifactError } from "@proj/model";
import { writeArtifactFolder } from "@proj/model/node";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { constantArtifact } from "../../testing/constant-artifact.ts";
import { createModelRepository, type ModelRepositoryOptions } from "../create-model-repository.ts";
import type { ModelRepository, ServedModel } from "../model-repository.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { UnknownModelError } from "../unknown-model-error.ts";
import { type FolderSource, type FolderSourceOptions, folderSource } from "./folder-source.ts";

const one = await constantArtifact(1);
const two = await constantArtifact(2);
const fileNames = ["manifest.json", "model.json", "weights.bin"];

async function open(folder: string, options: FolderSourceOptions = {}): Promise<FolderSource> {
  const source = await folderSource(folder, options);
  onTestFinished(() => source.close());
  return source;
}

/** A repository over a folder that is looked at every 5 ms. */
async function serve(
  folder: string,
  options: Partial<ModelRepositoryOptions> = {},
): Promise<ModelRepository> {
  const models = createModelRepository({ sources: [await open(folder, { pollMs: 5 })], ...options });
  onTestFinished(() => models.close());
  return models;
}

const listed = (source: FolderSource): Record<string, string[]> =>
  Object.fromEntries(
    source.models().map(({ name, versions }) => [name, versions.map(({ version }) => version)]),
  );

async function predictedValue(model: ServedModel | Promise<ServedModel>): Promise<number | undefined> {
  return (await (await model).predict(new Uint8Array((await model).manifest.input.shape[0] ?? 0), 1))[0];
}

/** Predicts again and again until it is told to stop, and gives the versions that answered, in order, each once in a row. */
function load(models: ModelRepository, name: string): { stop: () => Promise<string[]> } {
  let isOn = true;
  const versions: string[] = [];
  const requests = (async () => {
    while (isOn) {
      const model = await models.get(name);
      // What predicts is what the manifest says, and no mixture.
      expect(await predictedValue(model)).toBe(Number(model.manifest.name));
      if (versions.at(-1) !== model.version) versions.push(model.version);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  })();
  return {
    async stop() {
      isOn = false;
      await requests;
      return versions;
    },
  };
}

describe("a folder of models is listed:", () => {
  test("models with and without versions; other folders and files are passed over", async () => {
    const root = await temporaryFolder();
    await writeArtifactFolder(join(root, "odd"), one);
    for (const version of ["1", "2", "10", "01", "v3", "0"]) {
      await writeArtifactFolder(join(root, "digits", version), one);
    }
    for (const name of [".hidden", "_private", "with space", "x".repeat(101)]) {
      await writeArtifactFolder(join(root, name), one);
    }
    await mkdir(join(root, "empty"));
    await mkdir(join(root, "half", "1"), { recursive: true });
    await cp(join(root, "odd", "weights.bin"), join(root, "half", "1", "weights.bin"));
    await writeFile(join(root, "file"), "");
    expect(listed(await open(root))).toEqual({ digits: ["1", "10", "2"], odd: ["1"] });
  });

  test("a symbolic link as what it leads to, and a new destination as a change", async () => {
    const root = await temporaryFolder();
    await writeArtifactFolder(join(root, "elsewhere", "one"), one);
    await writeArtifactFolder(join(root, "elsewhere", "two"), two);
    await mkdir(join(root, "models"));
    await symlink("../elsewhere/one", join(root, "models", "odd"));
    const models = await serve(join(root, "models"));
    expect(await predictedValue(models.get("odd"))).toBe(1);
    await symlink("../elsewhere/two", join(root, "models", ".odd"));
    await rename(join(root, "models", ".odd"), join(root, "models", "odd"));
    await vi.waitFor(async () => expect(await predictedValue(models.get("odd"))).toBe(2));
  });

  test("a model whose writer was killed between its renames, as it was before", async () => {
    const root = await temporaryFolder();
    await writeArtifactFolder(join(root, "odd"), one);
    await rename(join(root, "odd"), join(root, ".odd.previous-1-0123456789ab"));
    expect(await predictedValue((await serve(root)).get("odd"))).toBe(1);
  });

  test("one that is not there is refused", async () => {
    await expect(folderSource(join(await temporaryFolder(), "nowhere"))).rejects.toThrow("ENOENT");
    await expect(folderSource(await temporaryFolder(), { pollMs: 0 })).rejects.toThrow(RangeError);
  });
});

test.each([
  "../secret",
  "..",
  ".",
  "odd/../../secret",
  "odd/1",
  "%2e%2e/secret",
  "%2e%2e%2fsecret",
  "..\\secret",
  "/etc",
  "odd\u0000",
])("the name %j leads nowhere", async (name) => {
  const parent = await temporaryFolder();
  await writeArtifactFolder(join(parent, "secret"), one);
  await writeArtifactFolder(join(parent, "models", "odd", "1"), one);
  const models = await serve(join(parent, "models"));
  await expect(models.get(name)).rejects.toThrow(UnknownModelError);
  await expect(models.get("odd", `../${name}`)).rejects.toThrow(UnknownModelError);
  const source = await open(join(parent, "models"));
  await expect(source.read(name, "1", {})).rejects.toThrow(ArtifactError);
  await expect(source.read("odd", name, {})).rejects.toThrow(ArtifactError);
});

describe("without a restart", () => {
  test("versions appear and vanish under load, and every request is answered by a whole one", async () => {
    const root = await temporaryFolder();
    const models = await serve(root);
    expect(models.names()).toEqual([]);
    await writeArtifactFolder(join(root, "odd", "1"), one);
    await vi.waitFor(() => expect(models.names()).toEqual(["odd"]));
    const requests = load(models, "odd");
    const serving = (version: string): Promise<void> =>
      vi.waitFor(async () => expect((await models.get("odd")).version).toBe(version));
    for (const version of [2, 3, 4]) {
      await writeArtifactFolder(join(root, "odd", String(version)), await constantArtifact(version));
      await serving(String(version));
    }
    await rm(join(root, "odd", "4"), { recursive: true });
    await serving("3");
    await rm(join(root, "odd", "1"), { recursive: true });
    await vi.waitFor(() => expect(models.versions("odd")?.map(({ version }) => version)).toEqual(["3", "2"]));
    expect(await requests.stop()).toEqual(["1", "2", "3", "4", "3"]);
    await rm(join(root, "odd"), { recursive: true });
    await vi.waitFor(() => expect(models.names()).toEqual([]));
    await vi.waitFor(() => expect(models.versions("odd")).toBeUndefined());
    await expect(models.get("odd")).rejects.toThrow(UnknownModelError);
  });

  test("a model is replaced 1,000 times under load: no request fails, none is answered by a mixture", async () => {
    const root = await temporaryFolder();
    const folder = join(root, "odd");
    // 80 kB of weights, so that reading them takes a while.
    const artifacts = await Promise.all(
      [1, 2].map((value) => constantArtifact(value, { inputSize: 10_000 })),
    );
    await writeArtifactFolder(folder, artifacts[0] as Artifact);
    const refused: unknown[] = [];
    const models = await serve(root, { onRefused: (error) => refused.push(error.cause) });
    const requests = load(models, "odd");
    let swaps = 0;
    const seen = new Set<string>();
    const watching = (async () => {
      while (swaps < 1000) {
        seen.add((await models.get("odd")).manifest.name);
        expect(models.names()).toEqual(["odd"]);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    })();
    for (; swaps < 1000; swaps++) await writeArtifactFolder(folder, artifacts[(swaps + 1) % 2] as Artifact);
    await watching;
    expect(await requests.stop()).toEqual(["1"]);
    expect(seen).toEqual(new Set(["1", "2"]));
    expect(refused).toEqual([]);
    // The last of them was 1: 1,000 is even.
    await vi.waitFor(async () => expect(await predictedValue(models.get("odd"))).toBe(1));
  }, 120_000);

  test.each([
    ["the weights first", ["weights.bin", "model.json", "manifest.json"]],
    ["the manifest first", ["manifest.json", "model.json", "weights.bin"]],
  ])(
    "a version that is copied in file by file, %s, serves once it is whole, and the old one until then",
    async (_, order) => {
      const root = await temporaryFolder();
      await writeArtifactFolder(join(root, "odd", "1"), one);
      await writeArtifactFolder(join(root, ".two"), two);
      const models = await serve(root);
      const requests = load(models, "odd");
      await models.get("odd");
      await mkdir(join(root, "odd", "2"));
      for (const fileName of order) {
        const bytes = await readFile(join(root, ".two", fileName));
        // Half of the file, and a while later all of it.
        for (const end of [bytes.length >> 1, bytes.length]) {
          expect((await models.get("odd")).version).toBe("1");
          await writeFile(join(root, "odd", "2", fileName), bytes.subarray(0, end));
          await new Promise((resolve) => setTimeout(resolve, 30));
        }
      }
      await vi.waitFor(async () => expect((await models.get("odd")).version).toBe("2"), 3000);
      expect(await requests.stop()).toEqual(["1", "2"]);
    },
  );

  test.each(fileNames)(
    "a version with a flipped byte in %s is refused, and serves once it is mended",
    async (fileName) => {
      const root = await temporaryFolder();
      await writeArtifactFolder(join(root, "odd", "1"), one);
      const models = await serve(root);
      await models.get("odd");
      await writeArtifactFolder(join(root, ".two"), two);
      const path = join(root, ".two", fileName);
      const whole = await readFile(path);
      const flipped = Buffer.from(whole);
      // Within the checksum, which is the manifest's last text: any other place may break the JSON first.
      const index = flipped.length - 10;
      flipped[index] = (flipped[index] ?? 0) ^ 1;
      await writeFile(path, flipped);
      await rename(join(root, ".two"), join(root, "odd", "2"));
      await vi.waitFor(() => expect(models.versions("odd")?.[0]?.state).toBe("END"));
      const error = models.versions("odd")?.[0]?.error ?? "";
      expect(error).toContain(fileName);
      expect(error).not.toContain(root);
      expect((await models.get("odd")).version).toBe("1");
      await writeFile(join(root, "odd", "2", fileName), whole);
      await vi.waitFor(async () => expect((await models.get("odd")).version).toBe("2"), 3000);
    },
  );
});

test("a folder that cannot be listed any more is told, and the models go on serving", async () => {
  const root = await temporaryFolder();
  await writeArtifactFolder(join(root, "models", "odd"), one);
  const errors: unknown[] = [];
  const source = await open(join(root, "models"), { pollMs: 5, onError: (error) => errors.push(error) });
  const models = createModelRepository({ sources: [source] });
  await models.get("odd");
  await rename(join(root, "models"), join(root, "away"));
  await vi.waitFor(() => expect(errors.length).toBeGreaterThan(1));
  expect(String(errors[0])).toContain("ENOENT");
  await expect(source.look()).rejects.toThrow("ENOENT");
  expect(await predictedValue(models.get("odd"))).toBe(1);
  await rename(join(root, "away"), join(root, "models"));
  await writeArtifactFolder(join(root, "models", "even"), two);
  await vi.waitFor(() => expect(models.names()).toEqual(["even", "odd"]));
  await models.close();
});

test("look sees what stood there when it was called, and tells of changes only", async () => {
  const root = await temporaryFolder();
  const source = await open(root, { pollMs: 60_000 });
  const told = vi.fn();
  const unsubscribe = source.subscribe?.(told);
  await source.look();
  expect(told).toHaveBeenCalledTimes(0);
  const early = source.look();
  await writeArtifactFolder(join(root, "odd"), one);
  await Promise.all([early, source.look()]);
  expect(listed(source)).toEqual({ odd: ["1"] });
  expect(told).toHaveBeenCalledTimes(1);
  await writeArtifactFolder(join(root, "odd"), two);
  await source.look();
  expect(told).toHaveBeenCalledTimes(2);
  unsubscribe?.();
  await rm(join(root, "odd"), { recursive: true });
  await source.look();
  expect(listed(source)).toEqual({});
  expect(told).toHaveBeenCalledTimes(2);
  await source.close();
  await source.close();
});
