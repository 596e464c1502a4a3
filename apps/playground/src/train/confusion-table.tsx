import type { JSX } from "preact";
import { useWords } from "../i18n/language.ts";
import type { Session } from "../session/session.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

const digits = Array.from({ length: 10 }, (_, digit) => digit);

/** The confusion matrix of the held-out images; a cell is the darker the larger its share of its row. */
export function ConfusionTable({ session }: { readonly session: Session }): JSX.Element {
  const words = useWords({ en, ja });
  const scores = session.scores.value;
  const chosen = session.settings.value.digits;
  const mark = (digit: number): string =>
    (scores?.supervised[digit] ?? chosen.includes(digit)) ? "is-supervised" : "is-unsupervised";
  return (
    <section class="card" aria-labelledby="train-confusion">
      <h2 id="train-confusion">{words.confusion}</h2>
      <p class="note">{words.confusionHint}</p>
      <table class="train-confusion">
        <caption class="visually-hidden">{words.confusionCaption}</caption>
        <thead>
          <tr>
            <td class="train-corner">
              {words.isDigit} \ {words.calledDigit}
            </td>
            {digits.map((digit) => (
              <th key={digit} scope="col" class={mark(digit)}>
                {digit}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {digits.map((digit) => (
            <tr key={digit} class={mark(digit)}>
              <th scope="row" class={mark(digit)}>
                {digit}
              </th>
              {digits.map((called) => {
                const count = scores?.confusion[digit]?.[called] ?? 0;
                const all = scores?.confusion[digit]?.reduce((sum, each) => sum + each, 0) ?? 1;
                return (
                  <td
                    key={called}
                    class={called === digit ? "is-right" : undefined}
                    style={{ "--share": count / all }}
                  >
                    {scores === null ? "" : count}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
