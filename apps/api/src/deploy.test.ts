import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DockerfileParser } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import { parse } from "ini";
import { describe, expect, test } from "vitest";
import nodeBundle from "../vite.node.config.ts";
import { describeSettings } from "./config/describe-settings.ts";
import { readServerConfig } from "./config/read-server-config.ts";
import { serverSettings } from "./config/server-settings.ts";
import { temporaryFolder } from "./models/testing/temporary-folder.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const deploy = new URL("../deploy/", import.meta.url);
const run = promisify(execFile);

const dockerfile = await readFile(new URL("Dockerfile", deploy), "utf8");
const unit = await readFile(new URL("proj-api.service", deploy), "utf8");

test.each([
  ["apps/api/deploy/Dockerfile"],
  ["apps/api/deploy/proj-api.service"],
  ["apps/api/wrangler.jsonc"],
  ["apps/api/README.md"],
  ["README.md"],
  ["deno.json"],
])("%s names only settings that there are", async (file) => {
  const known = new Set(describeSettings().map(({ variable }) => variable));
  // Those of the command line.
  for (const name of ["SEED", "DATA_DIR", "TOKEN"]) known.add(`PROJ_${name}`);
  const named = [...(await readFile(join(root, file), "utf8")).matchAll(/PROJ_[A-Z_]*[A-Z]/g)].map(
    ([name]) => name,
  );
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

describe("the Dockerfile", () => {
  const parsed = DockerfileParser.parse(dockerfile);
  const [, image] = dockerfile.split(/^(?=FROM .*slim$)/m);

  test("is one, by the rules of Docker", () => {
    expect(validate(dockerfile)).toEqual([]);
  });

  test("starts from an exact version of Node that the package supports", () => {
    const tags = parsed.getFROMs().map((from) => from.getImageTag());
    expect(tags).toHaveLength(2);
    for (const tag of tags) expect(tag).toMatch(/^20\.(19|[2-9]\d)\.\d+-/);
  });

  test("does not run as root, and cannot change its own program", () => {
    const users = parsed.getInstructions().filter((instruction) => instruction.getInstruction() === "USER");
    expect(users.map((user) => user.getArgumentsContent())).toEqual(["node"]);
    expect(image).not.toMatch(/--chown/);
  });

  test("copies what is there, and what the bundle makes", () => {
    for (const copy of parsed.getCOPYs()) {
      const source = copy.getArguments()[0]?.getValue() ?? "";
      if (copy.getFromFlag() === null) expect(existsSync(join(root, source)), source).toBe(true);
      else expect(source).toBe(`/build/apps/api/${nodeBundle.build?.outDir}/`);
    }
    const scripts = JSON.parse(dockerfile.match(/^CMD (\[.*\])$/m)?.[1] ?? "[]") as string[];
    const output = nodeBundle.build?.rolldownOptions?.output;
    expect(scripts).toEqual(["node", (output as { readonly entryFileNames: string }).entryFileNames]);
  });

  test("has settings that the service starts with, once somebody decided who may ask", () => {
    const env = Object.fromEntries(
      parsed
        .getENVs()
        .flatMap((each) => each.getProperties())
        .map((property) => [property.getName(), property.getValue()]),
    );
    const read = (more: Readonly<Record<string, string>>) =>
      readServerConfig({ ...env, ...more }, { readText: () => "" });
    expect(() => read({})).toThrow("PROJ_TOKENS must have a token where other machines can ask (at 0.0.0.0)");
    expect(read({ PROJ_OPEN: "1" })).toMatchObject({ host: "0.0.0.0", port: 8080, models: "/models" });
  });

  test("asks for its health what the service answers", () => {
    const [healthcheck] = parsed.getHEALTHCHECKs();
    expect(healthcheck?.getArgumentsContent()).toContain("/v2/health/ready");
    expect(healthcheck?.getArgumentsContent()).not.toContain("curl");
  });
});

describe("the systemd unit", () => {
  const { Service } = parse(unit) as { readonly Service: Readonly<Record<string, string>> };
  const environment = Object.fromEntries(
    [...unit.matchAll(/^Environment=(\w+)=(.*)$/gm)].map(([, name = "", value]) => [name, value]),
  );

  test("keeps the service from all that it does not need", () => {
    expect(Service).toMatchObject({
      DynamicUser: "yes",
      NoNewPrivileges: "yes",
      ProtectSystem: "strict",
      ProtectHome: "yes",
      PrivateDevices: "yes",
      CapabilityBoundingSet: "",
    });
  });

  test("has settings that the service starts with, and tokens from a credential alone", () => {
    expect(Service).toHaveProperty("LoadCredential", "tokens:/etc/proj-api/tokens");
    expect(environment).toHaveProperty("PROJ_TOKENS_FILE", "%d/tokens");
    expect(environment).not.toHaveProperty("PROJ_TOKENS");
    const config = readServerConfig(environment, { readText: () => "a-token-of-the-unit" });
    expect(config.tokens).toEqual(["a-token-of-the-unit"]);
    expect(config.trustedProxies).toHaveLength(2);
  });

  test("waits longer than the service takes to finish", () => {
    const drainMs = Number(environment["PROJ_DRAIN_MS"] ?? serverSettings.drainMs.fallback);
    expect(Number(Service["TimeoutStopSec"]) * 1000).toBeGreaterThan(drainMs);
  });

  test("systemd takes it, and finds it well protected [needs systemd]", async (context) => {
    const version = await run("systemd-analyze", ["--version"]).catch(() => null);
    if (version === null) return context.skip("systemd-analyze is not there");
    if (Number(/^systemd (\d+)/.exec(version.stdout)?.[1]) < 252)
      return context.skip("systemd is older than 252");
    const file = join(await temporaryFolder(), "proj-api.service");
    // Where the program is here: systemd looks whether it can be run.
    await writeFile(file, unit.replace("/usr/bin/node", process.execPath));
    const { stderr } = await run("systemd-analyze", ["verify", "--man=no", file]);
    expect(stderr).toBe("");
    // From 0, which is safe, to 100.
    await run("systemd-analyze", ["security", "--offline=yes", "--threshold=20", file]);
  });
});
