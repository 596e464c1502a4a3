import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { defaultLimits } from "../limits.ts";
import { ConfigError } from "./config-error.ts";
import { describeSettings, settingsTable, settingsText } from "./describe-settings.ts";
import type { Environment } from "./read-config.ts";
import { checkExposure, readServerConfig } from "./read-server-config.ts";
import type { Config } from "./server-settings.ts";
import { limitsOf } from "./shared-settings.ts";

const token = "abcdefgh-ijklmnop";

function read(env: Environment, files: Readonly<Record<string, string>> = {}): Config {
  return readServerConfig(env, {
    readText(file) {
      const text = files[file];
      if (text === undefined) throw new Error(`ENOENT: ${file}`);
      return text;
    },
  });
}

function mistakesOf(env: Environment, files?: Readonly<Record<string, string>>): readonly string[] {
  try {
    read(env, files);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

test("an empty environment has the defaults, and so have empty variables", () => {
  const config = read({});
  expect(config).toMatchObject({
    models: "models",
    host: "127.0.0.1",
    port: 8080,
    open: false,
    tokens: [],
    corsOrigins: [],
    rateLimit: null,
    trustedProxies: [],
    modelUrls: {},
    labels: {},
    log: "requests",
    preload: true,
    metrics: true,
    drainMs: 10_000,
  });
  expect(limitsOf(config)).toEqual(defaultLimits);
  expect(read({ PROJ_PORT: "", PROJ_TOKENS: " ", PROJ_RATE_LIMIT: "" })).toEqual(config);
});

test("every setting is read", () => {
  const urls = {
    odd: "https://models.test/odd/",
    digits: { 1: "http://models.test/1/", 2: "http://models.test/2/" },
  };
  const config = read({
    PROJ_MODELS: "/srv/models",
    PROJ_HOST: "::",
    PROJ_PORT: "0",
    PROJ_TOKENS: `${token}, other-token-of-16`,
    PROJ_CORS_ORIGINS: "https://app.example.com http://localhost:5173",
    PROJ_RATE_LIMIT: "100/60",
    PROJ_TRUSTED_PROXIES: "127.0.0.1,10.0.0.0/8",
    PROJ_MODEL_URLS: JSON.stringify(urls),
    PROJ_LABELS: '{"odd": {"stable": "3"}}',
    PROJ_LOG: "off",
    PROJ_PRELOAD: "0",
    PROJ_METRICS: "0",
    PROJ_MAX_BODY_BYTES: "1000",
    PROJ_MAX_IN_FLIGHT: "7",
    PROJ_BODY_MS: "500",
  });
  expect(config).toMatchObject({
    models: "/srv/models",
    host: "::",
    port: 0,
    tokens: [token, "other-token-of-16"],
    corsOrigins: ["https://app.example.com", "http://localhost:5173"],
    rateLimit: { requests: 100, seconds: 60 },
    modelUrls: urls,
    labels: { odd: { stable: "3" } },
    log: "off",
    preload: false,
    metrics: false,
  });
  expect(config.trustedProxies).toHaveLength(2);
  expect(limitsOf(config)).toEqual({ ...defaultLimits, maxBodyBytes: 1000, maxInFlight: 7, bodyMs: 500 });
});

test("one error lists every mistake, a line each", () => {
  const env = { PROJ_PORT: "http", PROJ_MODLES: "models", PROJ_LOG: "debug", PROJ_PRELOAD: "maybe" };
  expect(() => read(env)).toThrow(
    [
      "Cannot start: settings are not as they must be",
      '  PROJ_PORT must be a whole number from 0 to 65535, received "http"',
      '  PROJ_LOG must be requests or errors or off, received "debug"',
      '  PROJ_PRELOAD must be 1 or 0, received "maybe"',
      "  PROJ_MODLES is no setting: did you mean PROJ_MODELS?",
    ].join("\n"),
  );
});

test.each([
  ["PROJ_PORT", "65536"],
  ["PROJ_PORT", "-1"],
  ["PROJ_PORT", "80.5"],
  ["PROJ_MAX_BATCH", "0"],
  ["PROJ_BODY_MS", "2147483648"],
  ["PROJ_RATE_LIMIT", "100"],
  ["PROJ_RATE_LIMIT", "0/60"],
  ["PROJ_TRUSTED_PROXIES", "10.0.0.0/99"],
  ["PROJ_CORS_ORIGINS", "app.example.com"],
  ["PROJ_CORS_ORIGINS", "https://app.example.com/"],
  ["PROJ_MODEL_URLS", "https://models.test/"],
  ["PROJ_MODEL_URLS", '{"odd": "ftp://models.test/"}'],
  ["PROJ_MODEL_URLS", '{"../odd": "https://models.test/"}'],
  ["PROJ_MODEL_URLS", '{"odd": {"latest": "https://models.test/"}}'],
  ["PROJ_MODEL_URLS", '{"odd": null}'],
  ["PROJ_MODEL_URLS", "[1]"],
  ["PROJ_LABELS", '{"odd": "3"}'],
  ["PROJ_LABELS", '{"odd": {"stable": 3}}'],
])("%s=%s is a mistake", (variable, text) => {
  expect(mistakesOf({ [variable]: text })).toEqual([
    expect.stringMatching(new RegExp(`^${variable} must be .*, received `)),
  ]);
});

describe("tokens", () => {
  test("come from the environment and from a file, a line each", () => {
    const env = { PROJ_TOKENS: token, PROJ_TOKENS_FILE: "/run/tokens" };
    expect(read(env, { "/run/tokens": "second-token-of-16\nthird-token-of-16\n" }).tokens).toEqual([
      token,
      "second-token-of-16",
      "third-token-of-16",
    ]);
  });

  test("show in no message", () => {
    for (const secret of ["too-short", "a-password-with-ä-in-it", `${token} "quoted-secret-of-16"`]) {
      const [mistake = "", ...others] = mistakesOf({ PROJ_TOKENS: secret });
      expect(others).toEqual([]);
      expect(mistake).toMatch(/received what is not shown here$/);
      for (const part of secret.split(" "))
        expect(mistake.split(", received")[1]).not.toContain(part.slice(0, 5));
    }
  });

  test("a file that is named has some: nobody is to start open by mistake", () => {
    const env = { PROJ_TOKENS_FILE: "/run/tokens" };
    expect(mistakesOf(env, { "/run/tokens": " \n" })).toEqual([
      "PROJ_TOKENS_FILE must be a file with tokens, received an empty one",
    ]);
    expect(mistakesOf(env)).toEqual([
      "PROJ_TOKENS_FILE must be a file that can be read, received: ENOENT: /run/tokens",
    ]);
  });

  test.each(["0.0.0.0", "::", "192.168.1.5", "proj.example.com"])(
    "are wanted at %s, or PROJ_OPEN",
    (host) => {
      expect(mistakesOf({ PROJ_HOST: host })).toEqual([
        `PROJ_TOKENS must have a token where other machines can ask (at ${host}), received none; PROJ_OPEN=1 or --open lets anybody ask`,
      ]);
      expect(mistakesOf({ PROJ_HOST: host, PROJ_OPEN: "1" })).toEqual([]);
      expect(mistakesOf({ PROJ_HOST: host, PROJ_TOKENS: token })).toEqual([]);
      expect(() => checkExposure(host, { open: false, tokens: [] })).toThrow(ConfigError);
    },
  );

  test.each(["127.0.0.1", "127.1.2.3", "localhost", "::1"])("are not wanted at %s", (host) => {
    expect(mistakesOf({ PROJ_HOST: host })).toEqual([]);
  });
});

test("variables of the command line are none of the service's business", () => {
  const names = [
    "DATASET",
    "DATA_DIR",
    "EPOCHS",
    "SEED",
    "BACKEND",
    "ADAPTER",
    "CONDITION",
    "CHROMIUM",
    "CACHE_DIR",
    "TOKEN",
  ];
  expect(mistakesOf(Object.fromEntries(names.map((name) => [`PROJ_${name}`, "x"])))).toEqual([]);
});

test.each(describeSettings().map(({ variable }) => variable))("a misspelt %s is told", (variable) => {
  expect(mistakesOf({ [`${variable}X`]: "1" })).toEqual([
    `${variable}X is no setting: did you mean ${variable}?`,
  ]);
});

test("the README's table is that of the settings", async () => {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const table = readme.split("\n").filter((line) => line.startsWith("| `PROJ_"));
  expect(table).toEqual(settingsTable().split("\n").slice(2));
});

test("the text for a terminal has every setting and no wide line", () => {
  const text = settingsText();
  for (const { variable } of describeSettings()) expect(text).toContain(`  ${variable}\n`);
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120);
});
