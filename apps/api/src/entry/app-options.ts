import type { AppOptions } from "../create-app.ts";
import { jsonLine } from "../observe/json-line.ts";

/** Who may ask, and for what. */
export function accessOptions(config: {
  readonly tokens: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly metrics: boolean;
}): Pick<AppOptions, "tokens" | "corsOrigins" | "metrics"> {
  const { tokens, corsOrigins, metrics } = config;
  // An empty list of tokens would lock everybody out.
  return { ...(tokens.length === 0 ? {} : { tokens }), corsOrigins, metrics };
}

/**
 * The log of the requests.
 *
 * @param log Which ones are logged.
 * @param write Takes a line.
 */
export function logOptions(
  log: "requests" | "errors" | "off",
  write: (line: string) => void,
): Pick<AppOptions, "onRequest"> {
  if (log === "off") return {};
  const least = log === "errors" ? 400 : 0;
  return {
    onRequest(entry) {
      if (entry.status >= least) write(jsonLine(entry));
    },
  };
}
