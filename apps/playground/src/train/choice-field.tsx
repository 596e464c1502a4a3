import type { JSX } from "preact";
import { useId } from "preact/hooks";

/** A setting that is one of a few words. */
export interface ChoiceFieldProps<Choice extends string> {
  readonly label: string;
  readonly value: Choice;
  readonly choices: readonly Choice[];
  /** What a person calls each choice. */
  readonly names: Readonly<Record<Choice, string>>;
  readonly onChange: (choice: Choice) => void;
}

/** A field to choose from. */
export function ChoiceField<Choice extends string>(props: ChoiceFieldProps<Choice>): JSX.Element {
  const { label, value, choices, names, onChange } = props;
  const id = useId();
  return (
    <div class="train-field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = choices.find((each) => each === currentTarget.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {choices.map((each) => (
          <option key={each} value={each}>
            {names[each]}
          </option>
        ))}
      </select>
    </div>
  );
}
