/**
 * The heat map: a mark for each day of a year, the larger the more acts. Four quarters of thirteen
 * weeks, beside or below each other as the page has room.
 */

import { el, svg } from "../../../ui/dom";
import { addDays, dayRange, monthName, number, weekdayName } from "../../../text/format";
import { t } from "../../../text/i18n";
import type { Day } from "../../../contract/protocol";
import { sizesOf, WEEKS, type ActDay } from "./acts";
import { countCell, foldedTable, tableRow } from "./numbers";
import type { DayView } from "./parts";
import { slider, type Steps } from "./slider";
import { dayText, yearText } from "./words";

const WEEK = 7;
const QUARTER = WEEKS / 4;
/** Side of a day's field, width of the weekdays' letters and height of the months' names. */
const FIELD = 16;
const LETTERS = 16;
const NAMES = 18;
/** Sides of the marks, from few acts to many. */
const SIDES = [5, 8, 11, 14];
/** Weeks that a month's name is wide. */
const NAME_WEEKS = 3;

/** The mark of a count around a field's middle; nothing where the count is not known. */
function markOf(count: number | null, sizes: number[], x: number, y: number): SVGElement | null {
  if (count === null) return null;
  if (count === 0) return svg("circle", { class: "none", attrs: { cx: x, cy: y, r: 2 } });
  const size = sizes.findLastIndex((least) => least <= count);
  const side = SIDES[SIDES.length - sizes.length + size] ?? 0;
  return svg("rect", {
    attrs: { x: x - side / 2, y: y - side / 2, width: side, height: side, rx: 2 },
  });
}

/** Where a day lies in its quarter. */
function middleOf(index: number): { x: number; y: number } {
  const place = index % (QUARTER * WEEK);
  return {
    x: LETTERS + (Math.floor(place / WEEK) + 0.5) * FIELD,
    y: NAMES + ((place % WEEK) + 0.5) * FIELD,
  };
}

/** Names above the weeks in which a month begins, and above the first week where there is room. */
function monthNames(monday: Day): SVGElement[] {
  const begins = Array.from({ length: QUARTER }, (_, week) => {
    const sunday = addDays(monday, week * WEEK + WEEK - 1);
    return Number(sunday.slice(8)) <= WEEK ? sunday : null;
  });
  const next = begins.findIndex((day) => day !== null);
  if (next >= NAME_WEEKS) begins[0] = monday;
  return begins.flatMap((day, week) => {
    if (day === null || week > QUARTER - 2) return [];
    return svg("text", { attrs: { x: LETTERS + week * FIELD, y: NAMES - 6 } }, monthName(day));
  });
}

/** Letters of every second weekday. */
function letters(monday: Day): SVGElement[] {
  return [0, 2, 4].map((day) =>
    svg(
      "text",
      { attrs: { x: 0, y: NAMES + (day + 0.5) * FIELD + 4 } },
      weekdayName(addDays(monday, day), "narrow"),
    ),
  );
}

