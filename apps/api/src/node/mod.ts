export { type Fetcher, type NodeServer, type NodeServerOptions, serveNode } from "../entry/node.ts";
export { type FolderSource, type FolderSourceOptions, folderSource } from "../models/node/folder-source.ts";
