import { describeNames } from "../errors/describe-value.ts";

/**
 * Warns of classes and tasks that a run could not learn. A library does not log, but for this: a model that never saw a label
 * of a class looks trained, as one with a mistyped mask does. `onUnsupervised` takes its place.
 *
 * @param names Their names, at least one.
 */
export function warnUnsupervised(names: readonly string[]): void {
  // biome-ignore lint/suspicious/noConsole: nobody who did not ask for it would look at a return value
  console.warn(
    `@proj/core: in the whole run no label counted of ${describeNames(names)}: the model has learned nothing about ${names.length === 1 ? "it" : "them"}`,
  );
}
