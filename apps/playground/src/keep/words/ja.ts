import type { KeepWords } from "./en.ts";

/** The words of the view, in Japanese. */
export const ja: KeepWords = {
  model: "モデル",
  noModel: "モデルはまだありません。「学習」で学習させるか、ここで読み込んでください。",
  name: "名前",
  from: "由来",
  loaded: "ファイル",
  trained: (step: number) => `このページで ${step.toLocaleString("ja")} ステップ学習`,
  condition: "条件",
  supervised: "教えられた数字",
  unsupervised: "教えられていない数字",
  hidden: "隠れ層のユニット数",
  machine: "学習した環境",
  size: "重み",
  kilobytes: (number: number) => `${number.toLocaleString("ja")} KiB`,
  none: "なし",
  download: "モデルをダウンロード",
  downloadNote:
    "manifest.json、model.json、weights.bin をまとめた ZIP ファイルです。それぞれにチェックサムがあります。",

  load: "モデルを読み込む",
  loadNote:
    "ここでダウンロードした ZIP ファイル、または proj train が書き出したフォルダーの 3 つのファイルをまとめて選んでください。ここへドロップすることもできます。",
  chooseFiles: "モデルのファイル",
  taken: (name: string) => `モデル「${name}」を読み込みました。`,
  refused: "ファイルを読み込めませんでした。",
  refusedAndKept: "ファイルを読み込めませんでした。モデルは元のままです。",

  share: "設定を共有する",
  shareNote: "このアドレスを開くと、「学習」で設定した条件と数値のままページが表示されます。",
  address: "設定のアドレス",
  copy: "リンクをコピー",
  copied: "コピーしました。",
  selected:
    "ブラウザーの設定によりコピーできませんでした。選択されたアドレスをキーボードでコピーしてください。",

  use: "ほかの場所で使う",
  useEvaluate: "コマンドラインで、偶数と奇数を分けて評価する：",
  useServe: "このページとともに HTTP で配信する（「描く」から、そのサービスに問い合わせられます）：",
};
