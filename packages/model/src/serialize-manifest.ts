import { ArtifactError } from "./artifact-error.ts";
import { manifestFileName, maxManifestBytes } from "./artifact-files.ts";
import type { Manifest } from "./manifest.ts";
import { checkManifest } from "./parse-manifest.ts";
import { stableJson } from "./stable-json.ts";

/**
 * Writes a manifest as text: two spaces of indent, keys in a fixed order, a newline at the end.
 *
 * Equal manifests give equal texts, whatever order their keys were set in. The checksum is written as it is;
 * `createArtifact` and `writeArtifactFolder` compute it.
 *
 * @param manifest The manifest.
 * @returns The text of `manifest.json`.
 * @throws {ArtifactError} With the code `invalid-manifest` for a manifest that could not be read again (a loss
 * that is NaN, say), or `too-large` for one beyond 4 MiB.
 *
 * @example
 * ```ts
 * import { parseManifest, serializeManifest } from "@proj/model";
 *
 * const same = (text: string): boolean => serializeManifest(parseManifest(JSON.parse(text))) === text;
 * ```
 */
export function serializeManifest(manifest: Manifest): string {
  const { versions, files, condition, labels, training, ...rest } = checkManifest(
    manifest,
    "write manifest.json",
  );
  // The schema has put its own fields into a fixed order; these hold keys of the user's choice.
  const parts = Object.entries(labels.layout.parts).sort(([, a], [, b]) => a.offset - b.offset);
  const { name: optimizerName, ...settings } = training.optimizer;
  const text = stableJson({
    format: rest.format,
    formatVersion: rest.formatVersion,
    name: rest.name,
    input: keepTable(rest.input),
    labels: { ...labels, layout: { ...labels.layout, parts: Object.fromEntries(parts) } },
    condition: condition && {
      text: condition.text,
      expression: sortKeys(plainJson(condition.expression)),
    },
    classes: rest.classes,
    dataset: rest.dataset,
    training: { ...training, optimizer: { name: optimizerName, ...sortEntries(settings) } },
    metrics: rest.metrics,
    backend: rest.backend,
    versions: sortEntries(versions),
    files: sortEntries(files),
    checksum: rest.checksum,
  });
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > maxManifestBytes) {
    throw new ArtifactError(
      "too-large",
      manifestFileName,
      `Cannot write ${manifestFileName}: it must have at most ${maxManifestBytes} bytes, received ${bytes}; ` +
        "log the loss less often",
    );
  }
  return text;
}

/** What is said of a table, where there is one, is somebody else's data: the order of its keys is that of its columns, and is kept. */
function keepTable({ table, ...input }: Manifest["input"]): Manifest["input"] {
  return table === undefined ? input : { ...input, table: plainJson(table) };
}

/** What JSON keeps of a value: the text that is written must read back as the same manifest. */
function plainJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}

function sortEntries<T>(record: { readonly [key: string]: T }): { [key: string]: T } {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(sortEntries({ ...value })).map(([key, part]) => [key, sortKeys(part)]),
  );
}
