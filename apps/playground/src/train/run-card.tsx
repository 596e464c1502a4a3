import type { JSX } from "preact";
import { useWords } from "../i18n/language.ts";
import type { Session } from "../session/session.ts";
import { RunControls } from "./run-controls.tsx";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** The run: its buttons, how far it is, what it runs on, and what went wrong. */
export function RunCard({ session }: { readonly session: Session }): JSX.Element {
  const words = useWords({ en, ja });
  const phase = session.phase.value;
  const progress = session.progress.value;
  const stopped = phase === "done" && (progress === null || progress.step < progress.steps);
  return (
    <section class="card train-run" aria-labelledby="train-run">
      <h2 id="train-run">{words.run}</h2>
      <RunControls session={session} />
      <p role="status">{words.phases[stopped ? "stopped" : phase]}</p>
      {session.problem.value !== null && (
        <p class="train-problem" lang="en">
          {session.problem.value}
        </p>
      )}
      <div class="train-progress">
        <label for="train-progress">
          {progress === null
            ? words.noProgress
            : words.progress(progress.epoch, progress.epochs, progress.step, progress.steps)}
        </label>
        <progress id="train-progress" value={progress?.step ?? 0} max={progress?.steps ?? 1} />
      </div>
      <MachineLines session={session} />
    </section>
  );
}

function MachineLines({ session }: { readonly session: Session }): JSX.Element {
  const words = useWords({ en, ja });
  const machine = session.machine.value;
  const speed = session.progress.value?.stepsPerSecond ?? null;
  const parts =
    machine === null
      ? [words.noMachine]
      : [
          machine.backend === "webgpu" ? "WebGPU" : machine.backend === "wasm" ? "WebAssembly" : "JavaScript",
          machine.kind === "none" ? null : machine.adapter,
          machine.kind === "software" ? words.software : null,
          machine.engine === null
            ? null
            : machine.engine === "fused"
              ? words.engineUsed.fused
              : words.engineUsed.eager,
        ];
  return (
    <>
      {machine?.backend === "wasm" && <p class="train-fallback">{words.wasm}</p>}
      <dl class="train-facts">
        <dt>{words.machine}</dt>
        <dd>{parts.filter((part) => part !== null).join(", ")}</dd>
        <dt>{words.speed}</dt>
        <dd>{speed === null ? "–" : words.stepsPerSecond(speed.toFixed(speed < 10 ? 1 : 0))}</dd>
      </dl>
    </>
  );
}
