/** The words around the views. */
export const en = {
  title: "Labels that count only under a condition",
  lead: "A network learns digits in this page. Only the digits that you choose count; the others cost it nothing, and it never learns them.",
  skip: "Skip to the content",
  views: "Views",
  train: "Train",
  draw: "Draw",
  see: "See",
  keep: "Keep",
  language: "Language",
  theme: "Colours",
  themes: { system: "As the system", light: "Light", dark: "Dark" },
  loading: "Loading the digits",
};

/** What every language has to say. */
export type ShellWords = typeof en;
