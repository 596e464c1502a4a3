import process from "node:process";
import { readPicture } from "@proj/api/pictures";
import { createPredictor, type DigitImageOptions, digitImage, type Manifest } from "@proj/model";
import { Command, Option } from "commander";
import { halfBlocks } from "../images/half-blocks.ts";
import { inputName, readInput, standardInput } from "../images/read-input.ts";
import { misplacedOption } from "../options/misplaced-option.ts";
import { positiveInteger, positiveNumber } from "../options/parse-number.ts";
import { readModel } from "../options/read-model.ts";
import { addModelOptions, type ModelOptions, modelFolder } from "../options/shared-options.ts";
import { addTableOptions } from "../options/table-options.ts";
import { plainText } from "../report/plain-text.ts";
import { UsageError } from "../terminal/exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { formatAnswers, formatAnswersJson, toAnswers } from "./predict-output.ts";
import { predictWithService } from "./predict-service.ts";
import { predictOnTable } from "./predict-table.ts";

interface PredictOptions extends ModelOptions {
  readonly top?: number;
  readonly invert: "auto" | "yes" | "no";
  readonly center: "auto" | "always" | "never";
  readonly show?: boolean;
  readonly json?: boolean;
  readonly url?: string;
  readonly modelVersion?: string;
  readonly timeout: number;
  readonly table?: string;
  readonly bits?: string;
  readonly out?: string;
}

/** The most pixels that a picture may have. */
const maxPixels = 16 * 2 ** 20;

/** A picture as the model sees it. */
interface Input {
  readonly file: string;
  readonly image: Uint8Array;
}

/**
 * The command `proj predict`.
 *
 * @param terminal Where it writes.
 * @param input What the file name `-` reads; standard input when left out.
 * @returns The command.
 */
export function predictCommand(terminal: Terminal, input?: AsyncIterable<Uint8Array>): Command {
  const command = addModelOptions(
    new Command("predict")
      .summary("name what pictures show, or predict the rows of a table")
      .description("Names the class of each picture, and says which classes the model never learned.")
      .argument("[files...]", "PNG or JPEG pictures of one digit each; - is standard input"),
  )
    .addOption(
      new Option("--top <n>", "name the n most probable classes (default: 1; all with --json)").argParser(
        positiveInteger,
      ),
    )
    .addOption(
      new Option("--invert <when>", "take pictures for dark on bright: auto looks at the border")
        .choices(["auto", "yes", "no"])
        .default("auto"),
    )
    .addOption(
      new Option(
        "--center <when>",
        "crop, scale and centre the digit: auto does unless the picture has the model's size",
      )
        .choices(["auto", "always", "never"])
        .default("auto"),
    )
    .addOption(new Option("--show", "draw what the model was shown"))
    .addOption(new Option("--json", "print the answers as JSON"))
    .addOption(
      new Option(
        "--url <url>",
        "ask the service that runs there instead; --model is then a name, and PROJ_TOKEN in the environment its token",
      ).conflicts(["table", "bits", "out"]),
    )
    .addOption(new Option("--model-version <n>", "with --url: the model's version (default: the newest)"))
    .addOption(
      new Option("--timeout <seconds>", "with --url: how long to wait for each answer")
        .default(60)
        .argParser(positiveNumber),
    )
    .addOption(new Option("--out <csv>", "with --table: where the predictions go instead of standard output"))
    .addHelpText(
      "after",
      `
Any PNG or JPEG will do: a scan, a photograph, a drawing, of any size up
to 16 megapixels, dark on bright or bright on dark. It should hold one
digit and nothing else, on evenly lit paper. To make one, draw a digit in
any painting program, save it as PNG and run:
proj predict --show drawing.png`,
    )
    .action((files: string[], options: PredictOptions) =>
      predict(command, files, options, terminal, input ?? process.stdin),
    );
  return addTableOptions(command, "predict the rows of this CSV file, with a model of a table");
}

/** Options that go with pictures alone, and with tables alone. */
const ofPictures = ["top", "invert", "center", "show"];
const ofTables = ["bits", "out"];

/** Options that go with a service alone, and those that it leaves no room for: it prepares the pictures itself. */
const ofServices = ["modelVersion", "timeout"];
const notOfServices = ["condition", "invert", "center", "show"];

