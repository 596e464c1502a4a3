import type { Picture } from "@proj/model";
import type { PictureSize } from "./picture-size.ts";

/** A file that has been looked through, and whose pixels have yet to be decoded. */
export interface OpenPicture extends PictureSize {
  /** The pixels that memory is wanted for: more than it shows, where whole blocks stand over its edge. */
  readonly pixels: number;
  /**
   * Decodes it.
   *
   * @throws {Error} Where the pixels are damaged. The message is the rest of a sentence that starts with the file's name.
   */
  decode(): Picture | Promise<Picture>;
}
