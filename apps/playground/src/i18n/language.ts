import { type Signal, signal } from "@preact/signals";
import { type Context, createContext } from "preact";
import { useContext } from "preact/hooks";

/** The languages of the page, by their BCP 47 tags. */
export type Language = "en" | "ja";

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: "English", ja: "日本語" };

/** The same words in every language; one that lacks a word does not compile. */
export type InEveryLanguage<Words> = Readonly<Record<Language, Words>>;

/** The language that is being shown. */
export const LanguageContext: Context<Signal<Language>> = createContext<Signal<Language>>(signal("en"));

/**
 * Picks the words of the language that is being shown; the component is drawn again when it changes.
 *
 * @param words The words in every language.
 * @returns Those to show.
 */
export function useWords<Words>(words: InEveryLanguage<Words>): Words {
  return words[useContext(LanguageContext).value];
}

/**
 * Chooses the language to begin with.
 *
 * @param wanted Tags in the order of preference: what was chosen before, then what the browser is set to.
 * @returns The first one that the page speaks, else English.
 */
export function chooseLanguage(wanted: readonly (string | null)[]): Language {
  for (const tag of wanted) {
    const language = tag?.toLowerCase().split("-")[0];
    if (language === "en" || language === "ja") return language;
  }
  return "en";
}
