/** A small line chart on a scale of its own. */

import { build, endAxes, ownSeries, token, xScale, type Axis, type Chart, type ChartEvents } from "../chart";
import { known, type Values } from "../series";

const HEIGHT = 84;
/** More readings than this are a line without circles. */
const CIRCLES = 40;

/** The values' own scale in whole numbers, with room for a line that does not move. */
export function levelScale(values: Values): { min: number; max: number } {
  const all = known(values);
  const [min, max] = [Math.floor(Math.min(...all)), Math.ceil(Math.max(...all))];
  return min === max ? { min: Math.max(0, min - 1), max: max + 1 } : { min, max };
}

/** A line and what is certain of it. */
export interface LevelLine {
  values: Values;
  /** The parts that are drawn solid; the rest is dashed. */
  solid: Values;
  /** What was read: circles while they are few. */
  read: Values;
}

/** Solid between points that follow each other: what lies between others is not known. */
export function levelLine(values: Values): LevelLine {
  const isKnown = (index: number): boolean => typeof values[index] === "number";
  const solid = values.map((value, index) => (isKnown(index - 1) || isKnown(index + 1) ? value : null));
  return { values, solid, read: values };
}

export function levelChart(
  root: HTMLElement,
  x: number[],
  { values, solid, read }: LevelLine,
  colour: string,
  axis: Axis,
  events: ChartEvents,
): Chart {
  const { min, max } = levelScale(values);
  const stroke = token(colour);
  const few = known(read).length <= CIRCLES;
  const [dashed, whole] = ownSeries(stroke);
  return build(
    root,
    {
      height: HEIGHT,
      padding: [8, 8, 8, 0],
      scales: { x: xScale(axis), y: { range: () => [min, max] } },
      axes: endAxes(min, max),
      series: [
        {},
        { ...dashed, width: 1.5, spanGaps: true },
        { ...whole, width: 2 },
        { stroke, paths: () => null, points: { show: few, size: 5, fill: stroke } },
      ],
    },
    [x, values, solid, read],
    1,
    events,
  );
}
