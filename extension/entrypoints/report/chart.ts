/**
 * The index over the report's weeks as SVG: the user's line, LinkedIn's readings as open circles, the
 * averages of industry and network.
 */

import { el, svg } from "../../ui/dom";
import { dayOf } from "../../text/format";
import { t } from "../../text/i18n";
import { axes, frameOf, path, WIDTH, type Frame } from "../../ui/week-chart";
import type { Day, HistoryReply } from "../../contract/protocol";

const HEIGHT = 140;

type Group = "industry" | "network";

const STYLES: Record<Group, Record<string, string | number>> = {
  industry: { stroke: "var(--ink-3)", "stroke-width": 2, "stroke-dasharray": "2 4" },
  network: { stroke: "var(--ink-3)", "stroke-width": 1.5, "stroke-dasharray": "7 4" },
};

/** The days of the line, and the tens around all values; null without values. */
function frameOfReport({ series, official }: HistoryReply): Frame | null {
  const [first, last] = [series.day[0], series.day[series.day.length - 1]];
  const readings = official.flatMap(({ total, industry, network }) => [
    total,
    industry?.average,
    network?.average,
  ]);
  const values = [...series.total, ...readings].filter((value) => typeof value === "number");
  if (first === undefined || last === undefined || values.length === 0) return null;
  return frameOf(first, last, values, HEIGHT);
}

/** An average holds from the day it was read until LinkedIn shows another. */
function averageLine(frame: Frame, { official }: HistoryReply, group: Group): SVGElement | null {
  const points = official.flatMap((reading) => {
    const average = reading[group]?.average;
    return average === undefined ? [] : [{ day: dayOf(reading.at), average }];
  });
  const last = points[points.length - 1];
  if (!last) return null;
  const drawn = [...points, { day: frame.last, average: last.average }];
  return path(
    drawn
      .map(({ day, average }, index) => `${index ? "L" : "M"}${frame.x(day)} ${frame.y(average)}`)
      .join(""),
    STYLES[group],
  );
}

const OWN = { stroke: "var(--accent)", "stroke-width": 2.5, "stroke-dasharray": "6 4" };

/** The estimate between LinkedIn's values, which it meets on their days. */
function ownLine(frame: Frame, { series, official }: HistoryReply): SVGElement {
  const read = official.map(({ at, total }) => ({ day: dayOf(at), total }));
  const weeks = series.day.map((day, index) => ({ day, total: series.total[index] ?? null }));
  const isDrawn = ({ day }: { day: Day }): boolean => day >= frame.first && !series.day.includes(day);
  const points = [...weeks, ...read.filter(isDrawn)].sort((a, b) => a.day.localeCompare(b.day));
  let drawing = false;
  const d = points.map(({ day, total }) => {
    const begins = !drawing;
    drawing = total !== null;
    if (total === null) return "";
    const point = `${frame.x(day)} ${frame.y(total)}`;
    return begins ? `M${point}h0` : `L${point}`;
  });
  return path(d.join(""), { ...OWN, "stroke-linejoin": "round", "stroke-linecap": "round" });
}

const CIRCLE = { r: 3.5, fill: "var(--surface)", stroke: "var(--accent)", "stroke-width": 2 };

function circles(frame: Frame, { official }: HistoryReply): SVGElement[] {
  return official
    .filter(({ at }) => dayOf(at) >= frame.first)
    .map(({ at, total }) =>
      svg("circle", { attrs: { cx: frame.x(dayOf(at)), cy: frame.y(total), ...CIRCLE } }),
    );
}

function key(picture: SVGElement, text: string): HTMLElement {
  const attrs = { width: 16, height: 9, "aria-hidden": "true" };
  return el("li", {}, svg("svg", { class: "key", attrs }, picture), text);
}

/** The chart, named by the heading `labelledBy`, and its legend; empty before there is a line. */
export function weeksChart(weeks: HistoryReply, labelledBy: string): HTMLElement[] {
  const frame = frameOfReport(weeks);
  if (!frame || frame.first === frame.last) return [];
  const [industry, network] = [averageLine(frame, weeks, "industry"), averageLine(frame, weeks, "network")];
  const attrs = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-labelledby": labelledBy };
  const chart = svg(
    "svg",
    { class: "chart", attrs },
    ...axes(frame),
    industry,
    network,
    ownLine(frame, weeks),
    ...circles(frame, weeks),
  );
  const dash = "M0 4.5H16";
  const legend = el(
    "ul",
    { class: "legend" },
    key(path(dash, OWN), t("legend_own")),
    weeks.official.length > 0 &&
      key(svg("circle", { attrs: { cx: 8, cy: 4.5, ...CIRCLE, fill: "none" } }), t("legend_official")),
    industry && key(path(dash, STYLES.industry), t("legend_industry")),
    network && key(path(dash, STYLES.network), t("legend_network")),
  );
  return [el("div", { class: "wide" }, chart), legend];
}
