import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { type Language, languageNames, useWords } from "../i18n/language.ts";
import { type Theme, themes } from "./theme.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** What the header shows and changes. */
export interface PageHeaderProps {
  readonly language: Signal<Language>;
  readonly theme: Signal<Theme>;
}

/** The page's name, and what holds for all of it: its language and its colours. */
export function PageHeader({ language, theme }: PageHeaderProps): JSX.Element {
  const words = useWords({ en, ja });
  return (
    <header class="page-header">
      <div class="page-title">
        <h1>{words.title}</h1>
        <p>{words.lead}</p>
      </div>
      <div class="page-choices">
        <label class="choice">
          <span>{words.language}</span>
          <select
            value={language.value}
            onChange={({ currentTarget }) => {
              language.value = currentTarget.value === "ja" ? "ja" : "en";
            }}
          >
            {Object.entries(languageNames).map(([tag, name]) => (
              <option key={tag} value={tag} lang={tag}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label class="choice">
          <span>{words.theme}</span>
          <select
            value={theme.value}
            onChange={({ currentTarget }) => {
              theme.value = themes.find((each) => each === currentTarget.value) ?? "system";
            }}
          >
            {themes.map((each) => (
              <option key={each} value={each}>
                {words.themes[each]}
              </option>
            ))}
          </select>
        </label>
      </div>
    </header>
  );
}
