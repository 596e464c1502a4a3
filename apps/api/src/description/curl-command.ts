/**
 * Writes a command for a shell.
 *
 * @param method The method.
 * @param url The whole address.
 * @param json The JSON body, if there is one.
 * @param type The type of a body out of a file, if there is one.
 */
export function curlCommand(method: string, url: string, json?: unknown, type?: string): string {
  const address = quote(url);
  if (type !== undefined) {
    const file = type.startsWith("image/") ? `four.${type.slice("image/".length)}` : "four.bin";
    return `curl ${address} -H ${quote(`Content-Type: ${type}`)} --data-binary @${file}`;
  }
  if (method === "get") return `curl ${address}`;
  return `curl ${address} -H 'Content-Type: application/json' -d ${quote(JSON.stringify(json))}`;
}

/** Whatever is in it, to a shell it is one word. */
function quote(text: string): string {
  return /^[\w:/.@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
