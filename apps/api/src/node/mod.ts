export { ConfigError } from "../config/config-error.ts";
export { settingsText } from "../config/describe-settings.ts";
export { readServerConfig, type ServerConfigOptions } from "../config/read-server-config.ts";
export type { Config } from "../config/server-settings.ts";
export { nextSignal } from "../entry/node/next-signal.ts";
export { type StandardLines, standardLines } from "../entry/node/standard-lines.ts";
export { type StartedService, startNode } from "../entry/node/start-node.ts";
export { type Fetcher, type NodeServer, type NodeServerOptions, serveNode } from "../entry/node.ts";
export { type FolderSource, type FolderSourceOptions, folderSource } from "../models/node/folder-source.ts";
