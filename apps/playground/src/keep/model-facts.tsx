import type { JSX } from "preact";
import { useWords } from "../i18n/language.ts";
import type { CurrentModel } from "../session/session.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** What the current model is, out of its manifest. */
export function ModelFacts({ model }: { readonly model: CurrentModel }): JSX.Element {
  const words = useWords({ en, ja });
  const { manifest, source, step } = model;
  const names = (supervised: boolean): string => {
    const found = manifest.classes.filter((each) => each.supervised === supervised).map(({ name }) => name);
    return found.join(" ") || words.none;
  };
  const weights = manifest.files["weights.bin"]?.bytes ?? 0;
  const facts: readonly (readonly [string, string])[] = [
    [words.name, manifest.name],
    [words.from, source === "loaded" ? words.loaded : words.trained(step ?? 0)],
    [words.condition, manifest.condition?.text ?? words.none],
    [words.supervised, names(true)],
    [words.unsupervised, names(false)],
    [words.hidden, manifest.training.hiddenUnits.join(", ") || words.none],
    [
      words.machine,
      [manifest.backend.name, manifest.backend.adapter].filter((part) => part !== "").join(", "),
    ],
    [words.size, words.kilobytes(Math.ceil(weights / 1024))],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
