import type { ManifestClass } from "@proj/model";

/** What the service made of an image. */
export interface ServiceAnswer {
  /** The name and the version of the model that answered. */
  readonly model: string;
  readonly version: string;
  /** `[C]`, in the order of the classes that were asked about. */
  readonly probabilities: readonly number[];
}

/** Where to ask, and what. */
export interface ServiceQuestion {
  /** Where the service is: the page's own origin, or another that allows this one. */
  readonly url: string;
  /** The model's name. */
  readonly model: string;
  /** `[784]` bytes: the image as the model is given it. */
  readonly image: Uint8Array;
  /** The classes that the answer must be about. */
  readonly classes: readonly ManifestClass[];
  /** Stops the request. */
  readonly signal: AbortSignal;
}

/**
 * Asks the prediction service what an image shows. It is sent as the bytes that the page's own model gets, so that the two can be
 * compared.
 *
 * @returns The answer.
 * @throws {Error} Where there is no such service, it refuses, or its model tells other classes apart; the message says which.
 */
export async function askService({
  url,
  model,
  image,
  classes,
  signal,
}: ServiceQuestion): Promise<ServiceAnswer> {
  const address = serviceAddress(url, "predict");
  if (model !== "") address.searchParams.set("model", model);
  const body = await request(address, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: new Uint8Array(image),
    signal,
  });
  const { model: name, version, classes: values } = isRecord(body) ? body : {};
  if (typeof name !== "string" || typeof version !== "string" || !Array.isArray(values)) {
    throw new Error(
      `Cannot ask ${address.origin}: it must answer as the prediction service does, received something else`,
    );
  }
  const answered = values.map((each: unknown) =>
    isRecord(each) ? { name: each["name"], value: each["value"] } : {},
  );
  if (
    answered.length !== classes.length ||
    classes.some((each, index) => answered[index]?.name !== each.name)
  ) {
    const names = classes.map((each) => each.name).join(", ");
    throw new Error(
      `Cannot compare with the model ${name} of ${address.origin}: its classes must be ${names}, received others`,
    );
  }
  return { model: name, version, probabilities: answered.map(({ value }) => Number(value)) };
}

/**
 * Lists the models that the service has.
 *
 * @param url Where the service is.
 * @param signal Stops the request.
 * @returns Their names.
 * @throws {Error} Where there is no such service.
 */
export async function listModels(url: string, signal: AbortSignal): Promise<readonly string[]> {
  const address = serviceAddress(url, "v2/models");
  const body = await request(address, { signal });
  const models = isRecord(body) ? body["models"] : undefined;
  if (Array.isArray(models)) return models.filter((name): name is string => typeof name === "string");
  throw new Error(
    `Cannot ask ${address.origin}: it must answer as the prediction service does, received something else`,
  );
}

/**
 * The largest difference between two answers about the same image.
 *
 * @param first `[C]` probabilities.
 * @param second `[C]` probabilities.
 */
export function largestDifference(first: ArrayLike<number>, second: ArrayLike<number>): number {
  return Array.from(first).reduce(
    (most, value, index) => Math.max(most, Math.abs(value - (second[index] ?? 0))),
    0,
  );
}

function serviceAddress(url: string, path: string): URL {
  const base = URL.canParse(url) ? new URL(url) : null;
  if (base === null || !/^https?:$/.test(base.protocol)) {
    throw new TypeError(
      `Cannot ask the service: its address must start with http:// or https://, received ${JSON.stringify(url)}`,
    );
  }
  return new URL(path, base.href.endsWith("/") ? base : `${base.href}/`);
}

async function request(address: URL, init: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(address, { ...init, credentials: "omit" });
  } catch (cause) {
    init.signal?.throwIfAborted();
    const problem = "it must run, and allow this page where its origin is another one";
    throw new Error(`Cannot ask ${address.origin}: ${problem}, received no answer`, { cause });
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body;
  const told = isRecord(body) ? body["error"] : undefined;
  throw new Error(
    typeof told === "string"
      ? told
      : `Cannot ask ${address.origin}: the service must answer with status 200, received ${response.status}`,
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
