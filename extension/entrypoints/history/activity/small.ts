/** One of several small charts: below its name and its value, above its words. */

import { el } from "../../../ui/dom";
import type { Chart } from "../chart";

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
