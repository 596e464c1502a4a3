import type { DrawWords } from "./en.ts";

/** The words of the view, in Japanese. */
export const ja: DrawWords = {
  title: "描く",
  noModel: "モデルはまだありません。まず「学習」で学習させてください。",
};
