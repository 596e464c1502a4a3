/** Lets in as much as there is room for. */
export interface Gate {
  /**
   * Goes in.
   *
   * @param weight How much room it takes.
   * @returns What to call on leaving, once or more; `null` where there is no room.
   */
  enter(weight: number): (() => void) | null;
  /** How much room is taken. */
  taken(): number;
}

/**
 * Makes a gate: nothing waits in line in front of it, so nothing grows there.
 *
 * On Workers a request whose client has left is stopped where it stands, and never leaves the gate: whoever has been inside
 * for longer than anything can last is forgotten when the room is wanted.
 *
 * @param capacity The room inside.
 * @param maxAgeMs How long anything can last, in milliseconds.
 * @param now The time in milliseconds.
 * @returns The gate.
 */
export function createGate(capacity: number, maxAgeMs: number, now: () => number = Date.now): Gate {
  const inside = new Set<{ readonly weight: number; readonly since: number }>();
  let taken = 0;

  function leave(guest: { readonly weight: number; readonly since: number }): void {
    if (inside.delete(guest)) taken -= guest.weight;
  }

  function forgetLost(): void {
    for (const guest of inside) {
      if (now() - guest.since > maxAgeMs) leave(guest);
    }
  }

  return {
    enter(weight) {
      if (taken + weight > capacity) forgetLost();
      if (taken + weight > capacity) return null;
      const guest = { weight, since: now() };
      inside.add(guest);
      taken += weight;
      return () => leave(guest);
    },
    taken() {
      forgetLost();
      return taken;
    },
  };
}
