/** One workspace, what its sources may import from the others, and which runtime it may lean on. */
export interface Room {
  /** The folder's name, and the package's name without its scope. */
  readonly name: string;
  /** The folder from the repository's root; empty for the root itself. */
  readonly dir: string;
  /** Names of the rooms that it may import. */
  readonly imports: readonly string[];
  /** Names of the rooms that its sources may reach only by `import()`, from files for one runtime. */
  readonly lazyImports: readonly string[];
  /** Names of the rooms that only its tests may import. */
  readonly testImports: readonly string[];
  /** Where runtime modules (`node:` and the like) may be imported: nowhere, in files marked for a runtime, or anywhere. */
  readonly runtime: "none" | "marked" | "any";
  /** Third-party modules that have no business here. */
  readonly forbidden: readonly Forbidden[];
}

/** A third-party module that a room keeps out, and why. */
export interface Forbidden {
  readonly pattern: RegExp;
  readonly allowedInTests: boolean;
  /** Whether its types may be imported, which are erased: nothing of it is loaded. */
  readonly allowedAsTypes?: boolean;
  readonly reason: string;
}

const packages: readonly string[] = ["core", "datasets", "model", "swiftshader", "trainer"];

/** The rooms of the repository and the arrows between them. A new workspace is added here first. */
export const rooms: readonly Room[] = [
  room("packages/core", [], "none", {
    testImports: ["swiftshader"],
    forbidden: [
      {
        pattern: /^@tensorflow\/tfjs-backend-/,
        allowedInTests: true,
        reason: "core runs on whatever backend its user registered",
      },
      {
        pattern: /^@tensorflow\/tfjs(\/|$)/,
        allowedInTests: true, // which take gradients: on Node, tfjs registers them and tfjs-core alone does not
        reason: "core needs the operations of tfjs-core and nothing else",
      },
      {
        pattern: /^@tensorflow\/tfjs-layers(\/|$)/,
        allowedInTests: false,
        allowedAsTypes: true, // compileCombined takes a model of it
        reason: "core needs the operations of tfjs-core and nothing else",
      },
    ],
  }),
  room("packages/datasets", [], "marked"),
  room("packages/model", ["core"], "marked"),
  room("packages/swiftshader", [], "any"),
  room("packages/trainer", ["core", "datasets", "model"], "marked", { lazyImports: ["swiftshader"] }),
  room("apps/cli", [...packages, "api"], "any"),
  room("apps/api", ["core", "model"], "marked"),
  room("apps/playground", ["core", "datasets", "trainer", "model"], "none"),
  room("runtime-tests", [...packages, "api"], "any"),
  room("bench", [...packages, "api"], "any"),
  room("examples", packages, "any"),
  { name: "root", dir: "", imports: [], lazyImports: [], testImports: [], runtime: "any", forbidden: [] },
];

function room(
  dir: string,
  imports: readonly string[],
  runtime: Room["runtime"],
  more: Partial<Pick<Room, "lazyImports" | "testImports" | "forbidden">> = {},
): Room {
  const name = dir.slice(dir.lastIndexOf("/") + 1);
  return { name, dir, imports, runtime, lazyImports: [], testImports: [], forbidden: [], ...more };
}
