import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useWords } from "../i18n/language.ts";
import type { Session } from "../session/session.ts";
import { LoadCard } from "./load-card.tsx";
import { ModelFacts } from "./model-facts.tsx";
import { modelZip, zipName } from "./model-zip.ts";
import { saveFile } from "./save-file.ts";
import { ShareCard } from "./share-card.tsx";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** What is shown under "Keep": the model as a file, a file as the model, and the settings as an address. */
export function KeepView({ session }: { readonly session: Session }): JSX.Element {
  const words = useWords({ en, ja });
  const problem = useSignal<string | null>(null);
  const model = session.model.value;
  const save = async (): Promise<void> => {
    try {
      saveFile(await modelZip(session.exportModel()));
      problem.value = null;
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
    }
  };
  const file = zipName(model?.manifest.name ?? "digits");
  const folder = file.slice(0, -".zip".length);
  return (
    <div class="keep-view">
      <section class="card" aria-labelledby="model-title">
        <h2 id="model-title">{words.model}</h2>
        {model === null ? <p class="empty">{words.noModel}</p> : <ModelFacts model={model} />}
        <button
          type="button"
          class="button button-primary"
          disabled={model === null}
          onClick={() => void save()}
        >
          {words.download}
        </button>
        <p class="note">{words.downloadNote}</p>
        <div role="alert">
          {problem.value !== null && (
            <p class="problem" lang="en">
              {problem.value}
            </p>
          )}
        </div>
      </section>
      <LoadCard session={session} />
      <ShareCard session={session} />
      <section class="card" aria-labelledby="use-title">
        <h2 id="use-title">{words.use}</h2>
        <p>{words.useEvaluate}</p>
        <pre>
          <code>{`npx proj evaluate --model ${file}`}</code>
        </pre>
        <p>{words.useServe}</p>
        <pre>
          <code>{`mkdir -p models && unzip ${file} -d models/${folder}\nnpx proj serve --models models --playground apps/playground/dist`}</code>
        </pre>
      </section>
    </div>
  );
}
