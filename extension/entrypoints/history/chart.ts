/**
 * The line charts (uPlot on canvas). Colours come from the page's tokens, so a chart is rebuilt
 * when the theme changes. Points are days at midnight UTC, which no time zone shifts.
 */

import uPlot from "uplot";
import { el } from "../../ui/dom";
import { compact, dayTime, percent, timeDay } from "../../text/format";
import { locale } from "../../text/i18n";
import { LIMITS } from "../../contract/limits";
import type { Day, Pillar } from "../../contract/protocol";
import {
  known,
  notedOf,
  pillarScale,
  rankScale,
  readingsOf,
  scaleOf,
  shownLine,
  spaced,
  type Columns,
  type Group,
  type Line,
  type Values,
} from "./series";

export interface ChartEvents {
  /** The pointer is over the point `index`, or over none. */
  moved(index: number | null): void;
  /** A span was drawn with the pointer; without it none can be drawn. */
  selected?: (from: Day, to: Day) => void;
}

export interface Chart {
  /** Shows the cursor on point `index`, or hides it, without a callback. */
  point(index: number | null): void;
  /** Marks the span between two points; null removes the mark. */
  mark(span: { from: number; to: number } | null): void;
  resize(width: number): void;
  destroy(): void;
}

/** The value of a token of the page. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** The token's colour with its opacity reduced to `share`. */
function faint(name: string, share: number): string {
  const alpha = Math.round(share * 255).toString(16);
  return `${token(name)}${alpha.padStart(2, "0")}`;
}

const MONTH = 2_592_000;

/** "Mar" or "12 Mar", depending on the distance of the ticks; the year at its first month. */
function tickLabels(splits: number[], gap: number): string[] {
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" });
  const day = format({ day: "numeric", month: "short" });
  const month = format({ month: "short" });
  const year = format({ year: "numeric" });
  return splits.map((seconds) => {
    const time = seconds * 1000;
    if (gap < MONTH) return day.format(time);
    return new Date(time).getUTCMonth() === 0 ? year.format(time) : month.format(time);
  });
}

/** A chart of `data`; series `own` is the user's. */
export function build(
  root: HTMLElement,
  options: Omit<uPlot.Options, "width" | "tzDate" | "legend" | "cursor">,
  data: uPlot.AlignedData,
  own: number,
  events: ChartEvents,
): Chart {
  let silent = false;
  const quietly = (act: () => void): void => {
    silent = true;
    act();
    silent = false;
  };
  const dayAt = (plot: uPlot, left: number): Day | undefined => {
    const seconds = data[0][plot.posToIdx(left)];
    return seconds === undefined ? undefined : timeDay(seconds * 1000);
  };
  const plot = new uPlot(
    {
      ...options,
      width: Math.max(200, root.clientWidth),
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
      legend: { show: false },
      cursor: {
        y: false,
        points: {
          // Filled, because an open circle is LinkedIn's value.
          fill: options.series[own]?.stroke ?? token("accent"),
          // For uPlot null means no point; its types lack null.
          show: (_self, series) =>
            (series === own ? el("div", { class: "cursor-dot" }) : null) as HTMLElement,
        },
        drag: { x: events.selected !== undefined, y: false, setScale: false },
      },
      hooks: {
        ...options.hooks,
        setCursor: [
          (self) => {
            if (!silent) events.moved(self.cursor.idx ?? null);
          },
        ],
        setSelect: [
          (self) => {
            if (silent || self.select.width < 2) return;
            const from = dayAt(self, self.select.left);
            const to = dayAt(self, self.select.left + self.select.width);
            if (from && to && from < to) events.selected?.(from, to);
          },
        ],
      },
    },
    data,
    root,
  );
  const left = (index: number): number => plot.valToPos(data[0][index] ?? 0, "x");
  return {
    point: (index) => {
      quietly(() => plot.setCursor({ left: index === null ? -10 : left(index), top: 0 }));
    },
    mark: (span) => {
      const height = plot.over.clientHeight;
      const box = span
        ? { left: left(span.from), top: 0, width: left(span.to) - left(span.from), height }
        : { left: 0, top: 0, width: 0, height: 0 };
      quietly(() => plot.setSelect(box));
    },
    resize: (width) => {
      if (width !== plot.width) plot.setSize({ width: Math.max(200, width), height: options.height });
    },
    destroy: () => plot.destroy(),
  };
}

