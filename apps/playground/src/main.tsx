import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { App } from "./app.tsx";
import { chooseLanguage } from "./i18n/language.ts";
import { createSession } from "./session/create-session.ts";
import { readSettings, writeSettings } from "./settings/settings-query.ts";
import { keepChoice, readChoice } from "./shell/kept-choices.ts";
import { readTheme } from "./shell/theme.ts";
import { type ViewName, viewOf } from "./shell/views.ts";

// The page itself: what lives as long as it, tied to its address and to what the visitor chose before.
const language = signal(chooseLanguage([readChoice("language"), ...navigator.languages]));
const theme = signal(readTheme(readChoice("theme")));
const view = signal<ViewName>(viewOf(location.hash) ?? "train");
const { settings, refused } = readSettings(location.search);
const session = createSession({
  worker: new Worker(new URL("./worker/main.ts", import.meta.url), { type: "module" }),
  settings,
  refusedSettings: refused,
  wasmPath: new URL("wasm/", document.baseURI).href,
});

effect(() => {
  document.documentElement.lang = language.value;
  keepChoice("language", language.value);
});
effect(() => {
  document.documentElement.dataset["theme"] = theme.value;
  keepChoice("theme", theme.value);
});
effect(() => {
  const query = writeSettings(session.settings.value);
  history.replaceState(null, "", `${location.pathname}${query === "" ? "" : `?${query}`}#${view.value}`);
});
addEventListener("hashchange", () => {
  view.value = viewOf(location.hash) ?? view.value;
});

const root = document.getElementById("app");
if (root) render(<App session={session} view={view} language={language} theme={theme} />, root);
