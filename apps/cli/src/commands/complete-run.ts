import { isDeepStrictEqual } from "node:util";
import type { Manifest } from "@proj/model";
import { readArtifactFolder } from "@proj/model/node";
import type { OptimizerSpec } from "@proj/trainer";

/** Something that decides a run's result: its name, what it was in the run of a model, and what is asked for now. */
export type RunSetting = readonly [name: string, had: unknown, received: unknown];

/**
 * Looks for a model that the very same run has written already, so that resuming it has nothing left to do.
 *
 * @param folder Where the model would go.
 * @param epochs How long the run is to be; one of more epochs is the same run for longer, and may take the place of the model.
 * @param settingsOf What else decides the result, by the manifest of the model that is there.
 * @returns The model's manifest, or `null` where there is none, a broken one, or one of fewer epochs.
 * @throws {RangeError} Where the model is of another run: resuming this one would lose it.
 */
export async function findCompleteRun(
  folder: string,
  epochs: number,
  settingsOf: (manifest: Manifest) => readonly RunSetting[],
): Promise<Manifest | null> {
  const artifact = await readArtifactFolder(folder).catch(() => null);
  if (artifact === null) return null;
  const { manifest } = artifact;
  const had = manifest.training.epochs;
  const settings: readonly RunSetting[] = [...settingsOf(manifest), ["epochs", had, Math.min(had, epochs)]];
  const other = settings.find((setting) => !isSame(setting));
  if (other !== undefined) {
    throw new RangeError(
      `Cannot resume: the model in ${folder} is of a run that has ended, and that had ${describe(other)}. Leave --resume out to replace the model, or give another --out.`,
    );
  }
  return had === epochs ? manifest : null;
}

/**
 * Lists what of an optimizer decides a run's result.
 *
 * @param training What a manifest says of its run.
 * @param spec The optimizer that is asked for.
 * @returns Its settings in both.
 */
export function optimizerSettings(
  { learningRate, optimizer }: Pick<Manifest["training"], "learningRate" | "optimizer">,
  { learningRate: rate, ...spec }: OptimizerSpec,
): readonly RunSetting[] {
  return [
    ["optimizer", optimizer.name, spec.name],
    ["learning rate", learningRate, rate],
    ["optimizer", optimizer, spec],
  ];
}

function isSame([, had, received]: RunSetting): boolean {
  return isDeepStrictEqual(plain(had), plain(received));
}

/** A value as a manifest has it, which went through JSON. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}

/**
 * Shortens a checksum for a message.
 *
 * @param sha256 The checksum; anything else stays as it is.
 * @returns Its first 12 digits.
 */
export function shortSha256(sha256: unknown): unknown {
  return typeof sha256 === "string" ? sha256.slice(0, 12) : sha256;
}

function describe([name, had, received]: RunSetting): string {
  const isShort = [had, received].every((value) => typeof value !== "object" || value === null);
  return isShort ? `${name} ${had ?? "none"}, received ${received ?? "none"}` : `another ${name}`;
}
