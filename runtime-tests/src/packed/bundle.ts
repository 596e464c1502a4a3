import { build, type InlineConfig } from "vite";

/**
 * Bundles one module of a project with Vite, all in one file.
 *
 * @param root The project's folder.
 * @param input The module, from there.
 * @param more Settings beside these.
 * @returns The bundle's text.
 */
export async function bundle(root: string, input: string, more: InlineConfig = {}): Promise<string> {
  const result = await build({
    ...more,
    configFile: false,
    logLevel: "error",
    root,
    build: {
      write: false,
      target: "es2023",
      rolldownOptions: {
        input: `${root}/${input}`,
        preserveEntrySignatures: "strict",
        output: { format: "es", codeSplitting: false },
        ...more.build?.rolldownOptions,
      },
    },
  });
  const [output] = [result].flat();
  if (output === undefined || !("output" in output) || output.output.length !== 1) {
    throw new Error(
      `Cannot bundle ${input}: one file must come out of it, received ${JSON.stringify(output)}`,
    );
  }
  return output.output[0].code;
}
