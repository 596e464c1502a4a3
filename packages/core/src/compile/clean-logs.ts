import type { Scalar } from "@tensorflow/tfjs-core";
import type { ModelFitArgs } from "@tensorflow/tfjs-layers";
import type { Readings } from "./readings.ts";

/** What `fit` takes as callbacks. */
export type Callbacks = NonNullable<ModelFitArgs["callbacks"]>;

/** Logs as tfjs hands them from one callback to the next. */
type Logs = Record<string, number | Scalar>;

/** Is told of each epoch, with what a user sees of it. */
export type EpochListener = (
  epoch: number,
  numbers: Readonly<Record<string, number | null>>,
) => void | Promise<void>;

/** A callback as tfjs calls it. */
interface LogCallback {
  onEpochEnd(epoch: number, logs?: Logs): Promise<void>;
  onBatchEnd?(batch: number, logs?: Logs): Promise<void>;
}

/**
 * Puts a callback in front of those of a user that turns tfjs' logs into what the user sees, in place: those behind it, and
 * tfjs' own history, get the same logs.
 *
 * @param callbacks The user's callbacks.
 * @param readings The numbers.
 * @param listener Is told of each epoch that had a batch.
 * @returns Callbacks for tfjs.
 */
export function withCleanLogs(
  callbacks: Callbacks | undefined,
  readings: Readings,
  listener: EpochListener,
): Callbacks {
  const list = (callbacks === undefined ? [] : [callbacks].flat()) as Partial<LogCallback>[];
  const first = list[0];
  const cleaner: LogCallback = {
    async onEpochEnd(epoch, logs = {}) {
      const numbers = await cleanLogs(logs, readings);
      if (numbers !== null) await listener(epoch, numbers);
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

/** Replaces tfjs' numbers by what a user sees; gives null where there are none. */
async function cleanLogs(
  logs: Logs,
  { rawNames, testShift, read }: Readings,
): Promise<Record<string, number | null> | null> {
  const train = await takeAll(logs, rawNames);
  const test = await takeAll(
    logs,
    rawNames.map((name) => `val_${name}`),
  );
  const numbers: Record<string, number | null> = {};
  if (train !== null) Object.assign(numbers, read(train, 0));
  if (test !== null) {
    for (const [name, value] of Object.entries(read(test, testShift))) numbers[`val_${name}`] = value;
  }
  for (const [name, value] of Object.entries(numbers)) {
    // tfjs would take null for a tensor.
    if (value !== null) logs[name] = value;
  }
  return train === null ? null : numbers;
}

/** Takes numbers out of logs, waiting for those that are on the device. */
async function takeAll(logs: Logs, names: readonly string[]): Promise<(number | undefined)[] | null> {
  const values = names.map((name) => logs[name]);
  if (values[0] === undefined) return null;
  for (const name of names) delete logs[name];
  return await Promise.all(
    values.map(async (value) => {
      if (typeof value !== "object") return value;
      const [number] = await value.data();
      value.dispose();
      return number;
    }),
  );
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
