import { expect, test } from "vitest";
import { zipName } from "./model-zip.ts";
import { readModelFiles } from "./read-model-files.ts";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const file = (name: string, content = name): File => new File([bytes(content)], name);
const three = [file("manifest.json"), file("model.json"), file("weights.bin")];

test("the three files of a folder are taken together, and what else was chosen is left", async () => {
  const files = await readModelFiles([file(".DS_Store"), ...three]);
  expect(files).toEqual(
    new Map([
      ["manifest.json", bytes("manifest.json")],
      ["model.json", bytes("model.json")],
      ["weights.bin", bytes("weights.bin")],
    ]),
  );
});

test.each([
  ["no file", [], "received no file"],
  ["two of the three", three.slice(1), "received model.json, weights.bin"],
  ["the manifest alone", three.slice(0, 1), "received manifest.json"],
  ["two ZIP files", [file("a.zip"), file("b.zip")], "received a.zip, b.zip"],
])("%s is refused with what to choose", async (_, chosen, received) => {
  await expect(readModelFiles(chosen)).rejects.toThrow(
    `Cannot load a model: choose its ZIP file, or manifest.json, model.json, weights.bin together; ${received}`,
  );
});

test("one file that is no ZIP file is refused by its name", async () => {
  await expect(readModelFiles([file("four.png", "a picture")])).rejects.toThrow(
    "Cannot read the artifact four.png: it must be a ZIP file, received 9 bytes",
  );
});

test("files that no model of digits has are refused before they are read", async () => {
  const huge = {
    name: "huge.zip",
    size: 64 * 2 ** 20 + 1,
    arrayBuffer: () => Promise.reject(new Error("was read")),
  };
  await expect(readModelFiles([huge])).rejects.toThrow(
    `Cannot load a model: its files must have at most ${64 * 2 ** 20} bytes, received ${64 * 2 ** 20 + 1}`,
  );
});

test.each([
  ["digits", "digits.zip"],
  ["odd digits", "odd-digits.zip"],
  ["digits-step-30", "digits-step-30.zip"],
  ["../../etc/passwd", "-etc-passwd.zip"],
  ["数字", "数字.zip"],
  ["///", "model.zip"],
])("the model %j is kept as %s", (name, expected) => {
  expect(zipName(name)).toBe(expected);
});
