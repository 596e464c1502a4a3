import type { PictureAnswer, PictureResponse } from "@proj/api/client";
import { plainText } from "../report/plain-text.ts";
import { readResponse } from "./read-response.ts";

/** A service gave no answer. */
export class ServiceError extends Error {
  override name = "ServiceError";
  /** Whether it would give none to any other picture either. */
  readonly concernsAll: boolean;

  constructor(message: string, concernsAll: boolean, options?: ErrorOptions) {
    super(message, options);
    this.concernsAll = concernsAll;
  }
}

/** Statuses that say nothing of the picture: the token, the model's name. */
const ofRequests: readonly number[] = [401, 403, 404, 405];

/**
 * Asks a service about one picture, and turns whatever goes wrong into a message.
 *
 * @param url The service, for the messages.
 * @param ask Asks.
 * @returns The answer.
 * @throws {ServiceError} With the service's own message where it refused. What it sent is made safe to print.
 */
export async function askService(url: string, ask: () => Promise<PictureResponse>): Promise<PictureAnswer> {
  const shown = address(url);
  let text: string;
  let response: PictureResponse;
  try {
    response = await ask();
    text = await readResponse(response);
  } catch (cause) {
    throw new ServiceError(`Cannot get an answer from ${shown}: ${reason(cause)}`, true, { cause });
  }
  const json = parse(text);
  if (response.ok && isAnswer(json)) return json;
  const error = typeof json === "object" && json !== null && "error" in json ? json.error : undefined;
  if (!response.ok && typeof error === "string") {
    const hint = response.status === 401 ? "; the environment variable PROJ_TOKEN holds the token" : "";
    throw new ServiceError(plainText(error) + hint, ofRequests.includes(response.status));
  }
  const type = plainText(response.headers.get("Content-Type") ?? "no type");
  throw new ServiceError(
    `Cannot understand ${shown}: it must answer as a prediction service does, received ${type} with the status ${response.status}`,
    true,
  );
}

/** The URL without a password. */
function address(url: string): string {
  const { origin, pathname } = new URL(url);
  return plainText(origin + (pathname === "/" ? "" : pathname));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isAnswer(json: unknown): json is PictureAnswer {
  if (typeof json !== "object" || json === null || !("classes" in json)) return false;
  const { classes } = json;
  return Array.isArray(classes) && classes.length > 0 && classes.every(isClass);
}

function isClass(json: unknown): boolean {
  if (typeof json !== "object" || json === null) return false;
  const { name, value, supervised } = json as Readonly<Record<string, unknown>>;
  return typeof name === "string" && typeof value === "number" && typeof supervised === "boolean";
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "it must come in time (--timeout), received none";
  const { cause } = error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
  if (code === "ECONNREFUSED") return "a service must listen there, received a refusal";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "its host must have an address, received none";
  return plainText(cause instanceof Error ? cause.message || cause.name : error.message);
}
