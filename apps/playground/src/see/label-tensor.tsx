import type { Manifest } from "@proj/model";
import type { JSX, RefObject } from "preact";
import { useWords } from "../i18n/language.ts";
import { DigitPicture } from "../picture/digit-picture.tsx";
import type { HeldOutRow } from "./held-out-rows.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** What is shown. */
export interface LabelTensorProps {
  /** Where it is put, for the page to scroll to. */
  readonly place: RefObject<HTMLElement | null>;
  readonly row: HeldOutRow;
  readonly image: Uint8Array;
  /** The names of the eleven columns. */
  readonly columnNames: readonly string[];
  /** The image's eleven labels. */
  readonly labels: Float32Array;
  /** The image's ten probabilities. */
  readonly predictions: Float32Array;
  readonly manifest: Manifest;
}

/** The article's idea in one picture: the eleven columns of an image's labels, and how the eleventh decides what it costs. */
export function LabelTensor(props: LabelTensorProps): JSX.Element {
  const { row, image, columnNames, labels, predictions, manifest } = props;
  const words = useWords({ en, ja });
  const classes = columnNames.length - 1;
  const condition = manifest.condition?.text ?? "";
  const cost = row.isLive ? row.cost.toFixed(3) : "0";
  return (
    <section class="card tensor" ref={props.place} aria-labelledby="tensor-title" data-testid="tensor">
      <h2 id="tensor-title">{words.tensorTitle(row.index + 1)}</h2>
      <div class="tensor-head">
        <DigitPicture image={image} label={words.picture(row.label)} />
        <p>{words.story(row.label, row.predicted, row.isLive, condition)}</p>
      </div>

      <div class="tensor-scroll">
        <table class="tensor-columns">
          <caption>{words.tensorCaption(columnNames.length)}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span class="visually-hidden">{words.column}</span>
              </th>
              {columnNames.map((name, column) => (
                <th key={name} scope="col" class={column === classes ? "flag" : ""}>
                  {column === classes ? words.eleventh : name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{words.label}</th>
              {columnNames.map((name, column) => (
                <td key={name} class={cellClass(column)}>
                  {labels[column]}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{words.prediction}</th>
              {columnNames.map((name, column) => (
                <td key={name} class={column === row.label ? "taken" : column === classes ? "none" : ""}>
                  {column === classes ? (
                    <span class="visually-hidden">{words.notPredicted}</span>
                  ) : (
                    <Share value={predictions[column] ?? 0} />
                  )}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>

      <h3>{words.steps}</h3>
      <div
        class={row.isLive ? "product" : "product product-masked"}
        role="img"
        aria-label={words.productSpoken(row.crossentropy.toFixed(3), row.isLive, cost)}
      >
        <Factor
          name={words.crossentropy}
          value={row.crossentropy.toFixed(3)}
          note={`−ln ${probability(Math.exp(-row.crossentropy))}`}
          kind="loss"
        />
        <span class="operator">×</span>
        <Factor
          name={words.eleventhColumn}
          value={row.isLive ? "1" : "0"}
          note={condition}
          kind={row.isLive ? "live" : "masked"}
        />
        <span class="operator">=</span>
        <Factor name={words.cost} value={cost} note={words.unreduced} kind={row.isLive ? "live" : "masked"} />
      </div>
      <p class="moral">{row.isLive ? words.liveMoral(row.label) : words.maskedMoral(row.label)}</p>
      <p class="note">{words.reduction(manifest.training.reduction, manifest.training.batchSize)}</p>
    </section>
  );

  function cellClass(column: number): string {
    if (column === classes) return row.isLive ? "flag flag-live" : "flag flag-masked";
    return column === row.label ? "taken" : "";
  }
}

/** A probability as a number and as the height of its cell's fill. */
function Share({ value }: { readonly value: number }): JSX.Element {
  return (
    <>
      <span class="share" style={{ height: `${value * 100}%` }} />
      <span class="share-text">{value >= 0.995 ? "1" : value < 0.005 ? "0" : value.toFixed(2).slice(1)}</span>
    </>
  );
}

/** One factor of the product. */
function Factor(props: {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  readonly kind: "loss" | "live" | "masked";
}): JSX.Element {
  return (
    <span class={`factor factor-${props.kind}`}>
      <span class="factor-name">{props.name}</span>
      <span class="factor-value">{props.value}</span>
      <span class="factor-note">{props.note}</span>
    </span>
  );
}

function probability(value: number): string {
  return value >= 0.001 ? value.toFixed(3) : value.toExponential(1);
}