function quarter(days: ActDay[], from: number, sizes: number[]): SVGSVGElement {
  const monday = days[from]?.day ?? "";
  const marks = days
    .slice(from, from + QUARTER * WEEK)
    .map(({ count }, index) => markOf(count, sizes, middleOf(index).x, middleOf(index).y));
  const [width, height] = [LETTERS + QUARTER * FIELD, NAMES + WEEK * FIELD];
  const attrs = { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" };
  return svg("svg", { attrs }, ...letters(monday), ...monthNames(monday), ...marks);
}

/** "not known", "0", "1–2", … "8–14", each beside its mark. */
function legend(days: ActDay[], sizes: number[]): HTMLElement {
  const most = Math.max(0, ...days.map(({ count }) => count ?? 0));
  const entry = (count: number | null, text: string): HTMLElement => {
    const attrs = { viewBox: `0 0 ${FIELD} ${FIELD}`, width: FIELD, height: FIELD, "aria-hidden": "true" };
    const mark = markOf(count, sizes, FIELD / 2, FIELD / 2);
    return el("li", {}, svg("svg", { class: "field", attrs }, mark), text);
  };
  const ranges = sizes.map((least, size) => {
    const last = (sizes[size + 1] ?? most + 1) - 1;
    return entry(least, least === last ? number(least) : `${number(least)}–${number(last)}`);
  });
  const unknown = days.some(({ count }) => count === null);
  return el(
    "ul",
    { class: "legend", attrs: { "aria-label": t("acts_legend") } },
    unknown && entry(null, t("count_unknown")),
    entry(0, number(0)),
    ...ranges,
  );
}

/** A row for each week, newest first, with a column for each day. */
function table(days: ActDay[]): HTMLElement {
  const weeks = Array.from({ length: Math.ceil(days.length / WEEK) }, (_, week) =>
    days.slice(week * WEEK, (week + 1) * WEEK),
  );
  const heads = Array.from({ length: WEEK }, (_, index) =>
    weekdayName(addDays(days[0]?.day ?? "", index), "short"),
  );
  const rows = weeks.reverse().map((week) => (): HTMLTableRowElement => {
    const monday = week[0]?.day ?? "";
    const cells = week.map(({ count, isLeast }) => countCell(count, isLeast ? "at_least" : "exact"));
    // Days to come.
    const empty = Array.from({ length: WEEK - week.length }, () => el("td"));
    return tableRow(dayRange(monday, addDays(monday, WEEK - 1)), ...cells, ...empty);
  });
  return foldedTable(t("acts_title"), [t("table_week"), ...heads], rows);
}

/** The index of the day under the pointer, in one of the quarters; −1 outside of their fields. */
function indexAt(quarters: SVGElement[], { target, clientX, clientY }: MouseEvent): number {
  const found = quarters.findIndex((one) => one.contains(target as Node));
  const box = quarters[found]?.getBoundingClientRect();
  if (!box) return -1;
  const week = Math.floor((clientX - box.left - LETTERS) / FIELD);
  const day = Math.floor((clientY - box.top - NAMES) / FIELD);
  if (week < 0 || week >= QUARTER || day < 0 || day >= WEEK) return -1;
  return (found * QUARTER + week) * WEEK + day;
}

/** The days without the quarters before the first day that was counted. */
function withoutUnknown(days: ActDay[]): ActDay[] {
  const known = days.findIndex(({ count }) => count !== null);
  return days.slice(known - (known % (QUARTER * WEEK)));
}

/** Days that a key moves by. */
const STEPS: Steps = {
  ArrowUp: -1,
  ArrowDown: 1,
  ArrowLeft: -WEEK,
  ArrowRight: WEEK,
  PageUp: -4 * WEEK,
  PageDown: 4 * WEEK,
};

/** The card; `moved` is called with the day that pointer or keys point at, or with null. */
export function yearCard(year: ActDay[], today: Day, moved: (day: Day | null) => void): DayView {
  const days = withoutUnknown(year);
  const sizes = sizesOf(days);
  const final = days.length - 1;
  const starts = Array.from(
    { length: Math.ceil(days.length / (QUARTER * WEEK)) },
    (_, i) => i * QUARTER * WEEK,
  );
  const quarters = starts.map((from) => quarter(days, from, sizes));
  const cursor = svg("rect", { class: "at", attrs: { width: FIELD, height: FIELD, rx: 3 } });
  const words = el("output", { class: "readout" });
  const point = (index: number | null): void => {
    const day = index === null ? undefined : days[index];
    show(day ? index : null);
    moved(day?.day ?? null);
  };
  const map = slider({ name: "heat", label: t("acts_label"), last: final, steps: STEPS, point }, ...quarters);
  const show = (index: number | null): void => {
    const day = days[index ?? final];
    if (!day) return;
    words.textContent = dayText(day);
    map.say(index ?? final, dayText(day));
    cursor.remove();
    if (index === null) return;
    const { x, y } = middleOf(index);
    cursor.setAttribute("x", String(x - FIELD / 2));
    cursor.setAttribute("y", String(y - FIELD / 2));
    quarters[Math.floor(index / (QUARTER * WEEK))]?.append(cursor);
  };
  map.node.addEventListener("pointermove", (event) => point(indexAt(quarters, event)));
  map.node.addEventListener("pointerleave", () => point(null));
  show(null);
  const node = el(
    "section",
    { class: "card year" },
    el("div", { class: "chart-head" }, el("h2", {}, t("acts_title")), words),
    el("p", { class: "cap" }, yearText(days, today)),
    map.node,
    legend(days, sizes),
    table(days),
  );
  return {
    node,
    show: (day) => {
      const index = day === null ? -1 : days.findIndex((one) => one.day === day);
      show(index < 0 ? null : index);
    },
  };
}
