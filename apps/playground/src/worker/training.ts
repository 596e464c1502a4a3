export { DeviceLostError } from "@proj/trainer";
export { openBackend } from "@proj/trainer/backend";
export { runTraining } from "./run-training.ts";
