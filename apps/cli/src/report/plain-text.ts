/**
 * Replaces control and formatting characters by U+FFFD, so that a name out of a file can neither move the
 * cursor of a terminal, nor change its colours, nor turn the direction of what follows.
 */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "\uFFFD");
}
