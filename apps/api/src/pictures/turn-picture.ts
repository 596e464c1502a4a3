import type { Picture } from "@proj/model";
import type { Orientation } from "./exif-orientation.ts";

/**
 * Turns a picture the way that it was taken.
 *
 * @param picture The picture as it is stored.
 * @param orientation What its Exif data says.
 * @returns The picture as it is to be shown; the same one where there is nothing to turn.
 */
export function turnPicture(picture: Picture, orientation: Orientation): Picture {
  if (orientation === 1) return picture;
  const { width, height, channels, data } = picture;
  const isOnItsSide = orientation > 4;
  const turned = new Uint8Array(data.length);
  const columns = isOnItsSide ? height : width;
  // Where row and column of the stored picture go: to the far end, or not.
  const isLeftRight = [2, 3, 6, 7].includes(orientation);
  const isUpsideDown = [3, 4, 7, 8].includes(orientation);
  let from = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [x, y] = isOnItsSide ? [row, column] : [column, row];
      const [across, down] = isOnItsSide ? [height, width] : [width, height];
      const toX = isLeftRight ? across - 1 - x : x;
      const toY = isUpsideDown ? down - 1 - y : y;
      const to = (toY * columns + toX) * channels;
      for (let channel = 0; channel < channels; channel++) turned[to + channel] = data[from++] ?? 0;
    }
  }
  return { ...picture, width: columns, height: isOnItsSide ? width : height, data: turned };
}
