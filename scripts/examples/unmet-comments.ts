/** What one call of console.log printed. */
export interface Printed {
  /** The line of the program, from 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * Holds what an example printed against the comments behind its calls of console.log.
 *
 * A comment is a promise where it is a plain value (`// 0.75`, `// [1, 3]`, `// { label: 1 }`, several of them), or has
 * values behind equal signs (`// -ln(0.5) / 2 = 0.3466`): then each number agrees to the digits that are written. Any other
 * comment is prose, and promises nothing.
 *
 * @param code The program.
 * @param printed What it printed.
 * @returns One line for each promise that was not kept.
 */
export function unmetComments(code: string, printed: readonly Printed[]): string[] {
  return code.split("\n").flatMap((text, index) => {
    const comment = /console\.log\(.*\); \/\/ (.+)$/.exec(text)?.[1];
    const promise = comment === undefined ? null : promised(comment);
    if (promise === null) return [];
    const calls = printed.filter(({ line }) => line === index + 1);
    if (calls.length === 0) return [`line ${index + 1} must print ${comment}, received nothing`];
    return calls
      .filter((call) => !agree(promise, tokens(call.text)))
      .map((call) => `line ${index + 1} must print ${comment}, received ${call.text}`);
  });
}

/** What a comment promises; null for prose. */
function promised(comment: string): readonly string[] | null {
  const results = [...comment.matchAll(/(?<![=<>!])= (-?\d[\d.e+-]*)/g)].map(([, number = ""]) => number);
  if (results.length > 0) return results;
  const words = tokens(comment);
  const isValue = (word: string): boolean =>
    isNumber(word) || /^["']/.test(word) || /^(?:true|false|null|undefined|NaN|-?Infinity|\w+:)$/.test(word);
  return words.length > 0 && words.every(isValue) ? words : null;
}

/** The values of a printed text, and the names before a colon, without brackets and commas. */
function tokens(text: string): string[] {
  return text.match(/"[^"]*"|'[^']*'|[^\s[\](){},]+/g) ?? [];
}

function isNumber(token: string): boolean {
  return /^-?\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?$/.test(token);
}

function agree(wanted: readonly string[], received: readonly string[]): boolean {
  return (
    wanted.length === received.length &&
    wanted.every((want, i) => {
      const got = received[i] ?? "";
      if (!isNumber(want)) return want.replaceAll("'", '"') === got.replaceAll("'", '"');
      const decimals = /\.(\d+)$/.exec(want)?.[1]?.length ?? 0;
      // Half a unit of the last digit that is written, and what float32 adds to that.
      return (
        Math.abs(Number(want.replaceAll("_", "")) - Number(got)) <=
        0.5 * 10 ** -decimals * (decimals > 0 ? 1.001 : 1e-6)
      );
    })
  );
}
