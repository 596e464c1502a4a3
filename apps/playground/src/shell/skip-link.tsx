import type { JSX } from "preact";
import { useWords } from "../i18n/language.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** Takes the keyboard past the header; no link, as the hash of the address names the view. */
export function SkipLink(): JSX.Element {
  const words = useWords({ en, ja });
  return (
    <button type="button" class="skip-link" onClick={() => document.getElementById("main")?.focus()}>
      {words.skip}
    </button>
  );
}
