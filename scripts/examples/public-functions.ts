import { execFile } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { entryPoints } from "../packages/entry-points.ts";
import type { PublishedPackage } from "../packages/published-package.ts";

/** A function or class that a package exports. */
export interface PublicFunction {
  readonly name: string;
  /** Whether its docstring has an `@example`. */
  readonly hasExample: boolean;
}

/** What is read of `deno doc --json`. */
interface Documentation {
  readonly nodes: Readonly<Record<string, { readonly symbols: readonly DocumentedSymbol[] }>>;
}

interface DocumentedSymbol {
  readonly name: string;
  readonly declarations: readonly {
    readonly kind: string;
    readonly jsDoc?: { readonly tags?: readonly { readonly kind: string }[] };
  }[];
}

/**
 * Lists the functions and classes of a package's entry points.
 *
 * @param root The repository's root.
 * @param published The package.
 * @throws {RangeError} Where deno doc speaks another format than is known here.
 */
export async function publicFunctions(
  root: string,
  { folder, manifest }: PublishedPackage,
): Promise<PublicFunction[]> {
  const { stdout } = await promisify(execFile)(
    join(root, "node_modules/.bin/deno"),
    ["doc", "--quiet", "--json", "--no-npm", ...entryPoints(manifest, ["source"]).values()],
    { cwd: folder, env: { ...process.env, DENO_CONDITIONS: "source" }, maxBuffer: 2 ** 28 },
  );
  const { version, nodes } = JSON.parse(stdout) as Documentation & { readonly version: number };
  if (version !== 2)
    throw new RangeError(`Cannot list the functions: deno doc must write version 2, received ${version}`);
  return Object.values(nodes)
    .flatMap(({ symbols }) => symbols)
    .filter(({ declarations }) => declarations.some(({ kind }) => kind === "function" || kind === "class"))
    .map(({ name, declarations }) => ({
      name,
      hasExample: declarations.some(({ jsDoc }) => jsDoc?.tags?.some(({ kind }) => kind === "example")),
    }));
}
