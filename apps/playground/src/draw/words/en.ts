/** The words of the view. */
export const en = {
  title: "Draw",
  noModel: "There is no model yet: train one first, under Train.",
};

/** What every language has to say. */
export type DrawWords = Readonly<typeof en>;
