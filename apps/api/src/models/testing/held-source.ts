import {
  type Artifact,
  ArtifactError,
  type ArtifactLimits,
  readArtifact,
  serializeManifest,
} from "@proj/model";
import type { ModelSource, SourceModel } from "../model-source.ts";

/** A source in memory, whose reads can be held up, counted and made to fail. */
export interface HeldSource extends ModelSource {
  /** Puts a version there, or another in its place; the listeners are told. */
  put(name: string, version: string, artifact: Artifact | Error): void;
  /** Takes a version away. */
  take(name: string, version: string): void;
  /** Holds up the reads that begin from now on, until the function returned is called. */
  hold(): () => void;
  /** How often each version was read: `odd/1`. */
  readonly reads: ReadonlyMap<string, number>;
}

/** A source in memory. What it gives was read and verified as any source's artifacts are. */
export function heldSource(): HeldSource {
  const versions = new Map<string, { readonly content: Artifact | Error; readonly revision: string }>();
  const listeners = new Set<() => void>();
  const reads = new Map<string, number>();
  let gate: Promise<void> = Promise.resolve();
  let revision = 0;
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    reads,
    put(name, version, content) {
      versions.set(`${name}/${version}`, { content, revision: String(++revision) });
      tell();
    },
    take(name, version) {
      versions.delete(`${name}/${version}`);
      tell();
    },
    hold() {
      let open = (): void => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return () => open();
    },
    models() {
      const models = new Map<string, { version: string; revision: string }[]>();
      for (const [key, found] of versions) {
        const [name = "", version = ""] = key.split("/");
        models.set(name, [...(models.get(name) ?? []), { version, revision: found.revision }]);
      }
      return [...models].map(([name, found]): SourceModel => ({ name, versions: found }));
    },
    async read(name, version, limits: ArtifactLimits) {
      const key = `${name}/${version}`;
      reads.set(key, (reads.get(key) ?? 0) + 1);
      const content = versions.get(key)?.content;
      await gate;
      if (content === undefined) throw new ArtifactError("missing-file", null, `Cannot read ${key}`);
      if (content instanceof Error) throw content;
      const files = new Map([
        ["manifest.json", new TextEncoder().encode(serializeManifest(content.manifest))],
        ["model.json", content.modelJson],
        ["weights.bin", content.weights],
      ]);
      return readArtifact(async (fileName) => files.get(fileName) ?? new Uint8Array(), limits);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      listeners.clear();
    },
  };
}
