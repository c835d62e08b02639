/** Four weeks of the index as a small line, with LinkedIn's values as circles. */

import { addDays, daysBetween, list, number, shortDay } from "../../text/format";
import { t, tn } from "../../text/i18n";
import { svg } from "../../ui/dom";
import type { Day, Spark } from "../../contract/protocol";

const WIDTH = 184;
const HEIGHT = 22;
/** Space for the circles at the edges. */
const MARGIN = 4;
/** A smaller range of values is drawn on this scale, so that noise stays flat. */
const LEAST_RANGE = 4;

export interface Line {
  d: string;
  isEstimate: boolean;
}

export interface Drawing {
  /** Paths through days in a row that compare with each other; a day alone is a dot. */
  lines: Line[];
  circles: { x: number; y: number }[];
}

/** Days without a number stay empty; null with fewer than two days. */
export function drawingOf({ from, total, kind, official }: Spark): Drawing | null {
  const known = total.filter((value) => value !== null);
  if (known.length < 2) return null;
  const values = [...known, ...official.map((reading) => reading.total)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const range = Math.max(LEAST_RANGE, high - low);
  const bottom = (low + high - range) / 2;
  const x = (index: number): number =>
    MARGIN + (index / Math.max(1, total.length - 1)) * (WIDTH - 2 * MARGIN);
  const y = (value: number): number => HEIGHT - MARGIN - ((value - bottom) / range) * (HEIGHT - 2 * MARGIN);
  const at = (index: number, value: number): string => `${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
  const lines: Line[] = [];
  total.forEach((value, index) => {
    if (value === null) return;
    const isEstimate = kind[index] === "estimate";
    const line = lines.at(-1);
    const goesOn = line?.isEstimate === isEstimate && (total[index - 1] ?? null) !== null;
    if (goesOn) line.d += `L${at(index, value)}`;
    else lines.push({ d: `M${at(index, value)}h0`, isEstimate });
  });
  const circles = official
    .map((reading) => ({ index: daysBetween(from, reading.day), value: reading.total }))
    .filter(({ index }) => index >= 0 && index < total.length)
    .map(({ index, value }) => ({ x: x(index), y: y(value) }));
  return { lines, circles };
}

/**
 * The line in words: "27 days since Nov 1: from 52 to 57, between 50 and 58." and LinkedIn's values.
 * Days that do not compare with the last one are left out.
 */
export function sparkText({ from, total, kind, official }: Spark, today: Day): string {
  const isEstimate = kind.at(-1) === "estimate";
  const known = total.flatMap((value, index) =>
    value === null || (kind[index] === "estimate") !== isEstimate ? [] : [{ index, value }],
  );
  const values = known.map(({ value }) => value);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return "";
  const line = tn(
    "spark_line",
    known.length,
    number(first.value),
    number(last.value),
    number(Math.min(...values)),
    number(Math.max(...values)),
    shortDay(addDays(from, first.index), today),
  );
  if (official.length === 0) return line;
  const dots = official.map((reading) => `${number(reading.total)} (${shortDay(reading.day, today)})`);
  return `${line} ${t("spark_official", list(dots))}`;
}

/** Null with fewer than two days. */
export function sparkLine(spark: Spark, today: Day): SVGSVGElement | null {
  const drawing = drawingOf(spark);
  if (!drawing) return null;
  const attrs = {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    width: WIDTH,
    height: HEIGHT,
    role: "img",
    "aria-label": sparkText(spark, today),
  };
  return svg(
    "svg",
    { class: "spark", attrs },
    ...drawing.lines.map(({ d, isEstimate }) =>
      svg("path", { class: isEstimate ? "estimate" : "", attrs: { d } }),
    ),
    ...drawing.circles.map(({ x, y }) => svg("circle", { attrs: { cx: x, cy: y, r: 2.6 } })),
  );
}
