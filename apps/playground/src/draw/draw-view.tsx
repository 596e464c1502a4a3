import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { useWords } from "../i18n/language.ts";
import { DigitPicture } from "../picture/digit-picture.tsx";
import type { Session } from "../session/session.ts";
import { AnswerText } from "./answer-text.tsx";
import { DrawingSheet } from "./drawing-sheet.tsx";
import { modelInput } from "./model-input.ts";
import { ProbabilityBars } from "./probability-bars.tsx";
import { readAnswer } from "./read-answer.ts";
import { type LocalAnswer, ServiceCheck } from "./service-check.tsx";
import { createSheet } from "./sheet.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** What is shown under "Draw": a sheet, what the model sees of it, and what it makes of that. */
export function DrawView({ session }: { readonly session: Session }): JSX.Element {
  const words = useWords({ en, ja });
  const sheet = useMemo(createSheet, []);
  const image = useComputed(() => modelInput(sheet.strokes.value));
  const local = useLocalAnswer(session, image);
  const drawn = useSignal<string | null>(null);
  useSignalEffect(() => {
    // What was said of one drawing is not said of the next.
    if (sheet.strokes.value.length === 0) drawn.value = null;
  });
  const manifest = session.model.value?.manifest ?? null;
  const classes = manifest?.classes ?? [];
  const answer = local.value && readAnswer(local.value.classes, local.value.probabilities);
  return (
    <div class="draw-view">
      <section class="card draw-sheet" aria-labelledby="draw-title">
        <h2 id="draw-title">{words.title}</h2>
        <DrawingSheet sheet={sheet} />
        <div class="sheet-buttons">
          <button type="button" class="button" disabled={!sheet.canUndo.value} onClick={sheet.undo}>
            {words.undo}
          </button>
          <button
            type="button"
            class="button"
            disabled={sheet.strokes.value.length === 0}
            onClick={sheet.clear}
          >
            {words.clear}
          </button>
        </div>
        <p class="note" id="sheet-keys">
          {words.keys}
        </p>
      </section>

      <div class="draw-results">
        <section class="card draw-answer" aria-labelledby="answer-title">
          <h2 id="answer-title">{words.answerTitle}</h2>
          <div class="model-sees">
            <DigitPicture image={image.value} label={image.value === null ? words.seesNothing : words.sees} />
            <div>
              <h3>{words.sees}</h3>
              <p class="note">{words.seesNote}</p>
            </div>
          </div>
          {manifest === null ? (
            <p class="empty">{words.noModel}</p>
          ) : (
            <>
              <AnswerText
                answer={answer}
                classes={classes}
                condition={manifest.condition?.text ?? null}
                drawn={drawn.value}
              />
              <ProbabilityBars answer={answer ?? readAnswer(classes, [])} />
              <fieldset class="drawn" disabled={answer === null}>
                <legend>{words.whatDrawn}</legend>
                {classes.map(({ name }) => (
                  <label key={name} class="drawn-digit">
                    <input
                      type="radio"
                      name="drawn"
                      checked={drawn.value === name}
                      onChange={() => {
                        drawn.value = name;
                      }}
                    />
                    <span>{name}</span>
                  </label>
                ))}
              </fieldset>
            </>
          )}
        </section>
        {manifest !== null && <ServiceCheck local={local} />}
      </div>
    </div>
  );
}

/** What the current model makes of the drawing; asked again when either changes, as while a model is being trained. */
function useLocalAnswer(
  session: Session,
  image: ReadonlySignal<Uint8Array | null>,
): ReadonlySignal<LocalAnswer | null> {
  const local = useSignal<LocalAnswer | null>(null);
  useSignalEffect(() => {
    const drawing = image.value;
    const model = session.model.value;
    let isOvertaken = false;
    if (drawing === null || model === null) local.value = null;
    else {
      session.predict(drawing).then(
        (probabilities) => {
          if (!isOvertaken) local.value = { image: drawing, probabilities, classes: model.manifest.classes };
        },
        // The model was replaced at that moment; the next one is asked.
        () => {},
      );
    }
    return () => {
      isOvertaken = true;
    };
  });
  return local;
}
