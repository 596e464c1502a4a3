import type { JSX } from "preact";
import { useWords } from "../i18n/language.ts";
import type { RowFilter } from "./filter-rows.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** What is chosen, and who hears of another choice. */
export interface FilterBarProps {
  readonly filter: RowFilter;
  readonly onChange: (changed: Partial<RowFilter>) => void;
}

/** Chooses which images the table shows. */
export function FilterBar({ filter, onChange }: FilterBarProps): JSX.Element {
  const words = useWords({ en, ja });
  return (
    <fieldset class="filters">
      <legend class="visually-hidden">{words.filters}</legend>
      <Choice
        label={words.outcome}
        value={filter.outcome}
        options={words.outcomes}
        onChoose={(outcome) => onChange({ outcome })}
      />
      <Choice
        label={words.labels}
        value={filter.labels}
        options={words.labelKinds}
        onChoose={(labels) => onChange({ labels })}
      />
      <label class="choice">
        <span>{words.digit}</span>
        <select
          value={filter.digit ?? ""}
          onChange={({ currentTarget: { value } }) =>
            onChange({ digit: value === "" ? null : Number(value) })
          }
        >
          <option value="">{words.anyDigit}</option>
          {Array.from({ length: 10 }, (_, digit) => (
            <option key={String(digit)} value={digit}>
              {digit}
            </option>
          ))}
        </select>
      </label>
      <Choice
        label={words.order}
        value={filter.order}
        options={words.orders}
        onChoose={(order) => onChange({ order })}
      />
    </fieldset>
  );
}

/** One list of choices. */
function Choice<Name extends string>(props: {
  readonly label: string;
  readonly value: Name;
  readonly options: Readonly<Record<Name, string>>;
  readonly onChoose: (value: Name) => void;
}): JSX.Element {
  const entries = Object.entries<string>(props.options) as [Name, string][];
  return (
    <label class="choice">
      <span>{props.label}</span>
      <select
        value={props.value}
        onChange={({ currentTarget }) => {
          const [found] = entries.find(([name]) => name === currentTarget.value) ?? [];
          if (found !== undefined) props.onChoose(found);
        }}
      >
        {entries.map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
