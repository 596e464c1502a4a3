/**
 * Reads a choice that a visitor made before; a browser may be set to keep nothing.
 *
 * @param name The choice.
 * @returns What was kept, or `null`.
 */
export function readChoice(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/**
 * Keeps a choice for the next visit, where the browser allows it.
 *
 * @param name The choice.
 * @param value What was chosen.
 */
export function keepChoice(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // It holds for this visit.
  }
}
