import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deadLinks } from "./dead-links.ts";

test("deadLinks gives what leads to no file and no heading, and leaves code and the web alone", () => {
  const root = mkdtempSync(join(tmpdir(), "dead-links-"));
  try {
    const links = ["b.md", "b.md#what-is-it", "#here", "https://example.com", "c.md", "b.md#what", "#there"];
    const document = `# Here\n\n${links.map((link) => `[x](${link})`).join("\n")}\n\n\`\`\`ts\nx[y](z)\n\`\`\`\n`;
    writeFileSync(join(root, "a.md"), document);
    writeFileSync(join(root, "b.md"), "## `What` is it?\n");
    expect(deadLinks(root, "a.md")).toEqual(["c.md", "b.md#what", "#there"]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
