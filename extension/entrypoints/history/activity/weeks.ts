/** The acts by week, or by month over years: bars for each kind, on a scale of its own. */

import { el } from "../../../ui/dom";
import { bounded, dayRange, monthOf, number } from "../../../text/format";
import { t } from "../../../text/i18n";
import { counted } from "../../../text/why";
import type { Activity, Day } from "../../../contract/protocol";
import type { Axis, ChartEvents } from "../chart";
import { bucketEnd, bucketOf, unitOf, type Unit } from "../series";
import { ACTS, REPLIES } from "./acts";
import { barChart } from "./bar-chart";
import { countCell, foldedTable, tableRow } from "./numbers";
import type { DrawnView } from "./parts";
import { smallChart, smallCharts } from "./small";
import { ALONG, slider } from "./slider";
import { actsText } from "./words";

/** One kind of acts by bucket; null where nothing was counted. */
export interface Kind {
  signal: string;
  counts: (number | null)[];
  /** True where some days of the bucket were not counted, or not whole. */
  isLeast: boolean[];
}

export interface Buckets {
  unit: Unit;
  /** First day of each, oldest first. */
  starts: Day[];
  kinds: Kind[];
}

/** The kinds that were counted within the axis, by week or month. */
export function bucketsOf({ day: days, acts }: Activity, { from, to }: Axis): Buckets {
  const within = days.filter((day) => day >= from && day <= to);
  const unit = unitOf(within) === "month" ? "month" : "week";
  const starts = [...new Set(within.map((day) => bucketOf(day, unit)))];
  const places = new Map(starts.map((start, place) => [start, place]));
  const kinds = [...ACTS, REPLIES].flatMap((id): Kind[] => {
    const series = acts.find(({ signal }) => signal === id);
    if (!series) return [];
    const counts: (number | null)[] = starts.map(() => null);
    const isLeast = starts.map(() => false);
    days.forEach((day, index) => {
      const place = places.get(bucketOf(day, unit));
      if (place === undefined || day < from || day > to) return;
      const value = series.values[index] ?? null;
      if (value !== null) counts[place] = (counts[place] ?? 0) + value;
      if (value === null || (series.bounds?.[index] ?? "exact") !== "exact") isLeast[place] = true;
    });
    return counts.some((count) => count !== null) ? [{ signal: id, counts, isLeast }] : [];
  });
  return { unit, starts, kinds };
}

/** "≥ 12"; "not known". */
function countText({ counts, isLeast }: Kind, place: number): string {
  const count = counts[place] ?? null;
  return count === null ? t("count_unknown") : bounded(number(count), isLeast[place] ? "at_least" : "exact");
}

const labelOf = (start: Day, unit: Unit): string =>
  unit === "month" ? monthOf(start) : dayRange(start, bucketEnd(start, unit));

/** All kinds of one bucket: "Nov 16 – 22 · 22 acts: 9 profiles opened, … · 2 answered InMails". */
function readout({ unit, starts, kinds }: Buckets, place: number): string {
  const acts = kinds.filter(({ signal }) => signal !== REPLIES);
  const read = kinds.flatMap(({ signal, counts }) => {
    const count = counts[place] ?? null;
    return count === null ? [] : { signal, count };
  });
  const done = read.filter(({ signal }) => signal !== REPLIES);
  const words = actsText({
    count: done.length === 0 ? null : done.reduce((sum, { count }) => sum + count, 0),
    isLeast: acts.some(({ counts, isLeast }) => counts[place] === null || isLeast[place] === true),
    kinds: done.filter(({ count }) => count > 0),
  });
  const replies = read.filter(({ signal, count }) => signal === REPLIES && count > 0);
  const said = replies.map(({ signal, count }) => counted(signal, count));
  return [labelOf(starts[place] ?? "", unit), words, ...said].join(" · ");
}

/** "64 comments · most: 9 (Nov 2 – 8)". */
function sumText({ unit, starts }: Buckets, { signal, counts }: Kind): string {
  const most = counts.reduce<number>(
    (top, count, place) => ((count ?? 0) > (counts[top] ?? 0) ? place : top),
    0,
  );
  const sum = counts.reduce<number>((total, count) => total + (count ?? 0), 0);
  const words = counted(signal, sum);
  if (sum === 0) return words;
  return `${words} · ${t("acts_most_in", number(counts[most] ?? 0), labelOf(starts[most] ?? "", unit))}`;
}

function table({ unit, starts, kinds }: Buckets, name: string): HTMLElement {
  const heads = [t(`table_${unit}`), ...kinds.map(({ signal }) => t(`signal_${signal}`))];
  const rows = starts.map((start, place) => (): HTMLTableRowElement => {
    const cells = kinds.map(({ counts, isLeast }) =>
      countCell(counts[place] ?? null, isLeast[place] ? "at_least" : "exact"),
    );
    return tableRow(labelOf(start, unit), ...cells);
  });
  return foldedTable(name, heads, rows.reverse());
}

/** The card; null where nothing was counted. `moved` gets the last day of the bucket pointed at. */
export function weeksCard(
  activity: Activity,
  axis: Axis,
  moved: (day: Day | null) => void,
): DrawnView | null {
  const buckets = bucketsOf(activity, axis);
  const { unit, starts, kinds } = buckets;
  if (kinds.length === 0) return null;
  const final = starts.length - 1;
  const title = t(`acts_by_${unit}`);
  const events: ChartEvents = { moved: (place) => point(place) };
  const charts = kinds.map((kind) =>
    smallChart(
      t(`signal_${kind.signal}`),
      sumText(buckets, kind),
      (place) => countText(kind, place ?? final),
      (plot) => barChart(plot, starts, unit, kind.counts, events),
    ),
  );
  const smalls = smallCharts(charts);
  const words = el("output", { class: "readout" });
  const show = (place: number | null): void => {
    smalls.mark(place);
    const start = starts[place ?? final] ?? "";
    words.textContent = labelOf(start, unit);
    along.say(place ?? final, readout(buckets, place ?? final));
  };
  const point = (place: number | null): void => {
    show(place);
    const start = place === null ? undefined : starts[place];
    const end = start && bucketEnd(start, unit);
    moved(end === undefined ? null : end > axis.to ? axis.to : end);
  };
  const options = { name: "cursor-weeks", label: t("acts_by_label"), last: final, steps: ALONG, point };
  const along = slider(options, words);
  show(null);
  return {
    node: el(
      "section",
      { class: "card weeks" },
      el("div", { class: "chart-head" }, el("h2", {}, title), along.node),
      smalls.node,
      table(buckets, title),
    ),
    show: (day) => {
      const place = day === null ? -1 : starts.indexOf(bucketOf(day, unit));
      show(place < 0 ? null : place);
    },
    draw: () => smalls.draw(),
    resize: () => smalls.resize(),
    destroy: () => smalls.destroy(),
  };
}
