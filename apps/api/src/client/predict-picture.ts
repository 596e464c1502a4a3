import type { Client } from "./create-client.ts";

/** Which model is asked. */
export interface ChosenModel {
  /** Its name; may be left out where there is only one. */
  readonly model?: string | undefined;
  /** Its version; left out, the newest. */
  readonly version?: string | undefined;
}

/** What `predictPicture` resolves with. */
export type PictureResponse = Awaited<ReturnType<Client["predict"]["$post"]>>;

/**
 * Asks what a picture shows, with the picture itself as the body: the way without JSON and base64.
 *
 * @param client The client.
 * @param picture A PNG or a JPEG, or as many bytes as the model has inputs.
 * @param chosen The model; may be left out where there is only one.
 * @returns The response; with `ok`, its JSON has the answer in words.
 *
 * @example
 * ```ts
 * import { readFile } from "node:fs/promises";
 * import { createClient, predictPicture } from "@proj/api/client";
 *
 * const client = createClient("http://localhost:8080");
 * const response = await predictPicture(client, await readFile("four.png"));
 * if (response.ok) console.log((await response.json()).answer);
 * else console.error((await response.json()).error);
 * ```
 */
export function predictPicture(
  client: Client,
  picture: Uint8Array<ArrayBuffer>,
  { model, version }: ChosenModel = {},
): Promise<PictureResponse> {
  const query = {
    ...(model === undefined ? {} : { model }),
    ...(version === undefined ? {} : { version }),
  };
  return client.predict.$post(
    { query },
    { headers: { "Content-Type": "application/octet-stream" }, init: { body: picture } },
  );
}
