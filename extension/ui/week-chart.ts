/** The frame of a chart of the index by week, as SVG: tens as lines, the first and the last day below. */

import type { Day } from "../contract/protocol";
import { daysBetween, number, shortDay } from "../text/format";
import { svg } from "./dom";

export const WIDTH = 720;
const LEFT = 28;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 20;
/** With more tens than this only every second one has a line. */
const LINES_MAX = 5;

export interface Frame {
  first: Day;
  last: Day;
  height: number;
  low: number;
  high: number;
  /** Where the lines end. */
  end: number;
  x: (day: Day) => string;
  y: (total: number) => string;
}

/**
 * The days, and the tens around all values, of which there is at least one; `right` is the room beside
 * the lines.
 */
export function frameOf(first: Day, last: Day, values: number[], height: number, right = RIGHT): Frame {
  const end = WIDTH - right;
  const low = Math.floor(Math.min(...values) / 10) * 10;
  const high = Math.max(low + 10, Math.ceil(Math.max(...values) / 10) * 10);
  const span = Math.max(1, daysBetween(first, last));
  return {
    ...{ first, last, height, low, high, end },
    // What is from before the first day is drawn at that day.
    x: (day) => (LEFT + (Math.max(0, daysBetween(first, day)) / span) * (end - LEFT)).toFixed(1),
    y: (total) => (height - BOTTOM - ((total - low) / (high - low)) * (height - TOP - BOTTOM)).toFixed(1),
  };
}

export function path(
  d: string,
  attrs: Record<string, string | number>,
  ...children: SVGElement[]
): SVGPathElement {
  return svg("path", { attrs: { d, fill: "none", ...attrs } }, ...children);
}

function label(x: string | number, y: string | number, anchor: string, said: string): SVGTextElement {
  return svg("text", { attrs: { x, y, "text-anchor": anchor } }, said);
}

export function axes(frame: Frame): SVGElement[] {
  const tens = Math.round((frame.high - frame.low) / 10);
  const step = tens > LINES_MAX ? 2 : 1;
  const lines = Array.from({ length: Math.floor(tens / step) + 1 }, (_, index) => {
    const value = frame.low + index * step * 10;
    const y = frame.y(value);
    return [
      path(`M${LEFT} ${y}H${frame.end}`, { stroke: "var(--line)" }),
      label(LEFT - 6, Number(y) + 4, "end", number(value)),
    ];
  });
  const below = frame.height - 4;
  const start = label(frame.x(frame.first), below, "start", shortDay(frame.first));
  const end = frame.first < frame.last && label(frame.x(frame.last), below, "end", shortDay(frame.last));
  return [...lines.flat(), start, ...(end ? [end] : [])];
}
