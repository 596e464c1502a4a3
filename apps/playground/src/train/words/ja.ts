import type { TrainWords } from "./en.ts";

/** The words of the view, in Japanese. */
export const ja: TrainWords = {
  start: "開始",
};
