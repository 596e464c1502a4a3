/** Which colours are shown: what the system is set to, or what was chosen here. */
export type Theme = "system" | "light" | "dark";

/** Every choice, the default first. */
export const themes: readonly Theme[] = ["system", "light", "dark"];

/**
 * Reads a choice that was kept.
 *
 * @param kept What was kept, if anything.
 * @returns The choice.
 */
export function readTheme(kept: string | null): Theme {
  return themes.find((theme) => theme === kept) ?? "system";
}
