/** The words of the view. */
export const en = {
  percent: (number: string) => `${number} %`,
  title: "Draw a digit",
  noModel: "There is no model yet: train one under Train, or load one under Keep. The drawing waits for it.",

  sheet: "Sheet to draw on",
  hint: "Draw here",
  keys: "Keyboard: the arrow keys move the pen, with Shift further. Space puts it down and lifts it. Backspace takes a stroke back, Delete clears the sheet.",
  penEvents: {
    moved: (column: number, row: number) => `Column ${column}, row ${row}`,
    down: (column: number, row: number) => `Pen down at column ${column}, row ${row}`,
    up: (column: number, row: number) => `Pen up at column ${column}, row ${row}`,
    undone: () => "Stroke taken back",
    cleared: () => "Sheet cleared",
  },
  undo: "Undo",
  clear: "Clear",

  answerTitle: "What the model makes of it",
  sees: "What the model sees",
  seesNothing: "What the model sees: nothing yet",
  seesNote: "28 × 28 pixels: scaled into 20 × 20 and centred by its centre of mass, as MNIST’s digits were.",
  nothingDrawn: "Nothing is drawn yet.",
  answer: (name: string, share: string) => `The model reads this as ${name} (${share}).`,
  bars: "Probability of each digit",
  neverSupervised: "never supervised",
  list: (names: readonly string[]) => new Intl.ListFormat("en").format(names),
  maskedClasses: (names: string, condition: string) =>
    `Under the condition “${condition}”, labels of ${names} cost nothing in training. These digits were never supervised, so the model never answers with them: whatever looks like one is called something else.`,
  whatDrawn: "What did you draw?",
  drawnUnsupervised: (name: string, condition: string, best: string) =>
    `${name} was never supervised. “${condition}” does not hold for it, so the eleventh column of its labels was 0 and no ${name} ever cost anything. The model could not learn to say ${name}, and calls yours ${best}, the likest of what it did learn.`,
  drawnRight: (name: string, samples: number) =>
    `Right: ${name} was supervised, by ${samples.toLocaleString("en")} labels that counted.`,
  drawnWrong: (name: string, samples: number, best: string) =>
    `${name} was supervised, by ${samples.toLocaleString("en")} labels that counted, and still the model says ${best}. Draw it larger, or as one stroke after the other; or train for longer.`,

  service: "Ask the API as well",
  askService: "Send the same 28 × 28 pixels to the prediction service at this address",
  serviceNote:
    "Where the page is served by the API, it can answer beside this page’s model. With the model that is downloaded under Keep, both give the same numbers.",
  serviceModel: "Model of the service",
  serviceEmpty: "The service has no models yet. It looks for new ones by itself; ask again when it has one.",
  serviceFailed: "The service gave no answer:",
  drawFirst: "Draw something to ask about.",
  asking: "Asking…",
  serviceAnswer: (model: string, name: string, share: string) => `${model} reads it as ${name} (${share}).`,
  agree: "Both agree.",
  differ: "They differ: the service has another model.",
  largestDifference: (difference: string) => `Largest difference of a probability: ${difference}.`,
};

/** What every language has to say. */
export type DrawWords = Readonly<typeof en>;
