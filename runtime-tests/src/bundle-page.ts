import { fileURLToPath } from "node:url";
import { build } from "vite";

/**
 * Bundles the browser's page as somebody's own Vite project would: from the built packages, through their exports.
 *
 * @param folder The folder that receives `page.js` and what it loads.
 */
export async function bundlePage(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: "error",
    root: fileURLToPath(new URL("..", import.meta.url)),
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "esnext",
      rolldownOptions: {
        input: fileURLToPath(new URL("../dist/browser-page.js", import.meta.url)),
        output: { entryFileNames: "page.js" },
      },
    },
  });
}
