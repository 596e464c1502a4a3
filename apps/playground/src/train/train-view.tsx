import type { JSX } from "preact";
import { useWords } from "../i18n/language.ts";
import type { Session } from "../session/session.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** What is shown under "Train". */
export function TrainView({ session }: { readonly session: Session }): JSX.Element {
  const words = useWords({ en, ja });
  const phase = session.phase.value;
  return (
    <div>
      <button
        type="button"
        class="button"
        disabled={phase !== "empty" && phase !== "done"}
        onClick={session.start}
      >
        {words.start}
      </button>
      <p>
        {phase} {session.problem} {JSON.stringify(session.progress.value)}{" "}
        {JSON.stringify(session.scores.value?.accuracy)} {JSON.stringify(session.machine.value)}
      </p>
    </div>
  );
}
