import type { FitEvent } from "@proj/trainer";
import { plainText } from "../report/plain-text.ts";
import type { Terminal } from "./terminal.ts";

/** Follows a training run on a terminal: a bar that moves where lines can be written over, a line for each epoch elsewhere. */
export interface FitProgress {
  event(event: FitEvent): void;
  /** Takes the bar away; nothing is written after that. */
  end(): void;
}

const CLEAR_LINE = "\r\u001b[2K";
const BAR_WIDTH = 24;

/**
 * Makes the progress display of one run.
 *
 * @param terminal Where it is shown.
 * @param now A clock in milliseconds.
 * @returns The display.
 */
export function fitProgress(terminal: Terminal, now: () => number = () => performance.now()): FitProgress {
  const { colors } = terminal;
  let started = now();
  let startStep = 0;
  const write = (line: string): void => {
    terminal.note(terminal.interactive ? `${CLEAR_LINE}${line}\n` : `${line}\n`);
  };
  return {
    event(event: FitEvent): void {
      switch (event.type) {
        case "engine":
          write(`engine     ${event.name}${event.reason === null ? "" : `: ${plainText(event.reason)}`}`);
          break;
        case "resume":
          started = now();
          startStep = event.step;
          write(`resumed    at step ${event.step} of ${event.steps}`);
          break;
        case "interval": {
          if (!terminal.interactive) break;
          const perSecond = ((event.step - startStep) * 1000) / Math.max(1, now() - started);
          const left = (event.steps - event.step) / perSecond;
          const text = [
            `epoch ${event.epoch}/${event.epochs}`,
            bar(event.step / event.steps),
            `${event.step}/${event.steps}`,
            `loss ${event.loss.toFixed(4)}`,
            `${perSecond.toFixed(1)} steps/s`,
            `${formatDuration(left)} left`,
          ].join("  ");
          terminal.note(`${CLEAR_LINE}${text.slice(0, terminal.columns - 1)}`);
          break;
        }
        case "epoch": {
          const width = String(event.epochs).length;
          const epoch = String(event.epoch).padStart(width);
          const seconds = formatDuration((now() - started) / 1000);
          const score =
            event.score === undefined
              ? ""
              : `  validation ${event.score.toFixed(4)}${event.bestEpoch === event.epoch ? " best" : "     "}`;
          const parts = describeParts(event.parts ?? {});
          write(
            `epoch ${epoch}/${event.epochs}  loss ${colors.bold(event.loss.toFixed(4))}${score}  ${colors.dim(`${seconds}${parts}`)}`,
          );
          break;
        }
        case "checkpoint":
          break;
      }
    },
    end(): void {
      if (terminal.interactive) terminal.note(CLEAR_LINE);
    },
  };
}

/** What each of several parts costs in validation, and in brackets what it adds to the loss where that is another number. */
function describeParts(parts: NonNullable<Extract<FitEvent, { type: "epoch" }>["parts"]>): string {
  const entries = Object.entries(parts);
  if (entries.length < 2) return "";
  const texts = entries.map(([name, { loss, weightedLoss }]) => {
    const [own, weighted] = [loss.toFixed(4), weightedLoss.toFixed(4)];
    return `${plainText(name)} ${own}${own === weighted ? "" : ` (${weighted})`}`;
  });
  return `  ${texts.join("  ")}`;
}

function bar(share: number): string {
  const full = Math.round(share * BAR_WIDTH);
  return "█".repeat(full) + "░".repeat(BAR_WIDTH - full);
}

/**
 * Writes a duration as a person says it.
 *
 * @param seconds The duration in seconds.
 * @returns `"8 s"`, `"3 min 20 s"` or `"2 h 5 min"`.
 */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
