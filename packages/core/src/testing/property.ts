import fc, { type Arbitrary } from "fast-check";

/** The seed of every property; a failure prints it together with the path to the smallest counterexample. */
const SEED = 20261124;

/**
 * Asserts that something holds for many inputs, the same ones in every run.
 *
 * @param inputs Makes the inputs.
 * @param check Throws where it does not hold.
 * @param runs How many inputs are tried.
 * @returns Resolves once all were tried.
 */
export async function holds<Input>(
  inputs: Arbitrary<Input>,
  check: (input: Input) => void | Promise<void>,
  runs = 50,
): Promise<void> {
  const property = fc.asyncProperty(inputs, async (input) => {
    await check(input);
  });
  await fc.assert(property, { seed: SEED, numRuns: runs });
}
