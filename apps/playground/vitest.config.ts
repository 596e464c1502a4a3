import { mergeConfig, type ViteUserConfig } from "vitest/config";
import { sharedConfig } from "../../vitest.shared.ts";

/** One file at a time: two browsers that train at once would be measured against each other. */
const config: ViteUserConfig = mergeConfig(sharedConfig, { test: { fileParallelism: false } });

export default config;
