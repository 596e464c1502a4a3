import type { ShellWords } from "./en.ts";

/** The words around the views, in Japanese. */
export const ja: ShellWords = {
  title: "条件が成り立つときだけ数えるラベル",
  lead: "このページの中でネットワークが数字を学習します。選んだ数字のラベルだけが損失に数えられ、ほかの数字は損失に含まれないため、決して学習されません。",
  skip: "本文へ移動",
  views: "表示",
  train: "学習",
  draw: "描く",
  see: "見る",
  keep: "保存",
  language: "言語",
  theme: "配色",
  themes: { system: "システムに合わせる", light: "ライト", dark: "ダーク" },
  loading: "数字画像を読み込んでいます",
};
