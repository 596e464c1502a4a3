/** The words of the view. */
export const en = {
  model: "The model",
  noModel: "There is no model yet: train one under Train, or load one here.",
  name: "Name",
  from: "From",
  loaded: "files",
  trained: (step: number) => `this page, after ${step.toLocaleString("en")} steps`,
  condition: "Condition",
  supervised: "Supervised",
  unsupervised: "Never supervised",
  hidden: "Hidden units",
  machine: "Trained on",
  size: "Weights",
  kilobytes: (number: number) => `${number.toLocaleString("en")} KiB`,
  none: "none",
  download: "Download the model",
  downloadNote: "One ZIP file of manifest.json, model.json and weights.bin, each with its checksum.",

  load: "Load a model",
  loadNote:
    "A ZIP file from here, or the three files of a folder that proj train wrote, chosen together. Dropping them here does the same.",
  chooseFiles: "Files of the model",
  taken: (name: string) => `The model “${name}” is loaded.`,
  refused: "The files were not taken.",
  refusedAndKept: "The files were not taken, and the model is the one that it was.",

  share: "Share the settings",
  shareNote: "This address opens the page with the condition and the numbers that are set under Train.",
  address: "Address of the settings",
  copy: "Copy link",
  copied: "Copied.",
  selected: "The browser does not let the page copy: the address is selected, copy it with the keyboard.",

  use: "Use it elsewhere",
  useEvaluate: "Evaluate it on the command line, even digits against odd:",
  useServe: "Serve it over HTTP, this page with it; the page can then ask that service, under Draw:",
};

/** What every language has to say. */
export type KeepWords = Readonly<typeof en>;
