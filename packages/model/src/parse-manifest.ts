import * as v from "valibot";
import { ArtifactError } from "./artifact-error.ts";
import { manifestFileName } from "./artifact-files.ts";
import { describeIssue, describeValue } from "./describe-issue.ts";
import { formatVersion, type Manifest } from "./manifest.ts";
import { findContradiction } from "./manifest-consistency.ts";
import { manifestSchema } from "./manifest-schema.ts";

/**
 * Reads a manifest from JSON that has been parsed, and checks all of it.
 *
 * Fields that this version does not know are left out of the result.
 *
 * @param json The parsed JSON.
 * @returns The manifest.
 * @throws {ArtifactError} With the code `newer-format`, `unsafe-name` or `invalid-manifest`; the message names
 * the field and says what was expected there.
 *
 * @example
 * ```ts
 * import { parseManifest } from "@proj/model";
 *
 * const response = await fetch("https://example.com/models/odd-digits/manifest.json");
 * const manifest = parseManifest(await response.json());
 * manifest.classes.filter((entry) => !entry.supervised).map((entry) => entry.name);
 * ```
 */
export function parseManifest(json: unknown): Manifest {
  return checkManifest(json, "read manifest.json");
}

/**
 * `parseManifest` with its own beginning of the error messages.
 *
 * @param json The parsed JSON.
 * @param action What the caller was doing: `read manifest.json`.
 * @returns The manifest.
 * @throws {ArtifactError} As `parseManifest` does.
 */
export function checkManifest(json: unknown, action: string): Manifest {
  const newest = newerVersion(json);
  if (newest !== null) {
    throw new ArtifactError(
      "newer-format",
      manifestFileName,
      `Cannot ${action}: made by a newer version: the format must be at most ${formatVersion}, received ${newest}; ` +
        "update @proj/model",
    );
  }
  const parsed = v.safeParse(manifestSchema, json, { abortEarly: true });
  if (!parsed.success) {
    const problem = describeIssue(parsed.issues[0], json);
    throw new ArtifactError("invalid-manifest", manifestFileName, `Cannot ${action}: ${problem}`);
  }
  const contradiction = findContradiction(parsed.output);
  if (contradiction !== null) {
    throw new ArtifactError(
      contradiction.code,
      manifestFileName,
      `Cannot ${action}: ${contradiction.requirement}, received ${describeValue(contradiction.received)}`,
    );
  }
  return parsed.output;
}

/** The format version where it is a whole number beyond the one known here, else `null`. */
function newerVersion(json: unknown): number | null {
  if (typeof json !== "object" || json === null) return null;
  if (!("format" in json && "formatVersion" in json) || json.format !== "proj-model") return null;
  const version = json.formatVersion;
  return typeof version === "number" && Number.isInteger(version) && version > formatVersion ? version : null;
}
