/** A colour to fill with, and the colour of text that stands on it. */
export interface Swatch {
  readonly fill: string;
  readonly text: string;
}

/** The colours of one appearance of the page. */
export interface Theme {
  /** Behind the page, behind a card, and of lines between. */
  readonly page: string;
  readonly card: string;
  readonly line: string;
  /** Of text, of less important text, of what is live and of what is masked. */
  readonly ink: string;
  readonly muted: string;
  readonly live: string;
  readonly masked: string;
  /** Steps of the heat maps, none first. */
  readonly heat: readonly Swatch[];
}

/** Upper ends of the heat steps, as shares of a row; a share above the last one has the last step. */
export const HEAT_LIMITS: readonly number[] = [0, 0.01, 0.05, 0.2, 0.5, 0.8];

export const LIGHT: Theme = {
  page: "#f4f6f8",
  card: "#ffffff",
  line: "#d5dbe2",
  ink: "#16202b",
  muted: "#55616e",
  live: "#1d5fa8",
  masked: "#96490a",
  heat: [
    { fill: "#f3f5f8", text: "#5a6572" },
    { fill: "#dfeaf7", text: "#16202b" },
    { fill: "#bfd9f2", text: "#16202b" },
    { fill: "#8fbde8", text: "#0b1622" },
    { fill: "#5596d6", text: "#06101a" },
    { fill: "#2468b2", text: "#ffffff" },
    { fill: "#123f7a", text: "#ffffff" },
  ],
};

export const DARK: Theme = {
  page: "#0f151c",
  card: "#182029",
  line: "#34404d",
  ink: "#e8edf3",
  muted: "#a3b0be",
  live: "#7db6f2",
  masked: "#f0a35e",
  heat: [
    { fill: "#1f2933", text: "#97a5b4" },
    { fill: "#1d3550", text: "#e8edf3" },
    { fill: "#204a76", text: "#f2f6fa" },
    { fill: "#2861a0", text: "#ffffff" },
    { fill: "#5b9edd", text: "#06101a" },
    { fill: "#97c6f3", text: "#06101a" },
    { fill: "#d6e9fc", text: "#06101a" },
  ],
};

/** Greys alone: what a printer makes of it is what was meant. */
export const PRINT: Theme = {
  page: "#ffffff",
  card: "#ffffff",
  line: "#b3b3b3",
  ink: "#000000",
  muted: "#4a4a4a",
  live: "#2b2b2b",
  masked: "#2b2b2b",
  heat: [
    { fill: "#ffffff", text: "#595959" },
    { fill: "#eeeeee", text: "#000000" },
    { fill: "#d9d9d9", text: "#000000" },
    { fill: "#bdbdbd", text: "#000000" },
    { fill: "#969696", text: "#000000" },
    { fill: "#5c5c5c", text: "#ffffff" },
    { fill: "#222222", text: "#ffffff" },
  ],
};

/** Writes a theme as CSS custom properties. */
export function themeProperties(theme: Theme): string {
  const { heat, ...colors } = theme;
  return [
    ...Object.entries(colors).map(([name, color]) => `--${name}: ${color};`),
    ...heat.flatMap(({ fill, text }, step) => [`--heat-${step}: ${fill};`, `--heat-${step}-text: ${text};`]),
  ].join(" ");
}
