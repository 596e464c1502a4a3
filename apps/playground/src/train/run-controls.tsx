import type { JSX } from "preact";
import { useWords } from "../i18n/language.ts";
import type { Session } from "../session/session.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** What the first button does now, by its word; `null` where it has to wait. */
function nextAct(session: Session): {
  readonly word: "start" | "again" | "pause" | "resume" | "goOn";
  readonly act: (() => void) | null;
} {
  switch (session.phase.value) {
    case "loading":
      return { word: "start", act: null };
    case "empty":
      return { word: "start", act: session.start };
    case "starting":
      return { word: "pause", act: null };
    case "training":
      return { word: "pause", act: session.pause };
    case "halting":
      return { word: "resume", act: null };
    case "paused":
      return { word: "resume", act: session.resume };
    case "lost":
      return session.canResume.value
        ? { word: "goOn", act: session.resume }
        : { word: "again", act: session.start };
    case "done":
    case "failed":
      return { word: "again", act: session.start };
  }
}

/**
 * Starts, pauses, resumes and ends a run. Both buttons stay where they are and can always have the focus: one that vanished, or was
 * disabled when pressed, would take it away from the keyboard.
 */
export function RunControls({ session }: { readonly session: Session }): JSX.Element {
  const words = useWords({ en, ja });
  const { word, act } = nextAct(session);
  const canStop = session.isUnderWay.value && session.phase.value !== "halting";
  return (
    <div class="train-controls">
      <button
        type="button"
        class="button button-primary"
        aria-disabled={act === null}
        onClick={() => act?.()}
      >
        {words[word]}
      </button>
      <button
        type="button"
        class="button"
        aria-disabled={!canStop}
        onClick={() => {
          if (canStop) session.stop();
        }}
      >
        {words.stop}
      </button>
    </div>
  );
}
