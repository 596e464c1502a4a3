import { expect, test } from "vitest";
import { jsonLine } from "./json-line.ts";
import type { RequestEntry } from "./request-entry.ts";

const entry: RequestEntry = {
  time: "2026-01-02T03:04:05.678Z",
  id: "job-7",
  method: "POST",
  path: "/v1/models/x:predict",
  route: "/v1/models/:model:predict",
  status: 200,
  ms: 1.25,
  client: "192.0.2.1",
  model: "x",
  version: "1",
  inputs: 3,
  bodyBytes: 40,
  error: null,
};

test("a request is one line of JSON, in the order of the fields", () => {
  expect(jsonLine(entry)).toBe(
    '{"time":"2026-01-02T03:04:05.678Z","id":"job-7","method":"POST","path":"/v1/models/x:predict",' +
      '"route":"/v1/models/:model:predict","status":200,"ms":1.25,"client":"192.0.2.1","model":"x","version":"1",' +
      '"inputs":3,"bodyBytes":40,"error":null}',
  );
});

test("characters that would break a line or steer a terminal are escaped", () => {
  const path = '/a\r\nb\u0000\u001b[31m\u007f\u009b\u2028\u202e\ud800"\\ä𝄞';
  const line = jsonLine({ ...entry, path });
  expect(line).toMatch(/^[\x20-\x7e]+$/);
  expect(JSON.parse(line)).toEqual({ ...entry, path });
});

test("long texts are cut", () => {
  const line = jsonLine({ ...entry, path: `/${"a".repeat(100_000)}`, error: "e".repeat(100_000) });
  expect(line.length).toBeLessThan(1000);
  expect(JSON.parse(line)).toMatchObject({ path: `/${"a".repeat(255)}...` });
});
