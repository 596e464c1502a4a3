/** The words of the view. */
export const en = {
  title: "Keep",
  noModel: "There is no model yet: train one first, under Train.",
};

/** What every language has to say. */
export type KeepWords = Readonly<typeof en>;
