import { useSignal } from "@preact/signals";
import type { ManifestClass } from "@proj/model";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useWords } from "../i18n/language.ts";
import { percent } from "../train/percent.ts";
import type { Answer } from "./read-answer.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** What is said. */
export interface AnswerTextProps {
  readonly answer: Answer | null;
  readonly classes: readonly ManifestClass[];
  /** The condition that the model was trained under, as its user wrote it. */
  readonly condition: string | null;
  /** The class that the visitor says they drew, if they do. */
  readonly drawn: string | null;
}

/** How long a drawing rests before its answer is spoken: while the pen moves, every answer would be. */
const restMs = 800;

/** The answer in words, and what it is worth: a class that was never supervised cannot be answered, and the manifest knows which. */
export function AnswerText({ answer, classes, condition, drawn }: AnswerTextProps): JSX.Element {
  const words = useWords({ en, ja });
  const spoken = useSignal("");
  const headline =
    answer === null
      ? words.nothingDrawn
      : words.answer(answer.best.name, words.percent(percent(answer.best.probability, 1)));
  useEffect(() => {
    const timer = setTimeout(() => {
      spoken.value = answer === null ? "" : headline;
    }, restMs);
    return () => clearTimeout(timer);
  }, [headline, answer, spoken]);
  const masked = classes.filter(({ supervised }) => !supervised).map(({ name }) => name);
  const of = condition ?? "";
  return (
    <div class="answer">
      <p class="answer-name">
        <output class="answer-digit" data-testid="answer">
          {answer?.best.name ?? "–"}
        </output>
        <span>{headline}</span>
      </p>
      <p class="visually-hidden" role="status">
        {spoken.value}
      </p>
      <div role="status">
        {drawn !== null && answer !== null && (
          <p class="answer-verdict" data-testid="verdict">
            {verdict()}
          </p>
        )}
      </div>
      {masked.length > 0 && <p class="note">{words.maskedClasses(words.list(masked), of)}</p>}
    </div>
  );

  function verdict(): string {
    const found = classes.find(({ name }) => name === drawn);
    const best = answer?.best.name ?? "";
    if (found === undefined) return "";
    if (!found.supervised) return words.drawnUnsupervised(found.name, of, best);
    return found.name === best
      ? words.drawnRight(found.name, found.samples)
      : words.drawnWrong(found.name, found.samples, best);
  }
}
