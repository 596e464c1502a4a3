import { expect, test } from "vitest";
import { createApp } from "../create-app.ts";
import { ask, post } from "../testing/ask.ts";
import { exampleApp } from "../testing/example-app.ts";
import { exampleArtifact } from "../testing/example-model.ts";
import { memoryRepository } from "../testing/memory-repository.ts";
import { type ParsedMetric, parseExposition } from "../testing/parse-exposition.ts";

type App = Awaited<ReturnType<typeof exampleApp>>;

async function scrape(app: App): Promise<(name: string) => ParsedMetric["samples"]> {
  const response = await app.request("/metrics");
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const metrics = parseExposition(await response.text());
  return (name) => metrics.get(name)?.samples ?? expect.fail(`there is no ${name}`);
}

const rows = (count: number) => ({ instances: Array.from({ length: count }, () => [0, 0.5, 1, 0]) });

test("what was asked adds up: requests, bodies, batches, refusals", async () => {
  const app = await exampleApp({ limits: { maxBatch: 1000 } });
  const v1 = "/v1/models/odd-digits";
  await ask(app, `${v1}:predict`, rows(1));
  await ask(app, `${v1}:predict`, rows(3));
  await ask(app, `${v1}/versions/1:predict`, rows(200));
  await ask(app, `${v1}:classify`, {});
  await ask(app, "/v1/models/missing:predict", rows(1));
  await ask(app, "/v2/models/odd-digits");
  await ask(app, "/v2/health/ready");
  await ask(app, "/nothing?secret=1");
  await app.request("/v2", { method: "PROPFIND" });
  await app.request("/v2", { method: "HEAD" });

  const of = await scrape(app);
  expect(Object.fromEntries(of("http_requests_total"))).toEqual({
    'http_requests_total{route="/v1/models/:model:predict",method="POST",status="200"}': 2,
    'http_requests_total{route="/v1/models/:model:predict",method="POST",status="404"}': 1,
    'http_requests_total{route="/v1/models/:model/versions/:version:predict",method="POST",status="200"}': 1,
    'http_requests_total{route="/v1/models/:model:classify",method="POST",status="400"}': 1,
    'http_requests_total{route="/v2/models/:model",method="GET",status="200"}': 1,
    'http_requests_total{route="/v2/health/ready",method="GET",status="200"}': 1,
    'http_requests_total{route="none",method="GET",status="404"}': 1,
    'http_requests_total{route="none",method="other",status="405"}': 1,
    'http_requests_total{route="/v2",method="HEAD",status="200"}': 1,
  });
  const durations = of("http_request_duration_seconds");
  expect(durations.get('http_request_duration_seconds_count{route="/v1/models/:model:predict"}')).toBe(3);
  const seconds = durations.get('http_request_duration_seconds_sum{route="/v1/models/:model:predict"}');
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThan(5);
  const bodies = [rows(1), rows(3), rows(200), {}].map((body) => JSON.stringify(body).length);
  // A model that is not there costs no reading.
  expect(of("http_request_body_bytes_total").get("http_request_body_bytes_total")).toBe(
    bodies.reduce((sum, length) => sum + length),
  );
  const batches = of("proj_prediction_inputs");
  expect(batches.get('proj_prediction_inputs_sum{model="odd-digits"}')).toBe(1 + 3 + 200);
  expect(batches.get('proj_prediction_inputs_count{model="odd-digits"}')).toBe(3);
  expect(batches.get('proj_prediction_inputs_bucket{model="odd-digits",le="1"}')).toBe(1);
  expect(batches.get('proj_prediction_inputs_bucket{model="odd-digits",le="4"}')).toBe(2);
  expect(Object.fromEntries(of("proj_refusals_total"))).toEqual({
    'proj_refusals_total{status="400",reason="input"}': 1,
    'proj_refusals_total{status="404",reason="unknown"}': 2,
    'proj_refusals_total{status="405",reason="method"}': 1,
  });
  expect(of("proj_predictions_in_flight").get("proj_predictions_in_flight")).toBe(0);
});

test("models are told with the state of each version, and which were refused", async () => {
  const artifact = await exampleArtifact();
  const app = await exampleApp({
    models: { "odd-digits": [artifact, artifact], broken: [new Error("weights.bin is damaged")] },
  });
  await ask(app, "/v1/models/odd-digits:predict", rows(1));
  const of = await scrape(app);
  expect(of("proj_models").get("proj_models")).toBe(2);
  expect(of("proj_ready").get("proj_ready")).toBe(0);
  expect([...of("proj_model_version_info").keys()]).toEqual([
    'proj_model_version_info{model="broken",version="1",state="END"}',
    'proj_model_version_info{model="odd-digits",version="2",state="AVAILABLE"}',
    'proj_model_version_info{model="odd-digits",version="1",state="START"}',
  ]);
  expect(Object.fromEntries(of("proj_model_version_refused"))).toEqual({
    'proj_model_version_refused{model="broken",version="1"}': 1,
    'proj_model_version_refused{model="odd-digits",version="2"}': 0,
    'proj_model_version_refused{model="odd-digits",version="1"}': 0,
  });
});

test("the reasons of one status are told apart: closing, busy, a model that is broken", async () => {
  const closing = new AbortController();
  const app = await exampleApp({
    models: { broken: [new Error("weights.bin is damaged")] },
    closing: closing.signal,
  });
  await ask(app, "/v1/models/broken:predict", rows(1));
  closing.abort();
  await ask(app, "/v1/models/broken:predict", rows(1));
  const of = await scrape(app);
  expect(Object.fromEntries(of("proj_refusals_total"))).toEqual({
    'proj_refusals_total{status="503",reason="model"}': 1,
    'proj_refusals_total{status="503",reason="closing"}': 1,
  });
});

test("a prediction at work is in flight until it is answered", async () => {
  const app = await exampleApp();
  let send: (text: string) => void = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      send = (text) => {
        controller.enqueue(new TextEncoder().encode(text));
        controller.close();
      };
    },
  });
  const asking = ask(app, "/v1/models/odd-digits:predict", body);
  const inFlight = async () =>
    (await scrape(app))("proj_predictions_in_flight").get("proj_predictions_in_flight");
  await expect.poll(inFlight).toBe(1);
  send(JSON.stringify(rows(1)));
  expect((await asking).status).toBe(200);
  expect(await inFlight()).toBe(0);
});

test("names that clients make up add no series", async () => {
  const app = await exampleApp();
  const count = async () => (await (await app.request("/metrics")).text()).split("\n").length;
  const askFor = async (name: string) => {
    await app.request(`/v2/models/${name}/infer`, post({}));
    await app.request(`/v1/models/${name}:predict`, post(rows(1)));
    await app.request(`/v1/models/${name}:${name}`, post(rows(1)));
    await app.request(`/v1/models/odd-digits/labels/${name}`);
    await app.request(`/v1/models/odd-digits/versions/${name}`);
    await app.request(`/${name}`, { method: name.toUpperCase() });
    await app.request(`/predict?model=${name}`, post(rows(1)));
  };
  await askFor("x0");
  const before = await count();
  for (let index = 1; index < 50; index++) await askFor(`x${index}`);
  // The scrape itself was counted in the meantime.
  expect((await count()) - before).toBe(1 + 17);
});

test("there is no /metrics where it is off", async () => {
  const app = createApp({ models: memoryRepository({}), metrics: false });
  expect((await ask(app, "/metrics")).status).toBe(404);
});
