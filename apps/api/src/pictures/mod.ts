export { pictureFormat } from "./picture-format.ts";
export { readPicture } from "./read-picture.ts";
