import type { JSX } from "preact";
import { useWords } from "../i18n/language.ts";
import type { Session } from "../session/session.ts";
import { percent } from "./percent.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** How many images of each digit the model gets right; what was never supervised is hatched. */
export function AccuracyBars({ session }: { readonly session: Session }): JSX.Element {
  const words = useWords({ en, ja });
  const scores = session.scores.value;
  const chosen = session.settings.value.digits;
  return (
    <section class="card" aria-labelledby="train-accuracy">
      <h2 id="train-accuracy">{words.accuracy}</h2>
      <p class="note">{words.accuracyHint}</p>
      <ol class="train-bars">
        {Array.from({ length: 10 }, (_, digit) => {
          const share = scores?.accuracy[digit] ?? 0;
          const supervised = scores?.supervised[digit] ?? chosen.includes(digit);
          const kind = supervised ? "is-supervised" : "is-unsupervised";
          return (
            <li key={digit}>
              <span class="train-bar-value" aria-hidden="true">
                {scores === null ? "" : percent(share, 0)}
              </span>
              <span class="train-bar-track" aria-hidden="true">
                <span class={`train-bar ${kind}`} style={{ blockSize: `${share * 100}%` }} />
              </span>
              <span class={`train-bar-foot ${kind}`} aria-hidden="true" />
              <span class={`train-bar-name ${kind}`} aria-hidden="true">
                {digit}
              </span>
              <span class="visually-hidden">
                {words.digit(digit)}, {supervised ? words.supervised : words.unsupervised}
                {scores === null ? "" : `: ${words.share(percent(share, 1))}`}
              </span>
            </li>
          );
        })}
      </ol>
      <p class="train-legend">
        <span>
          <span class="train-swatch is-supervised" aria-hidden="true" />
          {words.supervised}
        </span>
        <span>
          <span class="train-swatch is-unsupervised" aria-hidden="true" />
          {words.unsupervised}
        </span>
      </p>
      <p>
        {scores === null
          ? words.noScores
          : words.summary(
              percentOrNull(scores.supervisedAccuracy),
              percentOrNull(scores.unsupervisedAccuracy),
            )}
      </p>
    </section>
  );
}

function percentOrNull(share: number | null): string | null {
  return share === null ? null : percent(share, 1);
}
