import { defineConfig, type ViteUserConfig } from "vitest/config";

/** The settings that every package's tests share: sources instead of builds, and a report that CI counts. */
export const sharedConfig: ViteUserConfig = defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source", "node", "module", "import", "default"] } },
  test: {
    include: ["src/**/*.test.ts", "scripts/**/*.test.ts"],
    pool: "forks",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default", "json"],
    outputFile: { json: "reports/vitest.json" },
  },
});