/** First and last day on the x axis. */
export type Axis = { from: Day; to: Day };

export function xScale({ from, to }: Axis): uPlot.Scale {
  const range: [number, number] = [dayTime(from) / 1000, dayTime(to) / 1000];
  return { time: true, range: () => range };
}

export function axisText(): Pick<uPlot.Axis, "font" | "stroke"> {
  return { font: `12px ${token("font")}`, stroke: token("ink-3") };
}

function dayAxis(): uPlot.Axis {
  return {
    ...axisText(),
    grid: { show: false },
    ticks: { show: false },
    space: 70,
    size: 30,
    gap: 8,
    values: (_self, splits, _axis, _space, gap) => tickLabels(splits, gap),
  };
}

/** Width of the numbers at the left, the same in all charts so that their days align. */
const Y_AXIS = 44;

/** The axes of a small chart: no days, and only the two ends of its scale. */
export function endAxes(min: number, max: number): uPlot.Axis[] {
  return [
    { show: false },
    {
      ...axisText(),
      size: Y_AXIS,
      grid: { stroke: token("line"), width: 1 },
      ticks: { show: false },
      splits: () => [min, max],
      values: (_self, splits) => splits.map(compact),
    },
  ];
}

/** Index of the user's line among a chart's series, after the averages. */
const OWN = 3;

