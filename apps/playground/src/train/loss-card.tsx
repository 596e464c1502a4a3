import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useWords } from "../i18n/language.ts";
import type { Session } from "../session/session.ts";
import type { LossChart } from "./loss-chart.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** The loss curve. What draws it is loaded when there is something to draw. */
export function LossCard({ session }: { readonly session: Session }): JSX.Element {
  const words = useWords({ en, ja });
  const curve = session.lossCurve.value;
  const place = useRef<HTMLDivElement>(null);
  const isEmpty = curve.length === 0;
  useEffect(() => {
    const element = place.current;
    if (isEmpty || element === null) return;
    let chart: LossChart | null = null;
    let ended = false;
    void import("./loss-chart.ts").then(({ createLossChart }) => {
      if (!ended) chart = createLossChart(element, session.lossCurve, words.lossStep);
    });
    return () => {
      ended = true;
      chart?.dispose();
    };
  }, [isEmpty, session, words]);
  const [first, last] = [curve[0], curve.at(-1)];
  return (
    <section class="card" aria-labelledby="train-loss">
      <h2 id="train-loss">{words.loss}</h2>
      <p class="note">{words.lossHint}</p>
      {first === undefined || last === undefined ? (
        <p class="train-chart train-chart-empty">{words.noLoss}</p>
      ) : (
        <div
          class="train-chart"
          role="img"
          aria-label={words.lossSummary(first.loss.toFixed(3), last.loss.toFixed(3), last.step)}
          ref={place}
        />
      )}
    </section>
  );
}
