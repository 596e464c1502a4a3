import type { JSX } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import { useWords } from "../i18n/language.ts";
import { settingRanges } from "../settings/settings.ts";
import { inRange } from "../settings/settings-query.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** A setting that is a number. */
export interface NumberFieldProps {
  readonly name: keyof typeof settingRanges;
  readonly value: number;
  /** Hears of every number that the setting may be; others stay in the field, marked. */
  readonly onChange: (value: number) => void;
}

/** A field to type a number into; what it must be is said where something else was typed. */
export function NumberField({ name, value, onChange }: NumberFieldProps): JSX.Element {
  const words = useWords({ en, ja });
  const id = useId();
  const [text, setText] = useState(String(value));
  const { least, most, whole } = settingRanges[name];
  const typed = inRange(name, text);
  // The setting may be changed elsewhere; what was typed for it ("0.10") stays as it is.
  useEffect(() => {
    if (typed !== value) setText(String(value));
  }, [value]);
  return (
    <div class="train-field">
      <label for={id}>{words[name]}</label>
      <input
        id={id}
        inputMode={whole ? "numeric" : "decimal"}
        autocomplete="off"
        value={text}
        aria-invalid={typed === undefined}
        aria-describedby={typed === undefined ? `${id}-hint` : undefined}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          const next = inRange(name, currentTarget.value);
          if (next !== undefined) onChange(next);
        }}
      />
      {typed === undefined && (
        <p id={`${id}-hint`} class="train-refused">
          {whole ? words.wholeNumber(least, most) : words.number(least, most)}
        </p>
      )}
    </div>
  );
}
