/**
 * The path of a request, as it was sent. No `URL` is made for it: every request to the service is looked at.
 *
 * @param url An absolute URL: `http://localhost:8080/v2?x=1`.
 * @returns `/v2`.
 */
export function requestPath(url: string): string {
  const start = url.indexOf("/", url.indexOf("//") + 2);
  if (start < 0) return "/";
  const end = url.slice(start).search(/[?#]/);
  return end < 0 ? url.slice(start) : url.slice(start, start + end);
}
