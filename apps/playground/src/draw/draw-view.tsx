import type { JSX } from "preact";
import { useWords } from "../i18n/language.ts";
import type { Session } from "../session/session.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** What is shown under "Draw". */
export function DrawView({ session }: { readonly session: Session }): JSX.Element {
  const words = useWords({ en, ja });
  return <p>{session.model.value === null ? words.noModel : words.title}</p>;
}
