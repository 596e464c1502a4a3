import type { JSX } from "preact";
import { useWords } from "../i18n/language.ts";
import type { Session } from "../session/session.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** How much of the digits has arrived, until all have. */
export function LoadingLine({ session }: { readonly session: Session }): JSX.Element | null {
  const words = useWords({ en, ja });
  if (session.phase.value !== "loading") return null;
  const loaded = session.loaded.value;
  return (
    <div class="loading-line">
      <label for="loading">{words.loading}</label>
      <progress id="loading" {...(loaded === null ? {} : { value: loaded, max: 1 })} />
    </div>
  );
}
