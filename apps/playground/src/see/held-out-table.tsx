import type { JSX } from "preact";
import { useWords } from "../i18n/language.ts";
import { DigitPicture } from "../picture/digit-picture.tsx";
import { percent } from "../train/percent.ts";
import type { Page } from "./filter-rows.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** What the table shows. */
export interface HeldOutTableProps {
  /** `[N, 784]`: all images. */
  readonly images: Uint8Array;
  readonly page: Page;
  /** How many images the filter lets through, of how many. */
  readonly found: number;
  readonly all: number;
  /** The image whose labels are shown beside the table. */
  readonly chosen: number | null;
  readonly onChoose: (index: number) => void;
  readonly onPage: (number: number) => void;
}

/** The images, a page of them at a time: a screen reader can count its rows, and no browser has a thousand pictures to lay out. */
export function HeldOutTable(props: HeldOutTableProps): JSX.Element {
  const words = useWords({ en, ja });
  const { page, found, all, chosen, images } = props;
  return (
    <>
      <div class="table-head">
        <p role="status" data-testid="found">
          {words.found(found, all)}
        </p>
        <nav class="pager" aria-label={words.pages}>
          <button
            type="button"
            class="button"
            disabled={page.number === 1}
            onClick={() => props.onPage(page.number - 1)}
          >
            {words.previous}
          </button>
          <span>{words.page(page.number, page.count)}</span>
          <button
            type="button"
            class="button"
            disabled={page.number === page.count}
            onClick={() => props.onPage(page.number + 1)}
          >
            {words.next}
          </button>
        </nav>
      </div>
      {found === 0 ? (
        <p class="empty">{words.noneFound}</p>
      ) : (
        <table class="images">
          <caption class="visually-hidden">{words.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.image}</th>
              <th scope="col" class="number">
                {words.label}
              </th>
              <th scope="col">{words.counts}</th>
              <th scope="col" class="number">
                {words.prediction}
              </th>
              <th scope="col" class="number">
                {words.crossentropy}
              </th>
              <th scope="col" class="number">
                {words.cost}
              </th>
            </tr>
          </thead>
          <tbody>
            {page.rows.map((row) => (
              <tr key={row.index} data-chosen={row.index === chosen}>
                <th scope="row">
                  <button
                    type="button"
                    class="image-button"
                    aria-label={words.show(row.index + 1, row.label)}
                    aria-pressed={row.index === chosen}
                    onClick={() => props.onChoose(row.index)}
                  >
                    <DigitPicture image={images.subarray(row.index * 784, (row.index + 1) * 784)} />
                  </button>
                </th>
                <td class="number">{row.label}</td>
                <td>
                  <span class={row.isLive ? "tag tag-live" : "tag tag-masked"}>
                    {row.isLive ? words.live : words.masked}
                  </span>
                </td>
                <td class="number">
                  <span class={row.isRight ? "right" : "wrong"}>
                    {row.predicted} <span aria-hidden="true">{row.isRight ? "✓" : "✗"}</span>
                    <span class="visually-hidden">{row.isRight ? words.right : words.wrong}</span>
                  </span>
                  <span class="sureness">{words.percent(percent(row.probability, 0))}</span>
                </td>
                <td class="number">{row.crossentropy.toFixed(2)}</td>
                <td class="number">{row.isLive ? row.cost.toFixed(2) : "0"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
