/**
 * Whether a client takes a page: a browser does, and one that says nothing. One that wants JSON alone is told, as everywhere, that
 * there is none.
 *
 * @param accept The value of `Accept`, if there is one.
 */
export function wantsPage(accept: string | null): boolean {
  return accept === null || accept.trim() === "" || /(?:^|[,\s])(?:\*|text)\/(?:\*|html)/i.test(accept);
}
