import { defineConfig, type ViteUserConfig } from "vitest/config";
import type { Reporter } from "vitest/node";

/** Vitest's JSON report has no room for a skip's note; a test's own data has. */
const skipNotes: Reporter = {
  onTestCaseResult: (test) => {
    const result = test.result();
    if (result.state === "skipped" && result.note) Object.assign(test.meta(), { skipNote: result.note });
  },
};

/** The settings that every package's tests share: sources instead of builds, and a report that CI counts. */
export const sharedConfig: ViteUserConfig = defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source", "node", "module", "import", "default"] } },
  test: {
    include: ["src/**/*.test.ts", "scripts/**/*.test.ts"],
    pool: "forks",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default", skipNotes, "json"],
    outputFile: { json: "reports/vitest.json" },
  },
});
