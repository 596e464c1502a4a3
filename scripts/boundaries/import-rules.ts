import type { ImportUse } from "./read-imports.ts";
import type { Room } from "./rooms.ts";
import type { SourceModule } from "./source-module.ts";
import { isPath, isRuntimeModule, packageName, resolvePath } from "./specifier.ts";
import type { Violation } from "./violation.ts";
import type { Workspace } from "./workspace.ts";

/** What a rule looks at: one import, the module that it stands in, and the whole repository. */
export interface ImportContext {
  readonly use: ImportUse;
  readonly specifier: string;
  readonly module: SourceModule;
  readonly modules: ReadonlyMap<string, SourceModule>;
  readonly workspaces: readonly Workspace[];
}

type Finding = Pick<Violation, "rule" | "remedy">;

/** Checks one import against every rule that speaks of its kind of module; null where it is in order. */
export function checkImport(context: ImportContext): Finding | null {
  const { specifier } = context;
  if (specifier.startsWith("#")) return null;
  if (isPath(specifier)) return checkPath(context);
  if (isRuntimeModule(specifier)) return checkRuntime(context);
  const target = context.workspaces.find((workspace) => workspace.name === packageName(specifier));
  const arrow = target ? checkArrow(context, target) : checkForbidden(context);
  return arrow ?? checkDeclared(context);
}

/** Checks that an import names its module: a computed name in neutral code would pass every other rule. */
export function checkComputed(module: SourceModule): Finding | null {
  if (module.role.runtime) return null;
  return {
    rule: "code that runs everywhere names what it imports",
    remedy: "write the module's name as a plain string",
  };
}

function checkPath({ module, modules, specifier, use, workspaces }: ImportContext): Finding | null {
  const { room } = module.workspace;
  const target = resolvePath(module.file, specifier);
  const home =
    workspaces.find(({ room: { dir } }) => dir !== "" && target.startsWith(`${dir}/`))?.room ?? null;
  const inside = room.dir === "" ? home === null && !target.startsWith("../") : home === room;
  const sharedWithTests = target.startsWith("vectors/") || target === "vitest.shared.ts";
  if (!specifier.startsWith(".") || !(inside || (sharedWithTests && !module.role.shipped))) {
    return {
      rule: "an import by path is relative and stays inside its package",
      remedy: "import the other package by its name, or move the file here",
    };
  }
  const found = modules.get(target);
  const loads = !use.lazy && !use.typeOnly;
  if (
    loads &&
    !module.role.runtime &&
    found?.role.runtime &&
    found.role.shipped &&
    needsRuntime(found, modules)
  ) {
    return {
      rule: "code that runs everywhere does not load code for one runtime",
      remedy:
        "take it by `import()` where that runtime is known, or export it from the package's runtime entry",
    };
  }
  return null;
}

function checkRuntime({ module }: ImportContext): Finding | null {
  const { room } = module.workspace;
  if (module.role.runtime) return null;
  if (room.runtime === "none") {
    return {
      rule: `${room.name} runs anywhere and imports no runtime`,
      remedy: "use what the web platform has",
    };
  }
  return {
    rule: "runtime modules are imported only in a `node` folder or in node.ts, deno.ts and bun.ts",
    remedy: "move the code there, or use what the web platform has",
  };
}

function checkArrow(context: ImportContext, target: Workspace): Finding | null {
  const { module, specifier, use } = context;
  const { room } = module.workspace;
  const other = target.room.name;
  if (target === module.workspace && module.role.shipped) {
    return { rule: "a package imports its own files by relative paths", remedy: "import the file beside it" };
  }
  const lazily = room.lazyImports.includes(other);
  const inTests = !module.role.shipped && room.testImports.includes(other);
  if (target !== module.workspace && !lazily && !inTests && !room.imports.includes(other)) {
    const rule = `${room.name} may import ${allowed(room)}`;
    return { rule, remedy: "pass it in as a parameter, or move the code to a room that may import it" };
  }
  const subpath = `.${specifier.slice(target.name.length)}`;
  if (!target.exports.has(subpath)) {
    const rule = `a package is entered through its exports: ${[...target.exports].join(", ") || "none"}`;
    return { rule, remedy: `export it from ${other}, or do without it` };
  }
  if (lazily && module.role.shipped && !((use.lazy || use.typeOnly) && module.role.runtime)) {
    return {
      rule: `${room.name} reaches ${other} only by import(), in a file for one runtime`,
      remedy: "import it with import(), in node.ts or its like",
    };
  }
  if (subpath === "./node" && !module.role.runtime && !use.typeOnly) return checkRuntime(context);
  return null;
}

function checkForbidden({ module, specifier, use }: ImportContext): Finding | null {
  const { room } = module.workspace;
  for (const { pattern, allowedInTests, allowedAsTypes, reason } of room.forbidden) {
    if (!pattern.test(specifier) || (allowedInTests && !module.role.shipped)) continue;
    if (allowedAsTypes && use.typeOnly) continue;
    return {
      rule: `${room.name} does not import it: ${reason}`,
      remedy: "take it as a parameter, or leave it to the caller",
    };
  }
  return null;
}

function checkDeclared({ module, specifier, use, workspaces }: ImportContext): Finding | null {
  const { workspace, role } = module;
  const name = packageName(specifier);
  const root = workspaces.find(({ room }) => room.dir === "");
  const dev = !role.shipped || workspace.private;
  const declared = (wanted: string): boolean =>
    workspace.dependencies.has(wanted) ||
    (dev && workspace.devDependencies.has(wanted)) ||
    (!role.shipped && (root?.devDependencies.has(wanted) ?? false));
  if (name === workspace.name || declared(name)) return null;
  if (use.typeOnly && declared(`@types/${name.replace(/^@/, "").replace("/", "__")}`)) return null;
  const group = dev ? "devDependencies" : "dependencies or peerDependencies";
  return {
    rule: "every package that is imported is declared by the package that imports it",
    remedy: `add ${name} to the ${group} of ${workspace.room.dir === "" ? "" : `${workspace.room.dir}/`}package.json`,
  };
}

/** True for a module that, to load, needs a runtime's own modules. */
function needsRuntime(
  module: SourceModule,
  modules: ReadonlyMap<string, SourceModule>,
  seen: Set<SourceModule> = new Set(),
): boolean {
  if (seen.has(module)) return false;
  seen.add(module);
  return module.imports.some(({ lazy, typeOnly, specifier }) => {
    if (lazy || typeOnly || specifier === null) return false;
    if (isRuntimeModule(specifier) || specifier.endsWith("/node")) return true;
    const target = isPath(specifier) && modules.get(resolvePath(module.file, specifier));
    return target ? needsRuntime(target, modules, seen) : false;
  });
}

function allowed(room: Room): string {
  return room.imports.length === 0
    ? "no other package of this repository"
    : `only ${room.imports.join(", ")}`;
}
