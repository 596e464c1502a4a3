/** The name of the one tensor that every model takes, in the Open Inference Protocol and in TensorFlow Serving's. */
export const inputName = "inputs";

/** The name of the one tensor that every model returns. */
export const outputName = "predictions";
