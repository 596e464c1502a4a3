// Puts what a Worker serves and reads into one folder, as a Worker has only one: the models, and the built playground at its root.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const assets = at("../assets/");
const models = at("../../cli/models/");
const playground = at("../../playground/dist/");

mkdirSync(assets, { recursive: true });
for (const name of readdirSync(assets)) {
  // What begins with a dot is committed.
  if (!name.startsWith(".")) rmSync(assets + name, { recursive: true });
}
// A model that is named as the playground's own files are would not be looked for, and is not served.
if (existsSync(models)) {
  cpSync(models, assets, { recursive: true, filter: (file) => !file.endsWith(".checkpoint.safetensors") });
}
if (existsSync(playground)) cpSync(playground, assets, { recursive: true });
