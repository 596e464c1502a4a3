import type { JSX } from "preact";
import { useWords } from "../i18n/language.ts";
import type { Session } from "../session/session.ts";
import { engines, reductions } from "../settings/settings.ts";
import { ChoiceField } from "./choice-field.tsx";
import { ConditionField } from "./condition-field.tsx";
import { NumberField } from "./number-field.tsx";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** What is trained, and how; not to be changed while a run is under way, or could go on. */
export function SettingsForm({ session }: { readonly session: Session }): JSX.Element {
  const words = useWords({ en, ja });
  const settings = session.settings.value;
  const refused = session.refusedSettings.value;
  return (
    <section class="card train-settings" aria-labelledby="train-settings">
      <h2 id="train-settings">{words.settings}</h2>
      {refused.length > 0 && <p class="train-refused">{words.refused(refused.join(", "))}</p>}
      <fieldset class="train-all-settings" disabled={session.isUnderWay.value}>
        <legend class="visually-hidden">{words.settings}</legend>
        <ConditionField session={session} />
        <div class="train-fields">
          {(["epochs", "batchSize", "learningRate", "hiddenUnits"] as const).map((name) => (
            <NumberField
              key={name}
              name={name}
              value={settings[name]}
              onChange={(value) => session.change({ [name]: value })}
            />
          ))}
          <ChoiceField
            label={words.reduction}
            value={settings.reduction}
            choices={reductions}
            names={words.reductions}
            onChange={(reduction) => session.change({ reduction })}
          />
          <ChoiceField
            label={words.engine}
            value={settings.engine}
            choices={engines}
            names={words.engines}
            onChange={(engine) => session.change({ engine })}
          />
        </div>
      </fieldset>
      <p class="note">{words.shared}</p>
    </section>
  );
}
