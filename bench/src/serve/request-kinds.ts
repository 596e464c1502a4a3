import type { Figure } from "../measuring/report.ts";
import { imageSize, modelName, shortFloats, type TrainedDigits } from "./trained-digits.ts";

/** A kind of request that is measured, and what stands beside it. */
export interface RequestKind {
  readonly name: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Ten digits, sent in turn. */
  readonly bodies: readonly (string | Buffer<ArrayBuffer>)[];
  /** The peer's route. */
  readonly peer: string;
  /** What the service answers to the first body, which is the peer's constant. */
  readonly answer: object;
  readonly asked?: NonNullable<Figure["asked"]>;
}

const json = { "Content-Type": "application/json" };

/**
 * The requests of one image in each protocol.
 *
 * @param digits The images.
 * @param url The service, whose own answers become the constants of its peers.
 * @returns The kinds.
 */
export async function requestKinds({ images }: TrainedDigits, url: string): Promise<RequestKind[]> {
  const ten = Array.from({ length: 10 }, (_, index) =>
    images.subarray(index * imageSize, (index + 1) * imageSize),
  );
  const serving = `/v1/models/${modelName}:predict`;
  const kinds: Omit<RequestKind, "answer">[] = [
    {
      name: "/v1 bytes as JSON",
      path: serving,
      headers: json,
      bodies: ten.map((image) =>
        JSON.stringify({ signature_name: "serving_bytes", instances: [Array.from(image)] }),
      ),
      peer: "predict-json",
      asked: { least: 60 },
    },
    {
      name: "/v1 floats as JSON",
      path: serving,
      headers: json,
      bodies: ten.map((image) => JSON.stringify({ instances: [shortFloats(image)] })),
      peer: "predict-json",
      asked: { least: 60 },
    },
    {
      name: "/v2 floats as JSON",
      path: `/v2/models/${modelName}/infer`,
      headers: json,
      bodies: ten.map((image) =>
        JSON.stringify({
          inputs: [{ name: "inputs", shape: [1, imageSize], datatype: "FP32", data: shortFloats(image) }],
        }),
      ),
      peer: "infer-json",
      asked: { least: 60 },
    },
    {
      name: "/predict 784 raw bytes",
      path: "/predict",
      headers: { "Content-Type": "application/octet-stream" },
      bodies: ten.map((image) => Buffer.from(image)),
      peer: "person-bytes",
      asked: { least: 80 },
    },
  ];
  return await Promise.all(
    kinds.map(async (kind) => {
      const [body = ""] = kind.bodies;
      const response = await fetch(url + kind.path, { method: "POST", headers: kind.headers, body });
      if (!response.ok) throw new Error(`Cannot measure ${kind.name}: ${await response.text()}`);
      return { ...kind, answer: (await response.json()) as object };
    }),
  );
}
