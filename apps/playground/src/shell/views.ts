/** The views of the page, in the order in which they are shown. */
export const views = ["train", "draw", "see", "keep"] as const;

/** One of them. */
export type ViewName = (typeof views)[number];

/**
 * Finds the view that an address names.
 *
 * @param hash The address's hash: `#draw`.
 * @returns The view, or nothing where it names none.
 */
export function viewOf(hash: string): ViewName | undefined {
  return views.find((view) => `#${view}` === hash);
}
