import process from "node:process";
import { createClient, predictPicture } from "@proj/api/client";
import { inputName, readInput } from "../images/read-input.ts";
import { plainText } from "../report/plain-text.ts";
import { askService, ServiceError } from "../service/ask-service.ts";
import { UsageError } from "../terminal/exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";
import {
  type Answer,
  type AnsweringClass,
  formatAnswers,
  formatAnswersJson,
  toAnswers,
} from "./predict-output.ts";

/** What `proj predict --url` is told. */
export interface PredictServiceOptions {
  readonly url: string;
  readonly model?: string | undefined;
  readonly modelVersion?: string | undefined;
  readonly timeout: number;
  readonly top?: number | undefined;
  readonly json?: boolean | undefined;
}

/**
 * Asks a running service what pictures show.
 *
 * @param files The pictures.
 * @param options The service, the model and how the answers are shown.
 * @param terminal Where they are written.
 * @param stdin What the file name `-` reads.
 * @returns Why pictures have no answer, a message for each of these.
 * @throws {UsageError} For a URL or a token that is none.
 * @throws {ServiceError} Where no other picture would get an answer either: the service is out of reach, or has no such model.
 */
export async function predictWithService(
  files: readonly string[],
  options: PredictServiceOptions,
  terminal: Terminal,
  stdin: AsyncIterable<Uint8Array | string>,
): Promise<string[]> {
  const { url, model, modelVersion: version, timeout, top } = options;
  const client = connect(url, timeout);
  const answers: Answer[] = [];
  const failures: string[] = [];
  let end: ServiceError | undefined;
  let classes: readonly AnsweringClass[] = [];
  for (const file of files) {
    const name = plainText(inputName(file));
    try {
      const picture = new Uint8Array(await readInput(file, stdin));
      const answer = await askService(url, () => predictPicture(client, picture, { model, version }));
      classes = answer.classes.map(({ name, supervised }, label) => ({ label, name, supervised }));
      const values = Float32Array.from(answer.classes, ({ value }) => value);
      answers.push(...toAnswers([file], values, classes, top));
    } catch (error) {
      if (error instanceof ServiceError && error.concernsAll) {
        end = error;
        break;
      }
      const message = error instanceof Error ? error.message : String(error);
      failures.push(error instanceof ServiceError ? `${name}: ${message}` : message);
    }
  }
  terminal.print(
    options.json
      ? formatAnswersJson(answers)
      : formatAnswers(answers, { condition: null, classes }, { top, color: terminal.colorResults }),
  );
  if (end !== undefined) throw end;
  return failures;
}

function connect(url: string, timeout: number): ReturnType<typeof createClient> {
  // A token among the options would stand in the list of processes, and in the shell's history.
  const token = process.env["PROJ_TOKEN"] || undefined;
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) {
    throw new UsageError(
      "Cannot predict: PROJ_TOKEN must be a token of visible ASCII letters, received others.",
    );
  }
  try {
    return createClient(url, { token, timeoutMs: timeout * 1000 });
  } catch {
    throw new UsageError(
      `Cannot predict: --url must start with http:// or https://, received ${JSON.stringify(plainText(url))}.`,
    );
  }
}
