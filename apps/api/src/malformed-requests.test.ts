import { afterAll, beforeAll, expect, test } from "vitest";
import { type FuzzedApp, fuzzedApp } from "./testing/fuzzed-app.ts";
import {
  malformedHeaders,
  malformedJson,
  malformedPhotographs,
  malformedPictures,
} from "./testing/malformed-bodies.ts";

let app: FuzzedApp;
beforeAll(async () => {
  app = await fuzzedApp();
});
afterAll(() => app.checkAll());

const paths = [
  "/v2/models/odd-digits/infer",
  "/v2/models/odd-digits/versions/1/infer",
  "/v1/models/odd-digits:predict",
  "/v1/models/odd-digits:classify",
  "/predict",
];
const good = JSON.stringify({ instances: [[0, 1, 2, 3]] });

test("no malformed JSON makes the service fail, whatever headers come with it", async () => {
  for (const path of paths) {
    for (const headers of [{ "Content-Type": "application/json" }, {}, ...malformedHeaders]) {
      for (const body of malformedJson) await app.check(path, body, headers);
    }
  }
});

test("no malformed picture makes the service fail, sent as it is or in base64", async () => {
  for (const picture of [...malformedPictures, ...malformedPhotographs]) {
    const base64 = Buffer.from(picture).toString("base64");
    for (const headers of [{ "Content-Type": "image/png" }, {}, ...malformedHeaders]) {
      await app.check("/predict", picture, headers);
    }
    for (const body of [{ png: base64 }, { instances: [{ b64: base64 }] }]) {
      for (const path of paths) {
        await app.check(path, JSON.stringify(body), { "Content-Type": "application/json" });
      }
    }
  }
});

test("no header makes the service fail, and most do no harm", async () => {
  const statuses: number[] = [];
  for (const headers of malformedHeaders) {
    for (const path of paths) statuses.push(await app.check(path, good, headers));
  }
  expect(statuses).toContain(200);
  expect(new Set(statuses)).toContain(415);
});