/** A thin line across the chart at a good index, over the grid and under the data. */
function drawGood(plot: uPlot): void {
  const y = Math.round(plot.valToPos(LIMITS.good, "y", true));
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = token("good");
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

/** Half the height of a mark, in CSS pixels. */
const MARK = 4.5;

/**
 * At the bottom, a filled diamond where the line was redrawn and an open one where LinkedIn's
 * averages moved.
 */
function drawNotes(plot: uPlot, columns: Columns): void {
  const { x, corrections } = columns;
  const { ctx, bbox } = plot;
  const half = MARK * devicePixelRatio;
  const y = bbox.top + bbox.height - half;
  ctx.save();
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.strokeStyle = token("ink-2");
  for (const index of thinned(columns, notedOf(columns), plot)) {
    const middle = Math.round(plot.valToPos(x[index] ?? 0, "x", true));
    ctx.beginPath();
    ctx.moveTo(middle, y - half);
    ctx.lineTo(middle + half, y);
    ctx.lineTo(middle, y + half);
    ctx.lineTo(middle - half, y);
    ctx.closePath();
    ctx.fillStyle = token(corrections.has(index) ? "ink-2" : "surface");
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

/** Estimates are dashed; days that LinkedIn showed are drawn solid over them. */
export function ownSeries(stroke: string): [uPlot.Series, uPlot.Series] {
  return [
    { stroke, width: 2.5, dash: [6, 4], points: { show: false } },
    { stroke, width: 2.5, points: { show: false } },
  ];
}

/** Fills gaps in what LinkedIn shows now and then with its last value. */
function standingLine(values: Values): Values {
  const line = [...values];
  const last = known(line).pop();
  if (last !== undefined) line[line.length - 1] ??= last;
  return line;
}

/** The industry's average is dotted, the network's dashed. */
const DASHES: Record<Group, Pick<uPlot.Series, "width" | "dash">> = {
  industry: { width: 2, dash: [2, 4] },
  network: { width: 1.5, dash: [7, 4] },
};

function averageSeries(group: Group): uPlot.Series {
  return { stroke: token("ink-3"), ...DASHES[group], spanGaps: true, points: { show: false } };
}

function averageLines(columns: Columns, line: Line): [Values, Values] {
  const { industry, network } = columns.averages;
  return [standingLine(industry[line]), standingLine(network[line])];
}

/** Least distance between marks of one kind, in CSS pixels. */
const APART = 20;

/** The points among `indices` that are drawn, the first ones first, none near another. */
function thinned({ x }: Columns, indices: number[], plot: uPlot): number[] {
  return spaced(indices, (index) => plot.valToPos(x[index] ?? 0, "x"), APART);
}

/**
 * The index: the user's line, dashed where estimated, LinkedIn's readings as open circles, both
 * averages, and the line at a good index.
 */
export function indexChart(root: HTMLElement, columns: Columns, axis: Axis, events: ChartEvents): Chart {
  const { min, max } = scaleOf(columns);
  const accent = token("accent");
  const [estimated, shown] = ownSeries(accent);
  const circles = (plot: uPlot): number[] =>
    thinned(columns, readingsOf(columns), plot).sort((one, other) => one - other);
  return build(
    root,
    {
      height: 268,
      hooks: { drawAxes: [drawGood], draw: [(plot) => drawNotes(plot, columns)] },
      padding: [8, 20, 0, 0],
      scales: { x: xScale(axis), y: { range: () => [min, max] } },
      axes: [
        dayAxis(),
        {
          ...axisText(),
          size: Y_AXIS,
          grid: { stroke: token("line"), width: 1 },
          ticks: { show: false },
          splits: () => Array.from({ length: (max - min) / 20 + 1 }, (_, index) => min + index * 20),
        },
      ],
      series: [
        {},
        averageSeries("industry"),
        averageSeries("network"),
        { ...estimated, fill: faint("accent", 0.09) },
        shown,
        {
          stroke: accent,
          width: 2,
          paths: () => null,
          points: { show: true, size: 9, width: 2, fill: token("surface"), filter: circles },
        },
      ],
    },
    [
      columns.x,
      ...averageLines(columns, "total"),
      columns.lines.total,
      shownLine(columns, "total"),
      columns.official,
    ],
    OWN,
    events,
  );
}

/** One pillar, on a scale of its own; an average outside of it is not drawn. */
export function pillarChart(
  root: HTMLElement,
  pillar: Pillar,
  columns: Columns,
  axis: Axis,
  events: ChartEvents,
): Chart {
  const { min, max } = pillarScale(columns, pillar);
  const stroke = token(pillar);
  return build(
    root,
    {
      height: 84,
      padding: [8, 8, 8, 0],
      scales: { x: xScale(axis), y: { range: () => [min, max] } },
      axes: endAxes(min, max),
      series: [{}, averageSeries("industry"), averageSeries("network"), ...ownSeries(stroke)],
    },
    [columns.x, ...averageLines(columns, pillar), columns.lines[pillar], shownLine(columns, pillar)],
    OWN,
    events,
  );
}

/** Ranks in industry and network, the best on top; a circle where LinkedIn's page was read. */
export function rankChart(root: HTMLElement, columns: Columns, axis: Axis, events: ChartEvents): Chart {
  const { best, worst } = rankScale(columns);
  const step = worst > 50 ? 20 : 10;
  const series = (name: string, group: Group): uPlot.Series => ({
    stroke: token(name),
    width: 2,
    ...(group === "network" && { dash: [7, 4] }),
    spanGaps: true,
    points: { show: known(columns.ranks[group]).length <= 40, size: 7, width: 2, fill: token("surface") },
  });
  return build(
    root,
    {
      height: 190,
      padding: [8, 20, 0, 0],
      scales: { x: xScale(axis), y: { dir: -1, range: () => [best, worst] } },
      axes: [
        dayAxis(),
        {
          ...axisText(),
          size: Y_AXIS,
          grid: { stroke: token("line"), width: 1 },
          ticks: { show: false },
          splits: () => Array.from({ length: Math.floor(worst / step) + 1 }, (_, index) => index * step),
          values: (_self, splits) => splits.map((rank) => percent(Math.max(1, rank) / 100)),
        },
      ],
      series: [{}, series("accent", "industry"), series("ink-2", "network")],
    },
    [columns.x, columns.ranks.industry, columns.ranks.network],
    1,
    events,
  );
}
