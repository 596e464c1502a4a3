/**
 * Writes the description of the service into `src/description/openapi.json`, from the schemas that check requests and from
 * the answers of the service itself.
 *
 * usage: npm run openapi
 */
import { readFile, writeFile } from "node:fs/promises";
import { sampleAnswerer } from "./openapi/answer-sample.ts";
import { buildDocument } from "./openapi/build-document.ts";

const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
const document = await buildDocument(version, await sampleAnswerer());
const file = new URL("../src/description/openapi.json", import.meta.url);
await writeFile(file, `${JSON.stringify(document, null, 2)}\n`);
