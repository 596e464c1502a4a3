// What is weighed: a masked cross-entropy, the least that anybody takes @proj/core for.
export { categoricalCrossentropy, maskedLoss } from "@proj/core";
