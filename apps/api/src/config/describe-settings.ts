import { serverSettings } from "./server-settings.ts";
import { settingMeanings } from "./setting-meanings.ts";
import { sharedSettings } from "./shared-settings.ts";

/** One setting, as people read of it. */
export interface SettingDescription {
  readonly variable: string;
  readonly requirement: string;
  /** What counts where nothing is given; empty for nothing. */
  readonly fallback: string;
  readonly meaning: string;
  /** Whether Workers have it, too. */
  readonly onWorkers: boolean;
}

/** Every setting, in the order of the table. */
export function describeSettings(): readonly SettingDescription[] {
  const names = Object.keys(serverSettings) as (keyof typeof serverSettings)[];
  return names.map((name) => ({
    ...serverSettings[name],
    // An empty object is what it looks like: nothing.
    fallback: serverSettings[name].fallback.replace("{}", ""),
    meaning: settingMeanings[name],
    onWorkers: name in sharedSettings,
  }));
}

/** The settings as a table in Markdown. */
export function settingsTable(): string {
  const rows = describeSettings().map(({ variable, requirement, fallback, meaning, onWorkers }) => {
    const shown = fallback === "" ? "" : `\`${fallback}\``;
    const form = isPlain(requirement) ? "" : ` (${requirement.replace(/\{.*\}/, "`$&`")})`;
    return `| \`${variable}\`${onWorkers ? "" : " *"} | ${shown} | ${meaning}${form} |`;
  });
  return ["| variable | default | |", "| --- | --- | --- |", ...rows].join("\n");
}

/** The settings as lines of text. */
export function settingsText(): string {
  return describeSettings()
    .map(({ variable, requirement, fallback, meaning }) => {
      const given = fallback === "" ? "" : `; default ${fallback}`;
      return `  ${variable}\n      ${meaning.replaceAll("`", "")}\n      ${requirement}${given}\n`;
    })
    .join("");
}

/** Whether name, default and meaning say what a setting may be. */
function isPlain(requirement: string): boolean {
  return /^(a whole number|1 or 0|a file|a folder|an address of)/.test(requirement);
}
