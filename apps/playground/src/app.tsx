import type { Signal } from "@preact/signals";
import type { ComponentType, JSX } from "preact";
import { useRef } from "preact/hooks";
import { DrawView } from "./draw/draw-view.tsx";
import { type Language, LanguageContext } from "./i18n/language.ts";
import { KeepView } from "./keep/keep-view.tsx";
import { SeeView } from "./see/see-view.tsx";
import type { Session } from "./session/session.ts";
import { LoadingLine } from "./shell/loading-line.tsx";
import { PageHeader } from "./shell/page-header.tsx";
import { SkipLink } from "./shell/skip-link.tsx";
import type { Theme } from "./shell/theme.ts";
import { ViewTabs } from "./shell/view-tabs.tsx";
import { type ViewName, views } from "./shell/views.ts";
import { TrainView } from "./train/train-view.tsx";

/** What the page is made of. */
export interface AppProps {
  readonly session: Session;
  readonly view: Signal<ViewName>;
  readonly language: Signal<Language>;
  readonly theme: Signal<Theme>;
}

const contents: Readonly<Record<ViewName, ComponentType<{ readonly session: Session }>>> = {
  train: TrainView,
  draw: DrawView,
  see: SeeView,
  keep: KeepView,
};

/** The whole page. A view is made when it is first looked at, and then stays, with what was done in it. */
export function App({ session, view, language, theme }: AppProps): JSX.Element {
  const seen = useRef(new Set<ViewName>());
  seen.current.add(view.value);
  return (
    <LanguageContext.Provider value={language}>
      <SkipLink />
      <PageHeader language={language} theme={theme} />
      <main id="main" tabIndex={-1}>
        <ViewTabs view={view} />
        <LoadingLine session={session} />
        {views.map((each) => {
          const View = contents[each];
          return (
            <section
              key={each}
              id={`view-${each}`}
              class="view"
              role="tabpanel"
              aria-labelledby={`tab-${each}`}
              hidden={view.value !== each}
            >
              {seen.current.has(each) && <View session={session} />}
            </section>
          );
        })}
      </main>
    </LanguageContext.Provider>
  );
}
