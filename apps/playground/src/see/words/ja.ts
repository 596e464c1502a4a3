import type { SeeWords } from "./en.ts";

/** The words of the view, in Japanese. */
export const ja: SeeWords = {
  percent: (number: string) => `${number}%`,
  title: "評価用の画像",
  lead: (count: number) =>
    `学習には一度も使われない ${count.toLocaleString("ja")} 枚の画像です。一枚選ぶと、そのラベルテンソルとコストが表示されます。`,
  noModel: "モデルはまだありません。「学習」で学習させるか、「保存」で読み込んでください。",
  predicting: "モデルが画像を読んでいます…",

  filters: "表示する画像",
  outcome: "予測",
  outcomes: { all: "正解と不正解", right: "正解のみ", wrong: "不正解のみ" },
  labels: "ラベル",
  labelKinds: { all: "有効とマスク", live: "有効", masked: "マスク" },
  digit: "数字",
  anyDigit: "すべて",
  order: "並び順",
  orders: {
    dataset: "データセットの順",
    crossentropy: "交差エントロピーの大きい順",
    cost: "コストの大きい順",
  },

  found: (found: number, all: number) => `${all.toLocaleString("ja")} 枚中 ${found.toLocaleString("ja")} 枚`,
  pages: "表のページ",
  previous: "前へ",
  next: "次へ",
  page: (number: number, count: number) => `${count} ページ中 ${number} ページ`,
  noneFound: "該当する画像はありません。",
  caption: "評価用の画像、そのラベル、モデルの予測、それぞれのコスト",
  image: "画像",
  label: "ラベル",
  counts: "扱い",
  prediction: "予測",
  crossentropy: "交差エントロピー",
  cost: "コスト",
  live: "有効",
  masked: "マスク",
  right: "正解",
  wrong: "不正解",
  show: (number: number, label: number) => `画像 ${number}（${label}）のラベルを表示`,

  tensorTitle: (number: number) => `画像 ${number} のコスト`,
  picture: (label: number) => `手書きの ${label}`,
  story: (label: number, predicted: number, isLive: boolean, condition: string) =>
    `これは ${label} で、モデルの答えは ${predicted} です。条件「${condition}」を${isLive ? "満たすので、このラベルは損失に数えられます" : "満たさないので、このラベルはマスクされます"}。`,
  tensorCaption: (columns: number) =>
    `ラベルテンソルは ${columns} 列です。10 列が数字を、残りの 1 列が損失に数えるかどうかを表します`,
  column: "列",
  eleventh: "有効",
  notPredicted: "予測の対象外",
  steps: "計算の流れ",
  eleventhColumn: "11 列目",
  unreduced: "この画像の分",
  productSpoken: (crossentropy: string, isLive: boolean, cost: string) =>
    `交差エントロピー ${crossentropy} に 11 列目の ${isLive ? 1 : 0} を掛けると、コストは ${cost} です。`,
  liveMoral: (label: number) =>
    `交差エントロピーがそのままコストになります。学習では、${label} の確率が上がる向きに重みが動きます。`,
  maskedMoral: (label: number) =>
    `モデルがどれほど間違えていても、コストは 0 です。勾配も生じないので、${label} の画像がモデルに何かを教えることはありません。`,
  reduction: (name: string, batchSize: number) =>
    `学習では、${batchSize} 枚のバッチのコストが、集約方法「${name}」でひとつの数になります。`,
};
