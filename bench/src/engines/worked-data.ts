import { parseCondition } from "@proj/core";
import { loadBundledDigits } from "@proj/datasets";
import { conditionalLabels, imageTrainingData, type TrainingData } from "@proj/trainer";

/** The data of the worked example under a condition. */
export async function workedData(
  condition: string,
): Promise<{ readonly data: TrainingData; readonly labels: ReturnType<typeof conditionalLabels> }> {
  const { train } = await loadBundledDigits();
  const labels = conditionalLabels(train.labels, 10, "digit", parseCondition(condition, ["digit"]));
  return { data: imageTrainingData(train, labels), labels };
}
