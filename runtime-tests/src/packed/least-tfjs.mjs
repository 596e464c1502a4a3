// The least that has tfjs-core in it: every other bundle brings more operations of its own.
export { tensor } from "@tensorflow/tfjs-core";
