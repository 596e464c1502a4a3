import { defaultLimits, type Limits, mostOf } from "../limits.ts";
import { type ModelLabels, readModelLabels } from "../models/model-labels.ts";
import { listModels, type ModelLocations } from "../models/model-locations.ts";
import { choice, flag, json, list, type Setting, wholeNumber } from "./setting.ts";

/** The setting of a limit. */
function limit(variable: string, name: keyof Limits): Setting<number> {
  return wholeNumber(variable, defaultLimits[name], 1, mostOf(name));
}

/** The settings of every runtime. What each means is in `setting-meanings.ts`, which no Worker carries along. */
export const sharedSettings = {
  modelUrls: json("PROJ_MODEL_URLS", 'JSON, {"odd": "https://models.example.com/odd/"}', areLocations),
  labels: json("PROJ_LABELS", 'JSON, {"odd": {"stable": "3"}}', areLabels),
  tokens: {
    ...list("PROJ_TOKENS", "16 to 256 letters, digits and -._~+/=, or several such", readToken),
    isSecret: true,
  },
  corsOrigins: list("PROJ_CORS_ORIGINS", "https://app.example.com, or *, or several such", readOrigin),
  metrics: flag("PROJ_METRICS", true),
  log: choice("PROJ_LOG", ["requests", "errors", "off"]),
  maxLoadedVersions: wholeNumber("PROJ_MAX_LOADED_VERSIONS", 16, 1, 10_000),
  maxWeightsBytes: wholeNumber("PROJ_MAX_WEIGHTS_BYTES", 2 ** 30, 1, Number.MAX_SAFE_INTEGER),
  maxBodyBytes: limit("PROJ_MAX_BODY_BYTES", "maxBodyBytes"),
  maxBatch: limit("PROJ_MAX_BATCH", "maxBatch"),
  maxDepth: limit("PROJ_MAX_DEPTH", "maxDepth"),
  maxContainers: limit("PROJ_MAX_CONTAINERS", "maxContainers"),
  maxPixels: limit("PROJ_MAX_PIXELS", "maxPixels"),
  maxInFlight: limit("PROJ_MAX_IN_FLIGHT", "maxInFlight"),
  bodyMs: limit("PROJ_BODY_MS", "bodyMs"),
  predictMs: limit("PROJ_PREDICT_MS", "predictMs"),
};

/** The limits among some settings. */
export function limitsOf(config: Limits): Limits {
  const names = Object.keys(defaultLimits) as (keyof Limits)[];
  // To the compiler an object made of entries has any name, and none for certain: these are all of the limits'.
  return Object.fromEntries(names.map((name) => [name, config[name]])) as unknown as Limits;
}

/** Source: RFC 6750, section 2.1. */
function readToken(entry: string): string | undefined {
  return /^(?=.{16,256}$)[\w.~+/-]+=*$/.test(entry) ? entry : undefined;
}

function readOrigin(entry: string): string | undefined {
  return entry === "*" || (URL.canParse(entry) && new URL(entry).origin === entry) ? entry : undefined;
}

function areLocations(value: object): value is ModelLocations {
  const urls = Object.values(value).flatMap((place: unknown) =>
    typeof place === "object" && place !== null ? Object.values(place) : [place],
  );
  if (!urls.every((url) => typeof url === "string" && isHttp(url))) return false;
  listModels(value as ModelLocations);
  return true;
}

function isHttp(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function areLabels(value: object): value is ModelLabels {
  readModelLabels(value as ModelLabels);
  // A text has entries, too.
  return Object.values(value).every((labels) => typeof labels === "object");
}
