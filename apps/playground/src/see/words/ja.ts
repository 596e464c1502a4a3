import type { SeeWords } from "./en.ts";

/** The words of the view, in Japanese. */
export const ja: SeeWords = {
  title: "見る",
  noModel: "モデルはまだありません。まず「学習」で学習させてください。",
};
