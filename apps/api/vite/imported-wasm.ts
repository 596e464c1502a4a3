import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Plugin } from "vite";

/**
 * Leaves WebAssembly to the platform: what is imported as `NAME.wasm` becomes a file beside the Worker, which workerd compiles and
 * imports as a module.
 */
export function importedWasm(): Plugin {
  return {
    name: "imported-wasm",
    enforce: "pre",
    async resolveId(source, importer) {
      if (!source.endsWith(".wasm")) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      if (found === null) return null;
      const fileName = basename(found.id);
      this.emitFile({ type: "asset", fileName, source: await readFile(found.id) });
      return { id: `./${fileName}`, external: true };
    },
  };
}
