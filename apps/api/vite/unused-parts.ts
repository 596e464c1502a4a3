import type { Plugin } from "vite";

/** By file, the exports of Hono that its classes name and no route of this service uses. */
const unused: Readonly<Record<string, string>> = {
  "hono/dist/utils/mount.js": "createMountedRequest",
  "hono/dist/utils/body.js": "parseBody",
};

/**
 * Leaves out the parts of Hono that mount other apps and read forms: they are methods of classes, which no bundler takes apart, and
 * a fortieth of the Worker.
 */
export function unusedParts(): Plugin {
  return {
    name: "unused-parts",
    enforce: "pre",
    load(id) {
      const [, name] = Object.entries(unused).find(([file]) => id.endsWith(file)) ?? [];
      return name === undefined ? null : `export const ${name} = undefined;`;
    },
  };
}
