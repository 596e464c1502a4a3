import { readAddressRange } from "../addresses/address-range.ts";
import { longestTimer } from "../limits.ts";
import { type ConfigOf, flag, list, type Setting, text, wholeNumber } from "./setting.ts";
import { sharedSettings } from "./shared-settings.ts";

/** At most so many requests of one client in so many seconds. */
export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
}

const rateLimit: Setting<RateLimit | null> = {
  variable: "PROJ_RATE_LIMIT",
  requirement: "requests/seconds, 100/60",
  fallback: "",
  parse(given) {
    if (given === "") return null;
    const [, requests, seconds] = /^([1-9]\d{0,8})\/([1-9]\d{0,5})$/.exec(given) ?? [];
    return requests === undefined ? undefined : { requests: Number(requests), seconds: Number(seconds) };
  },
};

/** The settings of Node, Deno and Bun, where the service is a process of its own. */
export const serverSettings = {
  models: text("PROJ_MODELS", "a folder", "models"),
  host: text("PROJ_HOST", "an address of this machine or its name", "127.0.0.1"),
  port: wholeNumber("PROJ_PORT", 8080, 0, 65_535),
  open: flag("PROJ_OPEN", false),
  playground: text("PROJ_PLAYGROUND", "a folder"),
  tokensFile: text("PROJ_TOKENS_FILE", "a file with tokens"),
  rateLimit,
  trustedProxies: list(
    "PROJ_TRUSTED_PROXIES",
    "addresses or ranges, 127.0.0.1 or 10.0.0.0/8, with commas between",
    readAddressRange,
  ),
  ...sharedSettings,
  preload: flag("PROJ_PRELOAD", true),
  pollMs: wholeNumber("PROJ_POLL_MS", 1000, 10, longestTimer),
  compress: flag("PROJ_COMPRESS", false),
  requestMs: wholeNumber("PROJ_REQUEST_MS", 30_000, 1, longestTimer),
  drainMs: wholeNumber("PROJ_DRAIN_MS", 10_000, 1, longestTimer),
};

/** How a service on Node, Deno or Bun is set up. */
export type Config = ConfigOf<typeof serverSettings>;
