import { effect, type ReadonlySignal } from "@preact/signals";
import uPlot from "uplot";
import type { LossPoint } from "../session/session.ts";

/** A chart that follows a curve until it is disposed. */
export interface LossChart {
  dispose(): void;
}

/**
 * Draws a loss curve into an element, as wide and high as that is, in the page's colours, which may change.
 *
 * @param element The element.
 * @param curve The curve.
 * @param stepWord What a reader calls a step.
 * @returns The chart.
 */
export function createLossChart(
  element: HTMLElement,
  curve: ReadonlySignal<readonly LossPoint[]>,
  stepWord: string,
): LossChart {
  const colour = (name: string): string => getComputedStyle(element).getPropertyValue(name);
  const size = (): { width: number; height: number } => ({
    width: element.clientWidth,
    height: element.clientHeight,
  });
  const axis: uPlot.Axis = {
    stroke: () => resolve(element, "--ink-soft"),
    font: `12px ${colour("--font")}`,
    labelFont: `12px ${colour("--font")}`,
    grid: { stroke: () => resolve(element, "--line"), width: 1 },
    ticks: { show: false },
  };
  const chart = new uPlot(
    {
      ...size(),
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false }, y: { range: (_chart, _least, most) => [0, (most || 1) * 1.05] } },
      axes: [
        { ...axis, label: stepWord, labelSize: 20, size: 28, space: 60 },
        { ...axis, size: 48, space: 28 },
      ],
      series: [{}, { stroke: () => resolve(element, "--accent"), width: 2, points: { show: false } }],
    },
    [[], []],
    element,
  );
  const stop = effect(() => {
    const points = curve.value;
    chart.setData([points.map(({ step }) => step), points.map(({ loss }) => loss)]);
  });
  const resized = new ResizeObserver(() => chart.setSize(size()));
  resized.observe(element);
  // Drawn on a canvas, the colours do not change by themselves.
  const repaint = (): void => chart.redraw(false);
  const recoloured = new MutationObserver(repaint);
  recoloured.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", repaint);
  return {
    dispose: () => {
      stop();
      resized.disconnect();
      recoloured.disconnect();
      dark.removeEventListener("change", repaint);
      chart.destroy();
    },
  };
}

/** The colour that a name stands for now: a canvas does not know `light-dark()` and takes no names. */
function resolve(element: HTMLElement, name: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