async function predict(
  command: Command,
  files: readonly string[],
  options: PredictOptions,
  terminal: Terminal,
  stdin: AsyncIterable<Uint8Array | string>,
): Promise<void> {
  const { table, url } = options;
  const outOfPlace = misplacedOption(command, url === undefined ? ofServices : notOfServices);
  if (outOfPlace !== undefined) {
    throw new UsageError(
      url === undefined
        ? `Cannot predict: ${outOfPlace} goes with --url, received no URL.`
        : `Cannot predict: ${outOfPlace} goes with a model in a folder, not with --url; leave it out.`,
    );
  }
  const misplaced = misplacedOption(command, table === undefined ? ofTables : ofPictures);
  if (misplaced !== undefined) {
    throw new UsageError(
      table === undefined
        ? `Cannot predict: ${misplaced} goes with --table, received no table.`
        : `Cannot predict: ${misplaced} goes with pictures, not with --table; leave it out.`,
    );
  }
  if (table !== undefined) {
    if (files.length > 0) {
      throw new UsageError(
        `Cannot predict: --table stands for the pictures, received ${files.length} pictures.`,
      );
    }
    const artifact = await readModel(modelFolder(options));
    return await predictOnTable(artifact, { ...options, table }, terminal);
  }
  if (files.length === 0) {
    throw new UsageError(
      "Cannot predict: pictures, or --table with a CSV file, must be named, received none.",
    );
  }
  if (files.filter((file) => file === standardInput).length > 1) {
    throw new UsageError("Cannot predict: standard input must be named once, received - more than once.");
  }
  if (url !== undefined) {
    return report(await predictWithService(files, { ...options, url }, terminal, stdin), files.length);
  }
  const artifact = await readModel(modelFolder(options));
  const { manifest } = artifact;
  const field = fieldOf(manifest);
  const predictor = await createPredictor(artifact);
  try {
    const inputs: Input[] = [];
    const failures: string[] = [];
    const imageOptions = { ...field, invert: directions[options.invert], center: options.center };
    for (const file of files) {
      try {
        inputs.push({ file, image: await readImage(file, stdin, imageOptions) });
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
    }
    const images = new Uint8Array(inputs.length * field.width * field.height);
    for (const [index, { image }] of inputs.entries()) images.set(image, index * image.length);
    const predictions = await predictor.predict(images, inputs.length);
    const names = inputs.map(({ file }) => file);
    const answers = toAnswers(names, predictions, manifest.classes, options.top);
    if (options.show) show(inputs, field.width, options, terminal);
    terminal.print(
      options.json
        ? formatAnswersJson(answers)
        : formatAnswers(answers, manifest, { top: options.top, color: terminal.colorResults }),
    );
    report(failures, files.length);
  } finally {
    predictor.dispose();
  }
}

const directions: Readonly<Record<PredictOptions["invert"], boolean | "auto">> = {
  auto: "auto",
  yes: true,
  no: false,
};

/** The size of the images that the model takes. */
function fieldOf({ name, input }: Manifest): { readonly width: number; readonly height: number } {
  const [height = 0, width = 0, depth = 1] = input.shape;
  if (input.shape.length >= 2 && input.shape.length <= 3 && depth === 1) return { width, height };
  throw new Error(
    `Cannot predict from pictures with the model ${plainText(name)}: its input must have the shape [height, width] or ` +
      `[height, width, 1], received [${input.shape.join(", ")}]`,
  );
}

async function readImage(
  file: string,
  stdin: AsyncIterable<Uint8Array | string>,
  options: DigitImageOptions,
): Promise<Uint8Array> {
  const name = plainText(inputName(file));
  const picture = await readPicture(await readInput(file, stdin), name, maxPixels);
  try {
    return digitImage(picture, options);
  } catch (cause) {
    throw new Error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Draws the inputs: among the results, or beside them where those are for a machine. */
function show(inputs: readonly Input[], width: number, { json }: PredictOptions, terminal: Terminal): void {
  const write = json ? terminal.note : terminal.print;
  const color = json ? terminal.colors.isColorSupported : terminal.colorResults;
  for (const { file, image } of inputs) write(`${plainText(file)}\n${halfBlocks(image, width, color)}`);
}

/** Fails if pictures were left without an answer; the others have theirs by now. */
function report(failures: readonly string[], count: number): void {
  const [only] = failures;
  if (only === undefined) return;
  if (count === 1) throw new Error(only);
  const lines = failures.map((message) => `\n  ${message}`).join("");
  throw new Error(`No answer for ${failures.length} of ${count} pictures:${lines}`);
}
