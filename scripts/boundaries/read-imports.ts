import { type ESTree, parseSync, Visitor } from "vite";

/** One place where a module names another. */
export interface ImportUse {
  /** The module's specifier, or null where it is computed. */
  readonly specifier: string | null;
  /** The line, counted from 1. */
  readonly line: number;
  /** True for `import()` and for resolving by name: nothing is loaded until the line runs. */
  readonly lazy: boolean;
  /** True where the compiler erases the statement; `import { type A }` is not erased. */
  readonly typeOnly: boolean;
}

type Expression = ESTree.Argument | ESTree.StringLiteral;

/**
 * Lists what a TypeScript source imports: `import`, `export ... from`, `import()`, `import("x").Type`, `require` and
 * `import.meta.resolve`. Comments and strings that look like imports are left alone, because a parser reads the file.
 *
 * @param file The file's name; its ending chooses the language.
 * @param source The file's text.
 * @returns The uses in the order of their lines.
 * @throws {SyntaxError} If the text does not parse.
 */
export function readImports(file: string, source: string): ImportUse[] {
  const { program, errors } = parseSync(file, source);
  const error = errors[0];
  if (error) throw new SyntaxError(`Cannot read the imports of ${file}: ${error.message}`);

  const uses: ImportUse[] = [];
  const add = (
    node: ESTree.Span,
    argument: Expression | undefined,
    lazy: boolean,
    typeOnly: boolean,
  ): void => {
    uses.push({ specifier: literalText(argument), line: lineAt(source, node.start), lazy, typeOnly });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node, node.source, false, node.importKind === "type"),
    ExportAllDeclaration: (node) => add(node, node.source, false, node.exportKind === "type"),
    ExportNamedDeclaration: (node) => {
      if (node.source) add(node, node.source, false, node.exportKind === "type");
    },
    ImportExpression: (node) => add(node, node.source, true, false),
    TSImportType: (node) => add(node, node.source, false, true),
    CallExpression: (node) => {
      const callee = source.slice(node.callee.start, node.callee.end);
      if (callee === "require") add(node, node.arguments[0], false, false);
      if (callee === "import.meta.resolve" || callee === "require.resolve") {
        add(node, node.arguments[0], true, false);
      }
    },
  }).visit(program);
  return uses.sort((a, b) => a.line - b.line);
}

/** The text of a string, or of a template that holds no expression; null for anything computed. */
function literalText(node: Expression | undefined): string | null {
  if (node?.type === "Literal") return typeof node.value === "string" ? node.value : null;
  if (node?.type === "TemplateLiteral")
    return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? null) : null;
  return null;
}

function lineAt(source: string, offset: number): number {
  let line = 1;
  for (let at = source.indexOf("\n"); at !== -1 && at < offset; at = source.indexOf("\n", at + 1)) line++;
  return line;
}
