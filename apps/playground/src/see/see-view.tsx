import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import type { Manifest } from "@proj/model";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { useWords } from "../i18n/language.ts";
import type { Session } from "../session/session.ts";
import { startCostsService } from "./costs-service.ts";
import { FilterBar } from "./filter-bar.tsx";
import { everyRow, filterRows, pageOf, type RowFilter } from "./filter-rows.ts";
import { type HeldOutRow, heldOutRows } from "./held-out-rows.ts";
import { HeldOutTable } from "./held-out-table.tsx";
import type { LabelCosts } from "./label-costs.ts";
import { LabelTensor } from "./label-tensor.tsx";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** Everything that is known of the held-out images, with what it was made of. */
interface Seen {
  readonly rows: readonly HeldOutRow[];
  readonly costs: LabelCosts;
  readonly predictions: Float32Array;
  readonly manifest: Manifest;
}

/** What is shown under "See": the images that training never sees, what the model makes of them, and what each would cost. */
export function SeeView({ session }: { readonly session: Session }): JSX.Element {
  const words = useWords({ en, ja });
  const { seen, problem } = useSeen(session);
  const filter = useSignal<RowFilter>(everyRow);
  const page = useSignal(1);
  const chosen = useSignal<number | null>(null);
  const kept = useComputed(() => filterRows(seen.value?.rows ?? [], filter.value));
  const tensor = useRef<HTMLElement>(null);
  const heldOut = session.heldOut.value;
  const model = session.model.value;

  if (problem.value !== null) {
    return (
      <p class="problem" role="alert" lang="en">
        {problem.value}
      </p>
    );
  }
  if (model === null) return <p class="empty card">{words.noModel}</p>;
  if (seen.value === null || heldOut === null) return <p class="empty card">{words.predicting}</p>;

  const { rows, costs, predictions, manifest } = seen.value;
  const shown = pageOf(kept.value, page.value);
  const row = rows[chosen.value ?? shown.rows[0]?.index ?? 0] ?? rows[0];
  return (
    <div class="see-view">
      <section class="card see-images" aria-labelledby="see-title">
        <h2 id="see-title">{words.title}</h2>
        <p class="note">{words.lead(rows.length)}</p>
        <FilterBar
          filter={filter.value}
          onChange={(changed) => {
            filter.value = { ...filter.value, ...changed };
            page.value = 1;
          }}
        />
        <HeldOutTable
          images={heldOut.images}
          page={shown}
          found={kept.value.length}
          all={rows.length}
          chosen={row?.index ?? null}
          onChoose={(index) => {
            chosen.value = index;
            // Beside the table it is in sight already; below it, on a phone, it is not.
            tensor.current?.scrollIntoView({ block: "nearest" });
          }}
          onPage={(number) => {
            page.value = number;
          }}
        />
      </section>
      {row !== undefined && (
        <LabelTensor
          place={tensor}
          row={row}
          image={heldOut.images.subarray(row.index * 784, (row.index + 1) * 784)}
          columnNames={costs.columnNames}
          labels={costs.labels.subarray(row.index * costs.columnNames.length)}
          predictions={predictions.subarray(row.index * (costs.columnNames.length - 1))}
          manifest={manifest}
        />
      )}
    </div>
  );
}

/** Has the labels and the costs computed whenever the model has new predictions. */
function useSeen(session: Session) {
  const seen = useSignal<Seen | null>(null);
  const problem = useSignal<string | null>(null);
  const service = useMemo(startCostsService, []);
  useEffect(() => () => service.close(), [service]);
  useSignalEffect(() => {
    const heldOut = session.heldOut.value;
    const model = session.model.value;
    const predictions = model?.predictions ?? null;
    let isOvertaken = false;
    if (heldOut !== null && model !== null && predictions !== null) {
      const { manifest } = model;
      service.ask({ manifest, digits: heldOut.labels, predictions }).then(
        (costs) => {
          if (isOvertaken) return;
          seen.value = { rows: heldOutRows(heldOut, predictions, costs), costs, predictions, manifest };
          problem.value = null;
        },
        (error: unknown) => {
          if (!isOvertaken) problem.value = error instanceof Error ? error.message : String(error);
        },
      );
    } else if (model === null) seen.value = null;
    return () => {
      isOvertaken = true;
    };
  });
  return { seen, problem };
}
