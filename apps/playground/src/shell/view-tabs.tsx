import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useWords } from "../i18n/language.ts";
import { type ViewName, views } from "./views.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** The row of tabs; arrow keys, Home and End go from one to another, as the pattern for tabs has it. */
export function ViewTabs({ view }: { readonly view: Signal<ViewName> }): JSX.Element {
  const words = useWords({ en, ja });
  const tabs = useRef<HTMLDivElement>(null);
  const go = (event: KeyboardEvent): void => {
    const at = views.indexOf(view.value);
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: views.length - 1,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    view.value = views.at(next % views.length) ?? view.value;
    tabs.current?.querySelector<HTMLElement>(`#tab-${view.value}`)?.focus();
  };
  return (
    <div class="view-tabs" role="tablist" aria-label={words.views} ref={tabs} onKeyDown={go}>
      {views.map((each) => (
        <button
          key={each}
          id={`tab-${each}`}
          type="button"
          role="tab"
          aria-selected={view.value === each}
          aria-controls={`view-${each}`}
          tabIndex={view.value === each ? 0 : -1}
          onClick={() => {
            view.value = each;
          }}
        >
          {words[each]}
        </button>
      ))}
    </div>
  );
}
