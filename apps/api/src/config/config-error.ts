/** The settings cannot be started with. The message has a line for every mistake. */
export class ConfigError extends Error {
  override name = "ConfigError";
  /** The mistakes, each a sentence without a full stop. */
  readonly mistakes: readonly string[];

  /** @param mistakes All mistakes that were found, at least one. */
  constructor(mistakes: readonly string[]) {
    const what =
      mistakes.length === 1 ? "a setting is not as it must be" : "settings are not as they must be";
    super(`Cannot start: ${what}${mistakes.map((mistake) => `\n  ${mistake}`).join("")}`);
    this.mistakes = mistakes;
  }
}
