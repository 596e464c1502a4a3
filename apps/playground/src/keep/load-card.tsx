import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useWords } from "../i18n/language.ts";
import type { Session } from "../session/session.ts";
import { readModelFiles } from "./read-model-files.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** Takes a model out of files; one that cannot be used leaves the current one as it is. */
export function LoadCard({ session }: { readonly session: Session }): JSX.Element {
  const words = useWords({ en, ja });
  const problem = useSignal<string | null>(null);
  const taken = useSignal<string | null>(null);
  const isOver = useSignal(false);
  const load = async (chosen: FileList | undefined | null): Promise<void> => {
    if (!chosen || chosen.length === 0) return;
    problem.value = null;
    taken.value = null;
    try {
      await session.importModel(await readModelFiles([...chosen]));
      taken.value = session.model.value?.manifest.name ?? null;
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
    }
  };
  return (
    <section
      class={isOver.value ? "card load load-over" : "card load"}
      aria-labelledby="load-title"
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={() => {
        isOver.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        isOver.value = false;
        void load(event.dataTransfer?.files);
      }}
    >
      <h2 id="load-title">{words.load}</h2>
      <p>{words.loadNote}</p>
      <label class="file">
        <span>{words.chooseFiles}</span>
        <input
          type="file"
          multiple
          accept=".zip,.json,.bin"
          onChange={async ({ currentTarget }) => {
            await load(currentTarget.files);
            // So that the same file, mended, can be chosen again.
            currentTarget.value = "";
          }}
        />
      </label>
      <p role="status">{taken.value !== null && words.taken(taken.value)}</p>
      <div role="alert">
        {problem.value !== null && (
          <p class="problem">
            {session.model.value === null ? words.refused : words.refusedAndKept}{" "}
            <span lang="en">{problem.value}</span>
          </p>
        )}
      </div>
    </section>
  );
}
