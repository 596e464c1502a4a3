import { type Checkpoint, type CheckpointStore, decodeCheckpoint } from "../checkpoint/checkpoint.ts";

/**
 * Reads the checkpoint that a run goes on from, and checks that it is this run's.
 *
 * @param store Where it lies.
 * @param settings What this run was started with.
 * @param steps The run's last step.
 * @returns The checkpoint, or `null` where there is none: the run starts at its first step.
 * @throws {RangeError} If the checkpoint is damaged, or of a run with other settings.
 */
export async function readCheckpoint(
  store: CheckpointStore,
  settings: Readonly<Record<string, string>>,
  steps: number,
): Promise<Checkpoint | null> {
  const bytes = await store.read();
  if (bytes === null) return null;
  const checkpoint = await decodeCheckpoint(bytes).catch((error: unknown) => {
    throw new RangeError(`Cannot resume from ${store.name}: ${(error as Error).message}`, { cause: error });
  });
  for (const name of new Set([...Object.keys(settings), ...Object.keys(checkpoint.settings)])) {
    if (settings[name] !== checkpoint.settings[name]) {
      throw new RangeError(
        `Cannot resume from ${store.name}: its run had ${name} ${checkpoint.settings[name] ?? "unset"}, received ${settings[name] ?? "unset"}. Give the same settings, or start anew without resuming.`,
      );
    }
  }
  if (checkpoint.progress.step > steps) {
    throw new RangeError(
      `Cannot resume from ${store.name}: it stands at step ${checkpoint.progress.step}, past the last step ${steps}. Ask for more epochs.`,
    );
  }
  return checkpoint;
}
