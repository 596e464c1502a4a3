import type { ReadonlySignal } from "@preact/signals";
import { useSignal, useSignalEffect } from "@preact/signals";
import type { ManifestClass } from "@proj/model";
import type { JSX } from "preact";
import { useWords } from "../i18n/language.ts";
import { percent } from "../train/percent.ts";
import { askService, largestDifference, listModels, type ServiceAnswer } from "./ask-service.ts";
import { readAnswer } from "./read-answer.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** What the page's own model makes of what image. */
export interface LocalAnswer {
  readonly image: Uint8Array;
  readonly probabilities: Float32Array;
  readonly classes: readonly ManifestClass[];
}

/** Answers that differ by no more than this agree: the service writes its numbers in decimals. */
const tolerance = 1e-5;

/** How long a drawing rests before the service is asked. */
const restMs = 300;

/** Asks the prediction service that serves the page about the same image, and shows how far the two answers are apart. */
export function ServiceCheck({ local }: { readonly local: ReadonlySignal<LocalAnswer | null> }): JSX.Element {
  const words = useWords({ en, ja });
  const isOn = useSignal(false);
  const models = useSignal<readonly string[] | null>(null);
  const model = useSignal("");
  const answer = useSignal<(ServiceAnswer & { readonly to: LocalAnswer }) | null>(null);
  const problem = useSignal<string | null>(null);
  const url = new URL(".", document.baseURI).href;

  useSignalEffect(() => {
    if (!isOn.value) return;
    return during(async (signal) => {
      const names = await listModels(url, signal);
      models.value = names;
      if (!names.includes(model.peek())) model.value = names[0] ?? "";
    });
  });
  useSignalEffect(() => {
    const to = local.value;
    const asked = model.value;
    if (!isOn.value || to === null || asked === "") return;
    return during(async (signal) => {
      await rest(signal);
      answer.value = { ...(await askService({ url, model: asked, signal, ...to })), to };
    });
  });

  /** Runs what may be overtaken by the next drawing, and shows what goes wrong. */
  function during(run: (signal: AbortSignal) => Promise<void>): () => void {
    const stop = new AbortController();
    run(stop.signal).then(
      () => {
        problem.value = null;
      },
      (error: unknown) => {
        if (stop.signal.aborted) return;
        answer.value = null;
        problem.value = error instanceof Error ? error.message : String(error);
      },
    );
    return () => stop.abort();
  }

  return (
    <section class="card service" aria-labelledby="service-title">
      <h2 id="service-title">{words.service}</h2>
      <label class="check">
        <input
          type="checkbox"
          checked={isOn.value}
          onChange={({ currentTarget }) => {
            isOn.value = currentTarget.checked;
          }}
        />
        <span>{words.askService}</span>
      </label>
      <p class="note">{words.serviceNote}</p>
      {isOn.value && models.value !== null && models.value.length > 0 && (
        <label class="choice">
          <span>{words.serviceModel}</span>
          <select
            value={model.value}
            onChange={({ currentTarget }) => {
              model.value = currentTarget.value;
            }}
          >
            {models.value.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <div role="status">{isOn.value && outcome()}</div>
    </section>
  );

  function outcome(): JSX.Element {
    if (problem.value !== null) {
      return (
        <p class="problem">
          {words.serviceFailed} <span lang="en">{problem.value}</span>
        </p>
      );
    }
    if (models.value?.length === 0) return <p class="note">{words.serviceEmpty}</p>;
    if (local.value === null) return <p class="note">{words.drawFirst}</p>;
    if (answer.value === null) return <p class="note">{words.asking}</p>;
    const { to, probabilities, model: name, version } = answer.value;
    const { best } = readAnswer(to.classes, probabilities);
    const difference = largestDifference(to.probabilities, probabilities);
    const agrees = difference <= tolerance;
    return (
      <>
        <p>
          {words.serviceAnswer(
            `${name} (${version})`,
            best.name,
            words.percent(percent(best.probability, 1)),
          )}
        </p>
        <p class={agrees ? "agrees" : "differs"} data-testid="agreement" data-agrees={agrees}>
          {agrees ? words.agree : words.differ}{" "}
          {words.largestDifference(difference === 0 ? "0" : difference.toExponential(1))}
        </p>
      </>
    );
  }
}

function rest(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, restMs);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
