import { sharedConfig } from "./vitest.shared.ts";

/** The tests of the repository's own scripts; each workspace runs its own. */
export default { ...sharedConfig, test: { ...sharedConfig.test, include: ["scripts/**/*.test.ts"] } };
