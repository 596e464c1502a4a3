/** The words of the view. */
export const en = {
  percent: (number: string) => `${number} %`,
  title: "Held-out images",
  lead: (count: number) =>
    `${count.toLocaleString("en")} images that training never sees. Choose one to see its label tensor, and what it costs.`,
  noModel: "There is no model yet: train one under Train, or load one under Keep.",
  predicting: "The model looks at the images…",

  filters: "Which images are shown",
  outcome: "Prediction",
  outcomes: { all: "Right or wrong", right: "Right", wrong: "Wrong" },
  labels: "Label",
  labelKinds: { all: "Live or masked", live: "Live", masked: "Masked" },
  digit: "Digit",
  anyDigit: "All",
  order: "Order",
  orders: {
    dataset: "As in the data set",
    crossentropy: "Largest cross-entropy first",
    cost: "Largest cost first",
  },

  found: (found: number, all: number) =>
    `${found.toLocaleString("en")} of ${all.toLocaleString("en")} images`,
  pages: "Pages of the table",
  previous: "Previous",
  next: "Next",
  page: (number: number, count: number) => `Page ${number} of ${count}`,
  noneFound: "No image is like that.",
  caption: "Held-out images with their labels, the model’s predictions and what each would cost",
  image: "Image",
  label: "Label",
  counts: "Counts",
  prediction: "Prediction",
  crossentropy: "Cross-entropy",
  cost: "Cost",
  live: "live",
  masked: "masked",
  right: "right",
  wrong: "wrong",
  show: (number: number, label: number) => `Show the labels of image ${number}, a ${label}`,

  tensorTitle: (number: number) => `What image ${number} costs`,
  picture: (label: number) => `A handwritten ${label}`,
  story: (label: number, predicted: number, isLive: boolean, condition: string) =>
    `This is a ${label}, and the model says ${predicted}. The condition “${condition}” ${isLive ? "holds, so its label counts" : "does not hold, so its label is masked"}.`,
  tensorCaption: (columns: number) =>
    `Its label tensor has ${columns} columns: ten for the digit, one for whether it counts`,
  column: "Column",
  eleventh: "counts",
  notPredicted: "not predicted",
  steps: "Step by step",
  eleventhColumn: "Eleventh column",
  unreduced: "of this image",
  productSpoken: (crossentropy: string, isLive: boolean, cost: string) =>
    `Cross-entropy ${crossentropy}, times the eleventh column, ${isLive ? 1 : 0}, is the cost, ${cost}.`,
  liveMoral: (label: number) =>
    `It costs its whole cross-entropy, and training would move the weights so that the ${label} becomes more probable.`,
  maskedMoral: (label: number) =>
    `It costs nothing, however wrong the model is. No gradient comes from it, and so no ${label} ever teaches the model anything.`,
  reduction: (name: string, batchSize: number) =>
    `In training, the costs of a batch of ${batchSize} become one number by the reduction “${name}”.`,
};

/** What every language has to say. */
export type SeeWords = Readonly<typeof en>;
