export { batches } from "./batches/batches.ts";
export { type EpochOrderOptions, epochOrder } from "./batches/epoch-order.ts";
export { type RandomWordsOptions, randomWords } from "./batches/random-words.ts";
export { type LoadBundledDigitsOptions, loadBundledDigits } from "./bundled-digits.ts";
export type { Dataset, LoadProgress } from "./dataset.ts";
export { datasetSha256, type IdxDigests, idxDigests } from "./dataset-sha256.ts";
export type { IdxArray, IdxDtype, IdxElements } from "./idx/idx-array.ts";
export { readIdx } from "./idx/read-idx.ts";
export type { ReadIdxOptions } from "./idx/read-raw-idx.ts";
export { type WriteIdxOptions, writeIdx } from "./idx/write-idx.ts";
export { createImageSet, type ImageSet, type ImageSetOptions } from "./image-set.ts";
export { type EncodedInputs, type EncodeInputsOptions, encodeInputs } from "./table/encode-inputs.ts";
export { fitInputEncoder } from "./table/fit-input-encoder.ts";
export {
  type CategoryInput,
  type InputEncoder,
  type InputSpec,
  inputNames,
  type NumberInput,
} from "./table/input-encoder.ts";
export { numberColumn } from "./table/number-column.ts";
export { parseInputEncoder } from "./table/parse-input-encoder.ts";
export { type ReadCsvOptions, readCsv } from "./table/read-csv.ts";
export { type ReadSplitOptions, readSplit } from "./table/read-split.ts";
export { type RowSplit, type SplitRowsOptions, splitRows } from "./table/split-rows.ts";
export type { Table } from "./table/table.ts";
export { unpackBits } from "./table/unpack-bits.ts";
