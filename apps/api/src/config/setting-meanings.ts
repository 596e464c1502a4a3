import type { serverSettings } from "./server-settings.ts";

/** What each setting means, for the table and for people who ask: apart from the settings, so that no Worker carries it. */
export const settingMeanings: Readonly<Record<keyof typeof serverSettings, string>> = {
  models: "the folder of the models; not there, it is passed over where there are URLs",
  host: "where to listen: this machine alone unless told otherwise",
  port: "where to listen; 0 for any free port",
  open: "1 allows other machines to ask without a token",
  playground: "the folder of the built playground, which is then at `/`; not there, it is passed over",
  tokensFile: "a file with more tokens, one a line: a secret of systemd or Docker",
  rateLimit: "requests of one client in so many seconds; more are answered with 429",
  trustedProxies:
    "whose `X-Forwarded-For` is believed; the client is the last address in it that is none of these",
  modelUrls:
    'models that lie under URLs, each at one or each version at its own: `{"odd": {"1": "https://..."}}`',
  labels: "names of versions, for `/v1/models/NAME/labels/LABEL`",
  tokens:
    "bearer tokens, with commas between, one of which every client must send; none: no client needs one",
  corsOrigins: "origins whose pages may ask, with commas between; none: no other site's",
  metrics: "1 has `/metrics`, for Prometheus; it wants a token where there are some",
  log: "a line of JSON for each request, for those answered with an error, or for none",
  maxLoadedVersions: "versions of models in memory at the same time",
  maxWeightsBytes: "the largest weights that are loaded",
  maxBodyBytes: "a body, as sent and as decompressed",
  maxBatch: "inputs of one request",
  maxDepth: "arrays and objects inside one another",
  maxContainers: "arrays and objects of one body",
  maxPixels: "pixels of all pictures of a request",
  maxInFlight: "predictions at work at the same time; one more is answered with 429",
  bodyMs: "milliseconds until a body has arrived",
  predictMs: "milliseconds until a model has answered",
  preload: "1 loads each model before anybody asks",
  pollMs: "milliseconds between two looks at the folder",
  compress: "1 compresses answers, where no proxy does",
  requestMs: "milliseconds until a whole request has arrived (Node)",
  drainMs: "milliseconds that requests at work have to finish when the service ends",
};
