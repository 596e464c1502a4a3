import type { Scalar } from "@tensorflow/tfjs-core";
import type { ModelFitArgs } from "@tensorflow/tfjs-layers";
import type { Numbers, Readings } from "./readings.ts";
import { takeNumber } from "./take-number.ts";

/** What `fit` takes as callbacks. */
export type Callbacks = NonNullable<ModelFitArgs["callbacks"]>;

/** Logs as tfjs hands them from one callback to the next. */
type Logs = Record<string, number | Scalar>;

/** What is done at the end of an epoch that had a batch. */
export interface EpochListener {
  /** Evaluates the model, where there is data for it. */
  readonly validate?: (() => Promise<Numbers>) | undefined;
  /** Is told of each epoch, with what a user sees of it. */
  readonly onEpoch: (epoch: number, numbers: Numbers) => void | Promise<void>;
}

/** A callback as tfjs calls it. */
interface LogCallback {
  onEpochEnd(epoch: number, logs?: Logs): Promise<void>;
  onBatchEnd?(batch: number, logs?: Logs): Promise<void>;
}

/**
 * Puts a callback in front of those of a user that turns tfjs' logs into what the user sees, in place: those behind it, and
 * tfjs' own history, get the same logs.
 *
 * It validates as well: of several outputs tfjs' own validation logs numbers under the names of others, and leaves some on the
 * device for good.
 *
 * @param callbacks The user's callbacks.
 * @param readings The numbers.
 * @param listener What is done at the end of an epoch.
 * @returns Callbacks for tfjs.
 */
export function withCleanLogs(
  callbacks: Callbacks | undefined,
  readings: Readings,
  { validate, onEpoch }: EpochListener,
): Callbacks {
  const list = (callbacks === undefined ? [] : [callbacks].flat()) as Partial<LogCallback>[];
  const first = list[0];
  const cleaner: LogCallback = {
    async onEpochEnd(epoch, logs = {}) {
      const trained = await cleanLogs(logs, readings);
      if (trained === null) return;
      const validated = Object.entries((await validate?.()) ?? {});
      const numbers = { ...trained, ...Object.fromEntries(validated.map(([name, n]) => [`val_${name}`, n])) };
      write(numbers, logs);
      await onEpoch(epoch, numbers);
    },
  };
  // Logs of batches wait for the device, so only where somebody wants them.
  if (list.some(wantsBatches)) {
    cleaner.onBatchEnd = async (_batch, logs = {}) => {
      await cleanLogs(logs, readings);
    };
  }
  return [isInstance(first) ? asInstanceLike(first, cleaner) : cleaner, ...list] as Callbacks;
}

/** Replaces tfjs' numbers by what a user sees, and gives them; null where there are none. */
async function cleanLogs(logs: Logs, { rawNames, read }: Readings): Promise<Numbers | null> {
  const taken = rawNames.map((name) => logs[name]);
  if (taken[0] === undefined) return null;
  for (const name of rawNames) delete logs[name];
  const numbers = read(await Promise.all(taken.map(takeNumber)));
  write(numbers, logs);
  return numbers;
}

function write(numbers: Numbers, logs: Logs): void {
  for (const [name, number] of Object.entries(numbers)) {
    // tfjs would take null for a tensor.
    if (number !== null) logs[name] = number;
  }
}

function isInstance(callback: Partial<LogCallback> | undefined): callback is LogCallback {
  return callback !== undefined && "setModel" in callback;
}

/** tfjs' own callbacks have every method: whether one listens to batches shows in whether its method is that of the base class. */
function wantsBatches(callback: Partial<LogCallback>): boolean {
  if (isInstance(callback)) return callback.onBatchEnd !== baseOf(callback).onBatchEnd;
  return callback.onBatchEnd !== undefined || "onYield" in callback;
}

function baseOf(callback: object): Partial<LogCallback> {
  const parent: unknown = Object.getPrototypeOf(callback);
  return typeof parent === "object" && parent !== null && "setModel" in parent ? baseOf(parent) : callback;
}

/** tfjs tells instances of its class from plain objects by the first of them, so the cleaner is made to look like one. */
function asInstanceLike(first: object, cleaner: LogCallback): LogCallback {
  return Object.assign(Object.create(baseOf(first)), cleaner);
}
