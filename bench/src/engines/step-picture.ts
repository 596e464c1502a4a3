/** A kernel of the fused engine, as the picture tells of it. */
interface Card {
  readonly title: string;
  readonly reads: string;
  readonly writes: string;
  readonly file: string;
}

const cards: readonly (readonly [label: RegExp, card: Card])[] = [
  [
    /^forward/,
    {
      title: "forward, hidden layer",
      reads: "images as bytes, weights",
      writes: "values",
      file: "dense-forward.ts",
    },
  ],
  [
    /^head/,
    {
      title: "last layer, loss, back",
      reads: "values, weights, labels",
      writes: "deltas, losses",
      file: "narrow-head.ts",
    },
  ],
  [
    /^update/,
    {
      title: "update, all layers",
      reads: "images, values, deltas",
      writes: "weights, moments",
      file: "update-weights.ts",
    },
  ],
];

/** What the kernels of TensorFlow.js do, by their names. */
const kinds: readonly (readonly [name: RegExp, kind: Kind])[] = [
  [/^(MatMul|Transpose)/, "product"],
  [/^(Reduce|Softmax)/, "sum"],
];

type Kind = "product" | "sum" | "element";

const [WIDTH, COLUMNS, CELL, GAP, TOP, CARD] = [940, 11, 27, 4, 116, 76];

/**
 * Draws a step of stock TensorFlow.js and of the fused engine side by side.
 *
 * @param stock The kernels that the one starts, in order.
 * @param fused Those of the other.
 * @returns An SVG that can be read on light and on dark pages.
 */
export function stepPicture(stock: readonly string[], fused: readonly string[]): string {
  // After its last product and the sums beside it, TensorFlow.js only steps.
  const adamFrom = stock.findLastIndex((name) => kindOf(name) !== "element") + 1;
  const [before, adam] = [stock.slice(0, adamFrom), stock.slice(adamFrom)];
  const adamTop = TOP + rowsOf(before) * (CELL + GAP) + 46;
  const legendTop = adamTop + rowsOf(adam) * (CELL + GAP) + 18;
  const height = Math.max(legendTop + 40, TOP + fused.length * (CARD + 14) + 18);
  const right = 432;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="A training step: stock TensorFlow.js starts ${stock.length} kernels, the fused engine ${fused.length}">
<style>
  .page { fill: #ffffff; stroke: #d0d7de } .ink { fill: #1f2328 } .faint { fill: #59636e } .card { fill: #f6f8fa; stroke: #8c959f }
  .product { fill: #1f6feb } .sum { fill: #bf6a02 } .element { fill: #afb8c1 } .arrow { stroke: #59636e; fill: none } .head { fill: #59636e }
  text { font-family: system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; font-size: 14px }
  .big { font-size: 20px; font-weight: 600 } .bold { font-weight: 600 } .small { font-size: 13px }
  .code { font-family: ui-monospace, "Liberation Mono", monospace; font-size: 12.5px }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117; stroke: #3d444d } .ink { fill: #f0f6fc } .faint { fill: #9198a1 } .card { fill: #151b23; stroke: #656c76 }
    .product { fill: #4493f8 } .sum { fill: #db8b2c } .element { fill: #59636e } .arrow { stroke: #9198a1 } .head { fill: #9198a1 }
  }
</style>
<rect class="page" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="10"/>
${text(28, 44, "ink big", `Stock TensorFlow.js: ${stock.length} kernels`)}
${text(28, 66, "faint small", "one for each operation")}
${text(28, TOP - 12, "ink bold", `forward, loss, backward: ${before.length}`)}
${cells(before, 28, TOP)}
${text(28, adamTop - 12, "ink bold", `Adam, weight by weight: ${adam.length}`)}
${cells(adam, 28, adamTop)}
${legend(28, legendTop)}
${text(right, 44, "ink big", `Fused engine: ${fused.length} kernels`)}
${text(right, 66, "faint small", "masked rows are in none of them")}
${fused.map((label, index) => cardOf(label, index, right)).join("\n")}
${text(right, TOP + fused.length * (CARD + 14) - 8, "faint small", "the losses come back once an interval, the data set is sent once")}
</svg>
`;
}

function kindOf(name: string): Kind {
  return kinds.find(([pattern]) => pattern.test(name))?.[1] ?? "element";
}

function rowsOf(names: readonly string[]): number {
  return Math.ceil(names.length / COLUMNS);
}

function cells(names: readonly string[], left: number, top: number): string {
  return names
    .map((name, index) => {
      const [x, y] = [
        left + (index % COLUMNS) * (CELL + GAP),
        top + Math.floor(index / COLUMNS) * (CELL + GAP),
      ];
      return `<rect class="${kindOf(name)}" x="${x}" y="${y}" width="${CELL}" height="${CELL}" rx="4"><title>${index + 1}: ${name.replace(/Program$/, "")}</title></rect>`;
    })
    .join("\n");
}

function legend(left: number, top: number): string {
  const entries: readonly (readonly [Kind, string])[] = [
    ["product", "product"],
    ["sum", "sum"],
    ["element", "element by element"],
  ];
  return entries
    .map(([kind, name], index) => {
      const x = left + index * 84;
      return `<rect class="${kind}" x="${x}" y="${top}" width="14" height="14" rx="3"/>${text(x + 20, top + 12, "faint small", name)}`;
    })
    .join("\n");
}

function cardOf(label: string, index: number, left: number): string {
  const card = cards.find(([pattern]) => pattern.test(label))?.[1];
  if (card === undefined) throw new Error(`Cannot draw a step: each kernel must be known, received ${label}`);
  const { title, reads, writes, file } = card;
  const [top, width, middle] = [TOP - 22 + index * (CARD + 14), WIDTH - left - 28, left + 246];
  const arrow =
    index === 0
      ? ""
      : `<path class="arrow" d="M${left + 30} ${top - 14}v8"/><path class="head" d="M${left + 25} ${top - 8}h10l-5 7z"/>`;
  return `${arrow}<rect class="card" x="${left}" y="${top}" width="${width}" height="${CARD}" rx="8"/>
<circle class="${/^head/.test(label) ? "sum" : "product"}" cx="${left + 24}" cy="${top + 25}" r="11"/>
<text class="page" style="stroke:none" text-anchor="middle" x="${left + 24}" y="${top + 30}" font-weight="600">${index + 1}</text>
${text(left + 44, top + 30, "ink bold", title)}
${text(left + 44, top + 54, "faint code", file)}
${text(middle, top + 30, "faint small", "reads")}${text(middle + 46, top + 30, "ink small", reads)}
${text(middle, top + 54, "faint small", "writes")}${text(middle + 46, top + 54, "ink small", writes)}`;
}

function text(x: number, y: number, classes: string, content: string): string {
  return `<text class="${classes}" x="${x}" y="${y}">${content}</text>`;
}
