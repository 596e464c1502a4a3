import type { Service } from "../prediction/service.ts";
import type { RequestCounts } from "./request-counts.ts";
import { type Sample, writeCounter, writeHistogram, writeMetric } from "./write-metric.ts";

/**
 * Tells Prometheus what a service does, and how its models stand.
 *
 * Loaded when somebody asks: most Workers are never asked.
 *
 * Source: Prometheus, "Metric and label naming".
 *
 * @param counts What was counted so far.
 * @param service The service.
 * @returns All metrics, in the text format.
 */
export function serviceMetrics(counts: RequestCounts, service: Service): string {
  const gauge = (name: string, help: string, value: number) => writeMetric(name, "gauge", help, [{ value }]);
  return [
    writeCounter("http_requests_total", "Requests that were answered.", counts.requests),
    writeHistogram("http_request_duration_seconds", "How long answers took to be made.", counts.seconds),
    writeMetric("http_request_body_bytes_total", "counter", "Bytes of the bodies that were read.", [
      { value: counts.bodyBytes },
    ]),
    writeCounter("proj_refusals_total", "Requests that were refused, by the reason.", counts.refusals),
    writeHistogram("proj_prediction_inputs", "Inputs of the predictions that were made.", counts.inputs),
    gauge("proj_predictions_in_flight", "Requests for predictions that are at work.", service.inFlight()),
    gauge("proj_ready", "Whether the service can take requests.", service.ready() ? 1 : 0),
    ...modelMetrics(service),
  ].join("");
}

function modelMetrics({ models }: Service): string[] {
  const states: Sample[] = [];
  const refused: Sample[] = [];
  const names = models.names();
  for (const model of names) {
    for (const { version, state, error } of models.versions(model) ?? []) {
      states.push({ labels: { model, version, state }, value: 1 });
      refused.push({ labels: { model, version }, value: error === null ? 0 : 1 });
    }
  }
  return [
    writeMetric("proj_models", "gauge", "Models that are served.", [{ value: names.length }]),
    writeMetric("proj_model_version_info", "gauge", "Versions of models, each with its state.", states),
    writeMetric(
      "proj_model_version_refused",
      "gauge",
      "Whether the newest files of a version were refused.",
      refused,
    ),
  ];
}
