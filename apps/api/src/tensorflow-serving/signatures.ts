import { refuse } from "../http/refuse.ts";
import { describeValue } from "../json/describe-value.ts";

/** The signature that is meant where a request names none: floats, as the network takes them. */
export const defaultSignature = "serving_default";

/** The signature whose inputs are bytes, which are scaled as in training. */
export const bytesSignature = "serving_bytes";

/**
 * Whether a request's numbers are bytes.
 *
 * @param signature The request's `signature_name`; nothing or an empty text for the default.
 * @throws {HTTPException} 400 for a signature that models do not have.
 */
export function takesBytes(signature: string | null | undefined): boolean {
  if (signature === undefined || signature === null || signature === "" || signature === defaultSignature) {
    return false;
  }
  if (signature === bytesSignature) return true;
  throw refuse(
    400,
    `Cannot use the body: signature_name must be "${defaultSignature}" or "${bytesSignature}", ` +
      `received ${describeValue(signature)}`,
  );
}
