import type { JSX } from "preact";
import type { Session } from "../session/session.ts";
import { AccuracyBars } from "./accuracy-bars.tsx";
import { ConfusionTable } from "./confusion-table.tsx";
import { LossCard } from "./loss-card.tsx";
import { RunCard } from "./run-card.tsx";
import { SettingsForm } from "./settings-form.tsx";

/** Chooses what is trained, trains it, and shows it while that happens. */
export function TrainView({ session }: { readonly session: Session }): JSX.Element {
  return (
    <div class="train-view">
      <div class="train-column">
        <SettingsForm session={session} />
      </div>
      <div class="train-column">
        <RunCard session={session} />
        <LossCard session={session} />
      </div>
      <div class="train-column">
        <AccuracyBars session={session} />
        <ConfusionTable session={session} />
      </div>
    </div>
  );
}
