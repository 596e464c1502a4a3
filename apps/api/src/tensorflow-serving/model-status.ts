import type { ModelVersion } from "../models/model-repository.ts";

/**
 * Describes how versions of a model stand, as the message GetModelStatusResponse looks in JSON.
 *
 * Source: TensorFlow Serving, tensorflow_serving/apis/get_model_status.proto.
 *
 * @param versions The versions.
 */
export function modelStatus(versions: readonly ModelVersion[]) {
  return {
    model_version_status: versions.map(({ version, state, error }) => ({
      version,
      state,
      status: { error_code: error === null ? "OK" : "UNKNOWN", error_message: error ?? "" },
    })),
  };
}
