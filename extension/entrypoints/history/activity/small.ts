/** Small charts that show the same points: each below its name and its value, above its words. */

import { el } from "../../../ui/dom";
import type { Chart } from "../chart";
import type { Drawing } from "./parts";

export interface SmallChart {
  node: HTMLElement;
  plot: HTMLElement;
  /** Shows the value at a point, or the newest. */
  say(index: number | null): void;
  draw(): Chart;
}

export function smallChart(
  name: string,
  words: string,
  valueAt: (index: number | null) => string,
  draw: (plot: HTMLElement) => Chart,
): SmallChart {
  const value = el("b");
  const plot = el("div", { class: "plot", attrs: { "aria-hidden": "true" } });
  const node = el(
    "div",
    {},
    el("h3", {}, el("span", {}, name), value),
    plot,
    words !== "" && el("p", { class: "cap" }, words),
  );
  return {
    node,
    plot,
    say: (index) => {
      value.textContent = valueAt(index);
    },
    draw: () => draw(plot),
  };
}

export interface SmallCharts extends Drawing {
  node: HTMLElement;
  /** Marks a point in all charts and shows its values; null: no mark, the newest values. */
  mark(index: number | null): void;
}

/** The charts in a grid, followed by `others`. */
export function smallCharts(members: SmallChart[], ...others: HTMLElement[]): SmallCharts {
  let charts: Chart[] = [];
  const destroy = (): void => {
    for (const one of charts) one.destroy();
    charts = [];
  };
  return {
    node: el("div", { class: "smalls" }, ...members.map(({ node }) => node), ...others),
    mark: (index) => {
      for (const one of charts) one.point(index);
      for (const one of members) one.say(index);
    },
    draw: () => {
      destroy();
      charts = members.map((one) => one.draw());
    },
    resize: () => charts.forEach((one, place) => one.resize(members[place]?.plot.clientWidth ?? 0)),
    destroy,
  };
}
