import type { KeepWords } from "./en.ts";

/** The words of the view, in Japanese. */
export const ja: KeepWords = {
  title: "保存",
  noModel: "モデルはまだありません。まず「学習」で学習させてください。",
};
