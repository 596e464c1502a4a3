import {
  add,
  cast,
  concat,
  dispose,
  keep,
  notEqual,
  type Tensor,
  type Tensor1D,
  tidy,
} from "@tensorflow/tfjs-core";
import { checkLabels } from "../layout/check-labels.ts";
import type { LabelName, Layout } from "../layout/layout.ts";
import type { PartDefinitions } from "../layout/part-definitions.ts";
import { lossTerms } from "../losses/loss-terms.ts";
import type { PartLosses } from "../losses/part-losses.ts";
import { termWeight } from "../losses/term-weight.ts";
import { liveLabelCounts } from "./live-label-counts.ts";
import { supervisedNames } from "./supervised-names.ts";
import type { SupervisionCount } from "./supervision-count.ts";

/** Counts, over a whole run, the labels that counted. */
export interface SupervisionCounter {
  /**
   * Adds a batch, without waiting for the device.
   *
   * @param labels `[B, L]` float32 labels; they stay the caller's.
   * @throws As `splitLabels` does.
   */
  add(labels: Tensor): void;
  /** Gives the count of every class of one-hot and class index parts, and of every other task, in the order of the parts. */
  counts(): Promise<readonly SupervisionCount[]>;
  /** Gives the names of the classes and tasks of which no label counted. */
  unsupervised(): Promise<readonly string[]>;
  /** Frees the counts on the device. */
  dispose(): void;
}

/**
 * Makes a counter of the labels that count in a run, so that a class or a task that was never supervised can be named.
 *
 * @param layout The layout of the labels.
 * @param losses What `combinedLoss` takes: the parts that are learned, with their masks.
 * @returns A counter that has seen nothing; the caller disposes it.
 * @throws As `combinedLoss` does.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { categoricalCrossentropy, combineLabels, createSupervisionCounter, defineLayout, flag, oneHot } from "@proj/core";
 *
 * const layout = defineLayout({ digit: oneHot(3), isOdd: flag({ when: "digit % 2 = 1" }) });
 * const counter = createSupervisionCounter(layout, { digit: { loss: categoricalCrossentropy, mask: "isOdd" } });
 * const labels = combineLabels(layout, [{ digit: 0 }, { digit: 1 }, { digit: 2 }]);
 * counter.add(labels);
 * console.log(await counter.unsupervised()); // [ "digit 0", "digit 2" ]
 * counter.dispose();
 * labels.dispose();
 * ```
 */
export function createSupervisionCounter<
  Definitions extends PartDefinitions,
  Name extends LabelName<Definitions>,
>(layout: Layout<Definitions>, losses: PartLosses<Definitions, Name>): SupervisionCounter {
  const terms = lossTerms(layout, losses);
  const names = terms.flatMap(supervisedNames);
  let total: Tensor1D | null = null;

  const counts = async (): Promise<readonly SupervisionCount[]> => {
    const live = (await total?.data()) ?? [];
    return names.map((name, index) => ({ ...name, live: live[index] ?? 0 }));
  };
  return {
    add(labels) {
      checkLabels("count labels", layout, labels);
      const before = total;
      total = tidy(() => {
        const batch = concat(
          terms.map((term) => {
            const live = cast(notEqual(termWeight(term, labels, true), 0), "float32");
            return liveLabelCounts(term.part, labels, live);
          }),
        ) as Tensor1D;
        return keep(before === null ? batch : add<Tensor1D>(before, batch));
      });
      before?.dispose();
    },
    counts,
    async unsupervised() {
      return (await counts()).filter(({ live }) => live === 0).map(({ name }) => name);
    },
    dispose() {
      dispose(total ?? []);
      total = null;
    },
  };
}
