import { parseCondition } from "@proj/core";
import type { Dataset } from "@proj/datasets";
import { type Artifact, createArtifact, type Manifest } from "@proj/model";
import { adam, type Checkpoint, conditionalLabels, perceptron, saveModel } from "@proj/trainer";
import { conditionText } from "../settings/condition-text.ts";
import type { Settings } from "../settings/settings.ts";

/** Decides the initial weights and the order of samples of every run of the page. */
export const seed = 1;

/** What a run of the page calls its model. */
export const modelName = "digits";

/** Makes an artifact of a checkpoint, and of where its run takes place. */
export type Snapshot = (checkpoint: Checkpoint, backend: Manifest["backend"]) => Promise<Artifact>;

/**
 * Prepares to make artifacts of a run's checkpoints: of a model that is not trained to its end, but can predict.
 *
 * @param dataset What is learned.
 * @param settings How.
 * @returns What makes them.
 */
export async function createSnapshots(
  { train, heldOut, classes, name, sha256 }: Dataset,
  settings: Settings,
): Promise<Snapshot> {
  const condition = parseCondition(conditionText(settings.digits), ["digit"]);
  const { layout, part, mask, liveCounts } = conditionalLabels(
    train.labels,
    classes.length,
    "digit",
    condition,
  );
  const hiddenUnits = [settings.hiddenUnits];
  // Only its description is wanted, which says in which order the weights lie.
  const model = perceptron({ inputShape: train.imageShape, hiddenUnits, classes: classes.length, seed });
  const { modelJson } = await saveModel(model);
  model.dispose();
  const weightNames = namesOfWeights(modelJson);
  const { name: optimizer, learningRate, ...numbers } = adam({ learningRate: settings.learningRate });

  return async ({ state, progress }, backend) =>
    await createArtifact({
      manifest: {
        name: `${modelName}-step-${progress.step}`,
        input: { shape: train.imageShape, scale: 1 / 255 },
        labels: { layout, learned: [{ part, loss: "categoricalCrossentropy", mask: [mask], weight: 1 }] },
        condition: { text: condition.text, expression: condition.expression },
        classes: classes.map((each, label) => {
          const samples = liveCounts[label] ?? 0;
          return { label, part, name: each, supervised: samples > 0, samples };
        }),
        dataset: { name, sha256, trainCount: train.count, heldOutCount: heldOut.count },
        training: {
          seed,
          epochs: settings.epochs,
          batchSize: settings.batchSize,
          learningRate,
          optimizer: { name: optimizer, ...numbers },
          reduction: settings.reduction,
          pooling: "sumOfParts",
          hiddenUnits,
          dropout: 0,
        },
        metrics: { epochs: progress.epochs, lossCurve: progress.lossCurve },
        backend,
        versions: {},
      },
      modelJson,
      weights: joined(weightNames.map((each) => state[`weight/${each}`]?.data ?? new Float32Array())),
    });
}

/** The weights' names in the order of `weights.bin`, as the description of the model has them. */
function namesOfWeights(modelJson: Uint8Array): readonly string[] {
  const { weightsManifest } = JSON.parse(new TextDecoder().decode(modelJson)) as {
    readonly weightsManifest: readonly { readonly weights: readonly { readonly name: string }[] }[];
  };
  return weightsManifest.flatMap(({ weights }) => weights.map(({ name }) => name));
}

/** Bytes as they lie in memory: little-endian, as the format wants them, on every machine with a browser. */
function joined(tensors: readonly Float32Array[]): Uint8Array {
  const all = new Float32Array(tensors.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const tensor of tensors) {
    all.set(tensor, offset);
    offset += tensor.length;
  }
  return new Uint8Array(all.buffer);
}
