export { encodeArtifactZip } from "./encode-artifact-zip.ts";
export { zipReader } from "./zip-reader.ts";
