import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useWords } from "../i18n/language.ts";
import type { Session } from "../session/session.ts";
import { conditionText, digitsOf } from "../settings/condition-text.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

const presets = [
  { name: "odd", condition: "odd" },
  { name: "even", condition: "even" },
  { name: "fiveToNine", condition: "digit >= 5" },
] as const;

const allDigits = Array.from({ length: 10 }, (_, digit) => digit);

/** Which digits count: three sets that have a name, and each digit by itself. */
export function ConditionField({ session }: { readonly session: Session }): JSX.Element {
  const words = useWords({ en, ja });
  const [refused, setRefused] = useState(false);
  const { digits } = session.settings.value;
  const text = conditionText(digits);
  const choose = (chosen: readonly number[]): void => {
    setRefused(chosen.length === 0);
    if (chosen.length > 0) session.change({ digits: chosen });
  };
  return (
    <fieldset class="train-condition">
      <legend>{words.condition}</legend>
      <div class="train-presets">
        {presets.map(({ name, condition }) => (
          <button
            key={name}
            type="button"
            class="train-toggle"
            aria-pressed={text === condition}
            onClick={() => choose(digitsOf(condition))}
          >
            {words[name]}
          </button>
        ))}
      </div>
      <div class="train-digits">
        {allDigits.map((digit) => {
          const counts = digits.includes(digit);
          return (
            <button
              key={digit}
              type="button"
              class="train-toggle"
              aria-label={words.digit(digit)}
              aria-pressed={counts}
              onClick={() => choose(allDigits.filter((each) => digits.includes(each) !== (each === digit)))}
            >
              {digit}
            </button>
          );
        })}
      </div>
      <p class="note">
        {words.writtenAs} <code>{text}</code>
      </p>
      <p class="note">{words.conditionHint}</p>
      <p class="train-refused" role="alert">
        {refused ? words.oneAtLeast : ""}
      </p>
    </fieldset>
  );
}
