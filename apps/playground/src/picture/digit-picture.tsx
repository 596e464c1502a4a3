import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** What is shown. */
export interface DigitPictureProps {
  /** `[784]`: 0 for paper to 255 for ink; `null` for an empty sheet. */
  readonly image: Uint8Array | null;
  /** What the picture shows, in words; left out where the words stand beside it. */
  readonly label?: string | undefined;
}

const side = 28;

/** An image as the model is given it, pixel by pixel: light ink on dark paper in light and dark alike, as MNIST has it. */
export function DigitPicture({ image, label }: DigitPictureProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const pixels = new ImageData(side, side);
    for (let index = 0; index < side * side; index++) {
      pixels.data.fill(image?.[index] ?? 0, index * 4, index * 4 + 3);
      pixels.data[index * 4 + 3] = 255;
    }
    canvas.current?.getContext("2d")?.putImageData(pixels, 0, 0);
  }, [image]);
  const spoken =
    label === undefined ? { "aria-hidden": true } : { role: "img" as const, "aria-label": label };
  return <canvas class="digit-picture" ref={canvas} width={side} height={side} {...spoken} />;
}
