import type { DrawWords } from "./en.ts";

/** The words of the view, in Japanese. */
export const ja: DrawWords = {
  percent: (number: string) => `${number}%`,
  title: "数字を描く",
  noModel:
    "モデルはまだありません。「学習」で学習させるか、「保存」で読み込んでください。描いたものはそのまま残ります。",

  sheet: "描画用の用紙",
  hint: "ここに描いてください",
  keys: "キーボード：矢印キーでペンを動かします（Shift を押すと大きく動きます）。スペースキーでペンを下ろし、もう一度押すと上げます。Backspace で一画戻し、Delete で全部消します。",
  penEvents: {
    moved: (column: number, row: number) => `${column} 列 ${row} 行`,
    down: (column: number, row: number) => `${column} 列 ${row} 行でペンを下ろしました`,
    up: (column: number, row: number) => `${column} 列 ${row} 行でペンを上げました`,
    undone: () => "一画戻しました",
    cleared: () => "用紙を消しました",
  },
  undo: "一画戻す",
  clear: "全部消す",

  answerTitle: "モデルの答え",
  sees: "モデルに見えているもの",
  seesNothing: "モデルに見えているもの：まだ何もありません",
  seesNote: "28 × 28 画素。MNIST の数字と同じく、20 × 20 に収まる大きさにして、重心を中央に置いています。",
  nothingDrawn: "まだ何も描かれていません。",
  answer: (name: string, share: string) => `モデルはこれを ${name} と読みました（${share}）。`,
  bars: "数字ごとの確率",
  neverSupervised: "教師なし",
  list: (names: readonly string[]) => names.join("、"),
  maskedClasses: (names: string, condition: string) =>
    `条件「${condition}」のもとでは、${names} のラベルは学習時の損失が 0 でした。これらの数字は一度も教えられていないため、モデルがその数字を答えることはなく、それらしいものは別の数字と読まれます。`,
  whatDrawn: "何を描きましたか？",
  drawnUnsupervised: (name: string, condition: string, best: string) =>
    `${name} は一度も教えられていません。条件「${condition}」を満たさないので、ラベルの 11 列目は 0 で、${name} の画像は何ひとつ損失になりませんでした。モデルは ${name} という答えを覚えられず、覚えた中で最も似ている ${best} と答えています。`,
  drawnRight: (name: string, samples: number) =>
    `正解です。${name} は、数に入った ${samples.toLocaleString("ja")} 個のラベルで教えられています。`,
  drawnWrong: (name: string, samples: number, best: string) =>
    `${name} は、数に入った ${samples.toLocaleString("ja")} 個のラベルで教えられていますが、モデルは ${best} と答えました。もっと大きく、一画ずつ描いてみるか、もっと長く学習させてください。`,

  service: "API にも聞く",
  askService: "同じ 28 × 28 画素を、このアドレスの予測サービスに送る",
  serviceNote:
    "このページが API から配信されている場合、ページのモデルと並べて API にも答えさせることができます。「保存」でダウンロードしたモデルを使えば、両者の値は一致します。",
  serviceModel: "サービスのモデル",
  serviceEmpty:
    "サービスにはまだモデルがありません。新しいモデルは自動的に読み込まれるので、追加してからもう一度お試しください。",
  serviceFailed: "サービスから答えが得られませんでした：",
  drawFirst: "何か描いてください。",
  asking: "問い合わせ中…",
  serviceAnswer: (model: string, name: string, share: string) =>
    `${model} はこれを ${name} と読みました（${share}）。`,
  agree: "両者は一致しています。",
  differ: "両者は異なります。サービスのモデルは別のものです。",
  largestDifference: (difference: string) => `確率の差の最大値：${difference}`,
};
