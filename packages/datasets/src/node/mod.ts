export { type CacheDirSurroundings, defaultCacheDir } from "./cache-dir.ts";
export { type DatasetName, datasetNames, type LoadDatasetOptions, loadDataset } from "./load-dataset.ts";
export { type LoadIdxFolderOptions, loadIdxFolder } from "./load-idx-folder.ts";
export {
  type LoadPublishedCsvOptions,
  loadPublishedCsv,
  type PublishedCsv,
} from "./load-published-csv.ts";
export { type CsvFile, type ReadCsvFileOptions, readCsvFile } from "./read-csv-file.ts";
