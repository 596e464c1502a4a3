export { checkReplaceable } from "./check-replaceable.ts";
export { findArtifactFolders } from "./find-artifact-folders.ts";
export { readArtifactFolder } from "./read-artifact-folder.ts";
export { writeArtifactFolder } from "./write-artifact-folder.ts";
export { temporaryPrefix, writeFileWhole } from "./write-file-whole.ts";
