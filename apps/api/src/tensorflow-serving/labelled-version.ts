import { refuse } from "../http/refuse.ts";
import { describeValue } from "../json/describe-value.ts";
import type { ModelRepository } from "../models/model-repository.ts";
import { UnknownModelError } from "../models/unknown-model-error.ts";

/**
 * The version that a label stands for.
 *
 * @param models The models.
 * @param name The model.
 * @param label The label, as it was asked for.
 * @throws {UnknownModelError} Where there is no such model.
 * @throws {HTTPException} 404 where the model has no such label, and where the label's version is not there.
 */
export function labelledVersion(models: ModelRepository, name: string, label: string): string {
  const versions = models.versions(name);
  if (versions === undefined) throw new UnknownModelError(name);
  const labels = models.labels(name);
  const version = labels.get(label);
  if (version === undefined) {
    const requirement =
      labels.size === 0
        ? "its versions have numbers and no labels"
        : `the label must be one of ${[...labels.keys()].join(", ")}`;
    throw refuse(
      404,
      `Cannot find the label of the model ${name}: ${requirement}, received ${describeValue(label)}`,
    );
  }
  if (versions.some((each) => each.version === version)) return version;
  throw refuse(
    404,
    `Cannot find the label ${label} of the model ${name}: its version ${version} must be one that is served, and is not`,
  );
}
