/** A chart that keys move through: a slider over its points, which says each in words. */

import { el } from "../../../ui/dom";

/** Points that each key moves by. */
export type Steps = Readonly<Record<string, number>>;

/** The steps of a chart from left to right. */
export const ALONG: Steps = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -7,
  PageUp: 7,
};

export interface SliderOptions {
  /** Its class, and its name when the focus is given back. */
  name: string;
  label: string;
  /** Index of the last point. */
  last: number;
  steps: Steps;
  /** The keys have moved to a point, or left. */
  point: (index: number | null) => void;
}

export interface Slider {
  node: HTMLElement;
  /** Says the point in words; the next key moves from there. */
  say(index: number, words: string): void;
}

export function slider({ name, label, last, steps, point }: SliderOptions, ...children: Element[]): Slider {
  let current = last;
  const attrs = {
    tabindex: 0,
    role: "slider",
    "aria-label": label,
    "aria-valuemin": 0,
    "aria-valuemax": last,
    "data-focus": name,
  };
  const node = el("div", { class: name, attrs }, ...children);
  node.addEventListener("blur", () => point(null));
  node.addEventListener("keydown", (event) => {
    const ends: Record<string, number> = { Home: 0, End: last };
    const step = steps[event.key];
    const target = step === undefined ? ends[event.key] : current + step;
    if (target === undefined) return;
    event.preventDefault();
    point(Math.min(last, Math.max(0, target)));
  });
  return {
    node,
    say: (index, words) => {
      current = index;
      node.setAttribute("aria-valuenow", String(index));
      node.setAttribute("aria-valuetext", words);
    },
  };
}
