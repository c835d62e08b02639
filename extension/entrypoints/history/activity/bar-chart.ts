/** Small bars by week or month, on a scale of their own. */

import uPlot from "uplot";
import { dayTime } from "../../../text/format";
import type { Day } from "../../../contract/protocol";
import { build, endAxes, token, type Chart, type ChartEvents } from "../chart";
import { bucketEnd, known, type Unit, type Values } from "../series";

const HEIGHT = 72;

/** A bar for each count above 0; nothing where nothing was counted. */
export function barChart(
  root: HTMLElement,
  starts: Day[],
  unit: Unit,
  counts: Values,
  events: ChartEvents,
): Chart {
  const most = Math.max(1, ...known(counts));
  const middles = starts.map((start) => (dayTime(start) + dayTime(bucketEnd(start, unit))) / 2000);
  const first = dayTime(starts[0] ?? "") / 1000;
  const end = dayTime(bucketEnd(starts[starts.length - 1] ?? "", unit)) / 1000;
  const stroke = token("accent");
  const { bars } = uPlot.paths;
  return build(
    root,
    {
      height: HEIGHT,
      padding: [8, 8, 8, 0],
      scales: { x: { time: true, range: () => [first, end] }, y: { range: () => [0, most] } },
      axes: endAxes(0, most),
      series: [
        {},
        {
          stroke,
          fill: stroke,
          width: 0,
          ...(bars && { paths: bars({ size: [0.7, 18, 1] }) }),
          points: { show: false },
        },
      ],
    },
    [middles, counts],
    1,
    events,
  );
}
