import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ImageSet, loadBundledDigits } from "@proj/datasets";
import { writeArtifactFolder } from "@proj/model/node";
import { encode } from "fast-png";
import { encode as encodeJpeg } from "jpeg-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../run.ts";
import { predictCommand } from "./predict.ts";
import type { Answer } from "./predict-output.ts";
import { capturedTerminal } from "./testing/captured-terminal.ts";
import { meanImageModel } from "./testing/mean-image-model.ts";

let folder: string;
let model: string;
let digits: ImageSet;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "proj-predict-"));
  model = join(folder, "odd");
  const { train, heldOut } = await loadBundledDigits();
  digits = heldOut;
  await writeArtifactFolder(model, await meanImageModel({ images: train }));
  for (const label of [0, 1, 4, 7, 9]) await writeFile(join(folder, `${label}.png`), png(digit(label)));
  await writeFile(join(folder, "drawing.png"), png(magnified(digit(7)), 200, 150));
  await writeFile(join(folder, "photo.jpg"), jpeg(digit(7)));
  await writeFile(join(folder, "photo.webp"), "RIFF....WEBPVP8 ");
  await writeFile(join(folder, "blank.png"), png(new Uint8Array(2500).fill(255), 50, 50));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("proj predict", () => {
  test("names each picture in a line, and says once what the model never learned", async () => {
    const { code, stdout, stderr } = await predict("1.png", "9.png", "drawing.png");
    expect(stderr).toBe("");
    const [one, nine, drawing, remark, end] = stdout.split("\n");
    expect(one).toMatch(/1\.png +1 +>?\d+\.\d\d %$/);
    expect(nine).toMatch(/9\.png +9 +>?\d+\.\d\d %$/);
    expect(drawing).toMatch(/drawing\.png +7 +>?\d+\.\d\d %$/);
    expect(remark).toBe(
      "This model was trained on odd digits only: 0, 2, 4, 6, 8 were never supervised, so a picture of one of them is " +
        "called something else.",
    );
    expect(end).toBe("");
    expect(code).toBe(0);
  });

  test("calls a picture of a masked class something else", async () => {
    for (const { label, supervised } of await answers("0.png", "4.png")) {
      expect([1, 3, 5, 7, 9]).toContain(label);
      expect(supervised).toBe(true);
    }
  });

  test("prints JSON with every class, or the most probable ones", async () => {
    const [answer] = await answers("7.png");
    expect(answer).toMatchObject({ file: join(folder, "7.png"), label: 7, name: "7", supervised: true });
    expect(answer?.probabilities).toHaveLength(10);
    expect(answer?.probabilities[0]?.probability).toBe(answer?.probability);
    expect(answer?.probabilities.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5);
    expect(answer?.probabilities.filter(({ supervised }) => supervised)).toHaveLength(5);
    const [short] = await answers("7.png", "--top", "3");
    expect(short?.probabilities).toEqual(answer?.probabilities.slice(0, 3));
  });

  test("reads a JPEG", async () => {
    const [photo] = await answers("photo.jpg");
    expect(photo?.name).toBe("7");
  });

  test("gives the same answer for a picture alone and among others", async () => {
    const together = await answers("1.png", "9.png", "drawing.png");
    const alone = await answers("drawing.png");
    expect(together[2]).toEqual(alone[0]);
  });

  test("reads standard input for -", async () => {
    const terminal = capturedTerminal();
    async function* input(): AsyncGenerator<Uint8Array> {
      const bytes = png(digit(7));
      yield bytes.subarray(0, 40);
      yield bytes.subarray(40);
    }
    await predictCommand(terminal, input()).parseAsync(["-", "--model", model], { from: "user" });
    expect(terminal.stdout).toMatch(/^- +7 +/);
    const twice = await predict("-", "-");
    expect(twice.stderr).toBe(
      "error: Cannot predict: standard input must be named once, received - more than once.\n",
    );
    expect(twice.code).toBe(2);
  });

  test("answers for the other pictures where one cannot be read, and fails", async () => {
    const { code, stdout, stderr } = await predict(
      "7.png",
      "photo.webp",
      "1.png",
      "missing.png",
      "blank.png",
    );
    expect(stdout).toMatch(/7\.png +7 .*\n.*1\.png +1 /);
    expect(stderr).toBe(
      "error: No answer for 3 of 5 pictures:\n" +
        `  Cannot read ${join(folder, "photo.webp")}: it must be a PNG or a JPEG picture, received WebP\n` +
        `  Cannot read ${join(folder, "missing.png")}: it must be there, received no such file\n` +
        `  ${join(folder, "blank.png")}: Cannot find a digit in the picture: its ink must differ from the paper by 6.3 % ` +
        "or more of the range from black to white, received 0.0 %\n",
    );
    expect(code).toBe(1);
  });

  test("fails for a single picture with that picture's error alone", async () => {
    const { code, stdout, stderr } = await predict("photo.webp");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      `error: Cannot read ${join(folder, "photo.webp")}: it must be a PNG or a JPEG picture, received WebP\n`,
    );
    const json = await predict("photo.webp", "--json");
    expect([json.code, json.stdout]).toEqual([1, "[]\n"]);
  });

  test("shows what the model was shown", async () => {
    const { stdout } = await predict("7.png", "--show");
    const lines = stdout.split("\n");
    expect(lines[0]).toBe(join(folder, "7.png"));
    expect(lines[1]).toBe(`┌${"─".repeat(28)}┐`);
    expect(lines[16]).toBe(`└${"─".repeat(28)}┘`);
    expect(lines[17]).toMatch(/7\.png +7 /);
    const drawn = lines.slice(2, 16).join("");
    const ink = digit(7).filter((byte) => byte >= 64).length;
    expect([...drawn].reduce((sum, cell) => sum + ({ "█": 2, "▀": 1, "▄": 1 }[cell] ?? 0), 0)).toBe(ink);

    const json = await predict("7.png", "--show", "--json");
    expect(JSON.parse(json.stdout)).toHaveLength(1);
    expect(json.stderr).toContain(drawn.slice(0, 30));
  });

  test("takes the direction and the centring from the options", async () => {
    const asIs = await predict("7.png", "--show", "--invert", "no");
    expect(asIs.stdout).toBe((await predict("7.png", "--show")).stdout);
    const inverted = await predict("7.png", "--show", "--invert", "yes");
    expect(inverted.stdout).toContain("████████████████████████████");
    const whole = await predict("drawing.png", "--show", "--center", "never");
    expect(whole.stdout).not.toBe((await predict("drawing.png", "--show")).stdout);
    const moved = new Uint8Array(784);
    moved.set(digit(7).subarray(3 * 28 + 1));
    await writeFile(join(folder, "moved.png"), png(moved));
    const drawing = async (...words: string[]) =>
      (await predict(...words, "--show")).stdout.split("\n").slice(1, 17);
    expect(await drawing("moved.png")).not.toEqual(await drawing("7.png"));
    expect(await drawing("moved.png", "--center", "always")).toEqual(await drawing("7.png"));
  });

  test("refuses a model that takes no pictures", async () => {
    const flat = join(folder, "flat");
    await mkdir(flat);
    await writeArtifactFolder(flat, await meanImageModel({ images: digits, inputShape: [784] }));
    const { code, stderr } = await predict("7.png", "--model", flat);
    expect(stderr).toBe(
      "error: Cannot predict from pictures with the model odd digits: its input must have the shape [height, width] or " +
        "[height, width, 1], received [784]\n",
    );
    expect(code).toBe(1);
  });

  test("takes a model whose images have a channel of their own", async () => {
    const deep = join(folder, "deep");
    await writeArtifactFolder(deep, await meanImageModel({ images: digits, inputShape: [28, 28, 1] }));
    expect((await predict("7.png", "--model", deep)).stdout).toMatch(/7\.png +7 /);
  });

  test("looks for the model of a condition", async () => {
    const { code, stderr } = await predict("7.png", "--condition", "digit >= 5", { withModel: false });
    expect(stderr).toContain("models/digit-ge-5");
    expect(code).toBe(1);
  });

  test.each([
    ["no files", [], /pictures, or --table with a CSV file, must be named, received none/],
    ["a top of 0", ["7.png", "--top", "0"], /--top .*whole number of at least 1, received "0"/],
    ["an unknown direction", ["7.png", "--invert", "maybe"], /--invert .*auto, yes, no/],
    ["an unknown centring", ["7.png", "--center", "yes"], /--center .*auto, always, never/],
  ])("does not understand %s", async (_, args, message) => {
    const { code, stderr } = await predict(...args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  test("tells what pictures will do in its help", async () => {
    const { code, stdout } = await predict("--help");
    expect(stdout).toContain("Any PNG or JPEG will do");
    expect(code).toBe(0);
  });
});

/** Runs the command on files of the test's folder; words that are none go on as they are. */
async function predict(...words: (string | { withModel: boolean })[]) {
  const terminal = capturedTerminal();
  const args = words.filter((word) => typeof word === "string");
  const files = args.map((word) => (/\.(png|jpg|webp)$/.test(word) ? join(folder, word) : word));
  const withModel = !args.includes("--model") && words.length === args.length;
  const code = await run(["predict", ...files, ...(withModel ? ["--model", model] : [])], terminal);
  return { code, stdout: terminal.stdout, stderr: terminal.stderr };
}

async function answers(...words: string[]): Promise<Answer[]> {
  const { stdout, code } = await predict(...words, "--json");
  expect(code).toBe(0);
  return JSON.parse(stdout) as Answer[];
}

/** The last held-out image of a digit. */
function digit(label: number): Uint8Array {
  const index = digits.labels.lastIndexOf(label);
  return digits.images.slice(index * 784, (index + 1) * 784);
}

function jpeg(grey: Uint8Array): Uint8Array {
  const data = Uint8Array.from([...grey].flatMap((level) => [level, level, level, 255]));
  return encodeJpeg({ width: 28, height: 28, data }, 90).data;
}

function png(data: Uint8Array, width = 28, height = 28): Uint8Array {
  return encode({ width, height, channels: 1, depth: 8, data });
}

/** Black on white, four times as large, in the lower right of 200 x 150 pixels. */
function magnified(image: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: 200 * 150 }, (_, index) => {
    const x = Math.floor(((index % 200) - 80) / 4);
    const y = Math.floor((Math.floor(index / 200) - 36) / 4);
    const isInside = x >= 0 && y >= 0 && x < 28 && y < 28;
    return 255 - (isInside ? (image[y * 28 + x] ?? 0) : 0);
  });
}
