/** The words of the view. */
export const en = {
  start: "Start",
};

/** What every language has to say. */
export type TrainWords = typeof en;
