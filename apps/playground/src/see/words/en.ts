/** The words of the view. */
export const en = {
  title: "See",
  noModel: "There is no model yet: train one first, under Train.",
};

/** What every language has to say. */
export type SeeWords = Readonly<typeof en>;
