import type { JSX } from "preact";
import { useWords } from "../i18n/language.ts";
import { percent } from "../train/percent.ts";
import type { Answer } from "./read-answer.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** A bar for each class; those that were never supervised are hatched, and say so. */
export function ProbabilityBars({ answer }: { readonly answer: Answer | null }): JSX.Element {
  const words = useWords({ en, ja });
  return (
    <ul class="bars" aria-label={words.bars}>
      {answer?.bars.map(({ name, supervised, probability }) => (
        <li
          key={name}
          class={supervised ? "bar" : "bar bar-unsupervised"}
          data-best={answer.best.name === name}
        >
          <span class="bar-name">{name}</span>
          <span class="bar-track" aria-hidden="true">
            <span class="bar-fill" style={{ width: `${probability * 100}%` }} />
          </span>
          <span class="bar-value">{words.percent(percent(probability, 1))}</span>
          <span class="bar-mark">{supervised ? "" : words.neverSupervised}</span>
        </li>
      ))}
    </ul>
  );
}
