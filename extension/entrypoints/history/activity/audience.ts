/**
 * What others see of the user, beside the index: a line for each level that LinkedIn's pages show,
 * on a scale of its own, and the way to the page where one was never read.
 */

import { el, link } from "../../../ui/dom";
import { bounded, fullDay, number, shortDay, signed } from "../../../text/format";
import { t } from "../../../text/i18n";
import { dayIndexText } from "../../../text/index-value";
import { placeOf } from "../../../messages/pages";
import { PLACE_URLS } from "../../../contract/pages";
import type { Activity, Bound, Day } from "../../../contract/protocol";
import { outward } from "../../../ui/pictures";
import type { Axis, ChartEvents } from "../chart";
import { bucketOf, isByLinkedIn, known, pointOf, rowsOf, shownLine, unitOf, type Columns } from "../series";
import { rowLabel } from "../words";
import { levelChart, levelLine, type LevelLine } from "./level-chart";
import { countCell, foldedTable, tableRow } from "./numbers";
import type { DrawnView, PartEvents } from "./parts";
import { ALONG, slider } from "./slider";
import { smallChart, smallCharts } from "./small";

const LEVELS = [
  "profile_views",
  "followers",
  "post_impressions",
  "search_appearances",
  "connections",
] as const;

export interface Level {
  signal: string;
  /** By day of the columns; null where it was not read. */
  values: (number | null)[];
  bounds: Bound[];
}

/** The levels on the days of the columns. */
export function levelsOn({ days }: Pick<Columns, "days">, { day, levels }: Activity): Level[] {
  const places = new Map(day.map((one, place) => [one, place]));
  return LEVELS.map((signal) => {
    const series = levels.find((one) => one.signal === signal);
    const at = days.map((one) => places.get(one) ?? -1);
    return {
      signal,
      values: at.map((place) => series?.values[place] ?? null),
      bounds: at.map((place) => series?.bounds?.[place] ?? "exact"),
    };
  });
}

/** The last point that was read. */
const lastRead = ({ values }: Level): number => values.findLastIndex((value) => value !== null);

/** "≥ 500"; "not known" where it was not read. */
function levelText({ values, bounds }: Level, index: number): string {
  const value = values[index] ?? null;
  return value === null ? t("count_unknown") : bounded(number(value), bounds[index] ?? "exact");
}

/** "+128 since Sep 20"; the day of the only reading. */
export function trendText(level: Level, days: Day[], today: Day): string {
  const [first, last] = [level.values.findIndex((value) => value !== null), lastRead(level)];
  if (first < 0) return "";
  if (first === last) return t("audience_once", shortDay(days[first] ?? "", today));
  const change = (level.values[last] ?? 0) - (level.values[first] ?? 0);
  return t("history_since", signed(change, 0), shortDay(days[first] ?? "", today));
}

/** All levels of one day, for the keyboard and the screen reader. */
function readout(columns: Columns, levels: Level[], index: number): string {
  const read = levels.filter((level) => lastRead(level) >= 0);
  const values = read.map((level) => `${t(`signal_${level.signal}`)} ${levelText(level, index)}`);
  return [
    fullDay(columns.days[index] ?? ""),
    `${t("column_total")} ${indexText(columns, index)}`,
    ...values,
  ].join(" · ");
}

function indexText(columns: Columns, index: number): string {
  const total = columns.lines.total[index] ?? null;
  return total === null ? t("history_no_total") : dayIndexText(total, isByLinkedIn(columns, index));
}

/** The index, dashed where it is an estimate. */
export function indexLine(columns: Columns): LevelLine {
  return { values: columns.lines.total, solid: shownLine(columns, "total"), read: columns.official };
}

/** A row for each day, week or month with the level read last in it. */
function table(columns: Columns, levels: Level[], today: Day): HTMLElement {
  const unit = unitOf(columns.days);
  const rows = rowsOf(columns, unit).map((row) => (): HTMLTableRowElement => {
    const within = (level: Level): number =>
      level.values.findLastIndex(
        (value, index) => value !== null && bucketOf(columns.days[index] ?? "", unit) === row.from,
      );
    const cells = levels.map((level) => {
      const index = within(level);
      return countCell(level.values[index] ?? null, level.bounds[index]);
    });
    const { total } = row.values;
    const own = total === null ? countCell(null) : el("td", {}, dayIndexText(total, row.byLinkedIn));
    return tableRow(rowLabel(row, unit, today), own, ...cells);
  });
  const heads = [t(`table_${unit}`), t("column_total"), ...levels.map(({ signal }) => t(`signal_${signal}`))];
  return foldedTable(t("audience_title"), heads, rows);
}

/** A level that was never read: said in words, with its page. */
function unread({ signal }: Level): HTMLElement {
  const place = placeOf(signal);
  const way = link(PLACE_URLS[place], {}, t(`page_${place}`), outward());
  return el(
    "div",
    {},
    el("h3", {}, el("span", {}, t(`signal_${signal}`)), el("span", { class: "unknown" }, t("count_unknown"))),
    el("p", { class: "cap" }, way),
  );
}

/** The card; null where no level was read. `events` get what is done in its charts. */
export function audienceCard(
  columns: Columns,
  activity: Activity,
  axis: Axis,
  today: Day,
  events: PartEvents,
): DrawnView | null {
  const levels = levelsOn(columns, activity);
  const read = levels.filter((level) => lastRead(level) >= 0);
  if (read.length === 0) return null;
  const final = columns.days.length - 1;
  const newest = columns.lines.total.findLastIndex((value) => typeof value === "number");
  const inCharts: ChartEvents = {
    moved: (index) => point(index),
    selected: events.selected,
  };
  const chart = (line: LevelLine, colour: string) => (plot: HTMLElement) =>
    levelChart(plot, columns.x, line, colour, axis, inCharts);
  const charts = [
    ...(known(columns.lines.total).length > 0
      ? [
          smallChart(
            t("column_total"),
            "",
            (index) => indexText(columns, index ?? newest),
            chart(indexLine(columns), "accent"),
          ),
        ]
      : []),
    ...read.map((level) =>
      smallChart(
        t(`signal_${level.signal}`),
        trendText(level, columns.days, today),
        (index) => levelText(level, index ?? lastRead(level)),
        chart(levelLine(level.values), "ink"),
      ),
    ),
  ];
  const unknown = levels.filter((level) => !read.includes(level)).map(unread);
  const smalls = smallCharts(charts, ...unknown);
  const words = el("output", { class: "readout" });
  const show = (index: number | null): void => {
    smalls.mark(index);
    words.textContent = index === null ? t("audience_newest") : fullDay(columns.days[index] ?? "");
    along.say(index ?? final, readout(columns, levels, index ?? final));
  };
  const point = (index: number | null): void => {
    show(index);
    events.moved(index === null ? null : (columns.days[index] ?? null));
  };
  const options = { name: "cursor-levels", label: t("audience_label"), last: final, steps: ALONG, point };
  const along = slider(options, words);
  show(null);
  return {
    node: el(
      "section",
      { class: "card audience" },
      el("div", { class: "chart-head" }, el("h2", {}, t("audience_title")), along.node),
      smalls.node,
      table(columns, levels, today),
    ),
    show: (day) => show(day === null ? null : pointOf(columns, day)),
    draw: () => smalls.draw(),
    resize: () => smalls.resize(),
    destroy: () => smalls.destroy(),
  };
}
