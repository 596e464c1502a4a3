import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useWords } from "../i18n/language.ts";
import type { Session } from "../session/session.ts";
import { writeSettings } from "../settings/settings-query.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** The address that opens the page with the settings as they are now. */
export function ShareCard({ session }: { readonly session: Session }): JSX.Element {
  const words = useWords({ en, ja });
  const told = useSignal<"copied" | "selected" | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const address = new URL(location.href);
  address.search = writeSettings(session.settings.value);
  address.hash = "train";
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(address.href);
      told.value = "copied";
    } catch {
      // Not everywhere may a page write to the clipboard; a person always may.
      field.current?.select();
      told.value = "selected";
    }
  };
  return (
    <section class="card" aria-labelledby="share-title">
      <h2 id="share-title">{words.share}</h2>
      <p>{words.shareNote}</p>
      <div class="share-line">
        <input ref={field} type="text" readOnly value={address.href} aria-label={words.address} />
        <button type="button" class="button" onClick={() => void copy()}>
          {words.copy}
        </button>
      </div>
      <p role="status" class="note">
        {told.value !== null && words[told.value]}
      </p>
    </section>
  );
}
