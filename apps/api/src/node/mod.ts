export { type FolderSource, type FolderSourceOptions, folderSource } from "../models/node/folder-source.ts";
