import type { Download } from "./model-zip.ts";

/** How long a browser may take to begin with a download, until its bytes are let go. */
const graceMs = 60_000;

/**
 * Hands a file to the browser, which saves it where it saves its downloads, or asks.
 *
 * @param download The file.
 */
export function saveFile({ name, bytes }: Download): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/zip" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), graceMs);
}
