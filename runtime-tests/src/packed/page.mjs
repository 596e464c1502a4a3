import { value } from "./masked-loss.mjs";

globalThis.maskedLossValue = value;
