/** A small line chart on a scale of its own. */

import { build, ownSeries, token, xScale, type Axis, type Chart, type ChartEvents } from "../chart";
import { known, type Values } from "../series";
import { endAxes } from "./small";

const HEIGHT = 84;
/** More readings than this are a line without circles. */
const CIRCLES = 40;

/** The values' own scale in whole numbers, with room for a line that does not move. */
export function levelScale(values: Values): { min: number; max: number } {
  const all = known(values);
  const [min, max] = [Math.floor(Math.min(...all)), Math.ceil(Math.max(...all))];
  return min === max ? { min: Math.max(0, min - 1), max: max + 1 } : { min, max };
}

/** The parts of the line between points that follow each other: what lies between others is not known. */
function follow(values: Values): Values {
  const isKnown = (index: number): boolean => typeof values[index] === "number";
  return values.map((value, index) => (isKnown(index - 1) || isKnown(index + 1) ? value : null));
}

/** Solid where every day was read, dashed over days that were not, a circle for each reading of few. */
export function levelChart(
  root: HTMLElement,
  x: number[],
  values: Values,
  colour: string,
  axis: Axis,
  events: ChartEvents,
): Chart {
  const { min, max } = levelScale(values);
  const stroke = token(colour);
  const few = known(values).length <= CIRCLES;
  const [between, read] = ownSeries(stroke);
  return build(
    root,
    {
      height: HEIGHT,
      padding: [8, 8, 8, 0],
      scales: { x: xScale(axis), y: { range: () => [min, max] } },
      axes: endAxes(min, max),
      series: [
        {},
        { ...between, width: 1.5, spanGaps: true, points: { show: few, size: 5, fill: stroke } },
        { ...read, width: 2 },
      ],
    },
    [x, values, follow(values)],
    1,
    events,
  );
}
