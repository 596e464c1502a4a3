/** Tells how fast steps are taken. */
export interface Speedometer {
  /**
   * Notes that a step was reached.
   *
   * @param step Steps so far.
   * @param time In milliseconds, on any clock that does not go back.
   * @returns Steps a second over the last readings; `null` until there are two.
   */
  note(step: number, time: number): number | null;
}

/**
 * Makes a speedometer.
 *
 * @param readings How many readings it looks back.
 * @returns The speedometer.
 */
export function createSpeedometer(readings = 10): Speedometer {
  const noted: { readonly step: number; readonly time: number }[] = [];
  return {
    note: (step, time) => {
      noted.push({ step, time });
      if (noted.length > readings) noted.shift();
      const first = noted[0];
      if (first === undefined || first.time === time) return null;
      return ((step - first.step) * 1000) / (time - first.time);
    },
  };
}
