/** The group: how it is now, by week, by tens, by pillar and by month. */

import { PILLARS, type Day } from "../contract/protocol";
import { LIMITS } from "../contract/limits";
import { direction, longDay, monthOf, number, ofMax, shortDay, signed } from "../text/format";
import { indexText } from "../text/index-value";
import { t, tn } from "../text/i18n";
import { pillarName } from "../text/pillars";
import { el, svg } from "../ui/dom";
import { axes, frameOf, path, type Frame } from "../ui/week-chart";
import { GROUP_MIN } from "./queries";
import type { Group, Week } from "./team";

const HEIGHT = 200;

/** A median, or a quarter's bound, of numbers that are mostly estimates. */
const points = (value: number): string => number(Math.round(value));

function card(id: string, title: string, ...children: (Node | false)[]): HTMLElement {
  const heading = el("h2", { attrs: { id: `${id}-title` } }, title);
  return el(
    "section",
    { class: "card", attrs: { id, "aria-labelledby": `${id}-title` } },
    heading,
    ...children,
  );
}

const caption = (text: string): HTMLElement => el("p", { class: "cap" }, text);

/* ---- now ---- */

function figure(name: string, value: string, said: string, look = ""): HTMLElement {
  return el(
    "div",
    { class: "figure" },
    el("h3", {}, name),
    el("p", { class: `value ${look}`.trim() }, value),
    el("p", { class: "cap" }, said),
  );
}

const LOOKS = { "-1": "down", "0": "", "1": "up" };

function changeFigure({ change }: Group): HTMLElement {
  if (change === null) return figure(t("board_change"), "–", t("board_change_few"));
  const said = t("board_change_of", number(change.members));
  return figure(t("board_change"), signed(change.median, 0), said, LOOKS[`${direction(change.median, 0)}`]);
}

function nowFigures(group: Group): HTMLElement[] {
  const quarters = group.weeks[group.weeks.length - 1]?.quarters;
  if (!quarters) return [];
  const said = t("board_median_of", number(group.members), points(quarters.low), points(quarters.high));
  return [
    el(
      "div",
      { class: "figures" },
      figure(t("board_median"), indexText(quarters.median, false), said),
      changeFigure(group),
    ),
  ];
}

/* ---- by week ---- */

type Full = Week & { quarters: NonNullable<Week["quarters"]> };
const isFull = (week: Week): week is Full => week.quarters !== null;

/** Runs of weeks without a gap. */
function runs(weeks: Week[]): Full[][] {
  const all: Full[][] = [[]];
  for (const week of weeks) {
    if (isFull(week)) all[all.length - 1]?.push(week);
    else all.push([]);
  }
  return all.filter((run) => run.length > 0);
}

function linesOf(run: Full[], { x, y }: Frame): SVGElement[] {
  const at = (part: keyof Full["quarters"]) => run.map((week) => `${x(week.day)} ${y(week.quarters[part])}`);
  const [low, median, high] = [at("low"), at("median"), at("high")];
  // A single week is a dot, or a stroke.
  const end = run.length === 1 ? "h0" : "";
  return [
    svg("path", { class: "band", attrs: { d: `M${[...high, ...[...low].reverse()].join("L")}Z` } }),
    ...[low, high].map((edge) => path(`M${edge.join("L")}${end}`, { class: "edge" })),
    path(`M${median.join("L")}${end}`, { class: "median" }),
  ];
}

function weekText({ day, members, quarters }: Full): string {
  const { low, median, high } = quarters;
  return t("board_week", longDay(day), points(median), points(low), points(high), number(members));
}

/** A column to point at, with the week's figures. */
function column(week: Full, width: number, frame: Frame): SVGElement {
  const attrs = { x: Number(frame.x(week.day)) - width / 2, y: 0, width, height: frame.height };
  return svg("rect", { class: "week", attrs }, svg("title", {}, weekText(week)));
}

function weeksChart(weeks: Week[]): HTMLElement[] {
  const full = weeks.filter(isFull);
  const [first, last] = [full[0], full[full.length - 1]];
  if (first === undefined || last === undefined || first === last) return [];
  const values = full.flatMap(({ quarters }) => Object.values(quarters));
  const frame = frameOf(first.day, last.day, values, HEIGHT);
  const said = [first, last].flatMap(({ day, quarters }) => [points(quarters.median), longDay(day)]);
  const attrs = { viewBox: `0 0 720 ${HEIGHT}`, role: "img", "aria-label": t("board_weeks_said", ...said) };
  const since = weeks.slice(weeks.indexOf(first));
  const width = 684 / Math.max(1, since.length - 1);
  const chart = svg(
    "svg",
    { class: "chart", attrs },
    ...axes(frame),
    ...runs(since).flatMap((run) => linesOf(run, frame)),
    ...full.map((week) => column(week, width, frame)),
  );
  const scrolled = {
    class: "wide",
    attrs: { tabindex: 0, role: "group", "aria-labelledby": "weeks-title" },
  };
  return [card("weeks", t("board_weeks"), el("div", scrolled, chart), caption(t("board_weeks_key")))];
}

/* ---- by tens ---- */

function tensCard({ tens }: Group): HTMLElement {
  const most = Math.max(1, ...tens);
  const rows = tens.map((count, index) => {
    const name = t("board_ten", number(index * 10), number(index === 9 ? 100 : index * 10 + 9));
    const bar = el("span", { class: "bar", style: { "--share": String(count / most) } });
    return el("li", {}, el("span", {}, name), bar, el("b", {}, tn("board_ten_members", count)));
  });
  return card("tens", t("board_tens"), el("ul", { class: "bars" }, ...rows.reverse()));
}

/* ---- by pillar ---- */

function pillarsCard({ pillars }: Group): HTMLElement {
  const rows = PILLARS.map((id) => {
    const value = pillars[id];
    const share = String((value ?? 0) / LIMITS.pillar);
    const bar = el("span", { class: `bar ${id}`, style: { "--share": share } });
    const text = value === null ? t("board_pillar_few") : ofMax(points(value), LIMITS.pillar);
    return el("li", {}, el("span", {}, pillarName(id)), bar, el("b", {}, text));
  });
  return card(
    "pillars",
    t("board_pillars"),
    el("ul", { class: "bars" }, ...rows),
    caption(t("board_pillars_key")),
  );
}

/* ---- by month ---- */

/** The last week of each month, the newest month first. */
export function months(weeks: Week[]): Week[] {
  const last = new Map<Day, Week>();
  for (const week of weeks) last.set(week.day.slice(0, 7), week);
  const all = [...last.values()];
  const first = all.findIndex(({ members }) => members > 0);
  return first < 0 ? [] : all.slice(first).reverse();
}

function monthRow(week: Week): HTMLElement {
  const { quarters } = week;
  const figures = quarters
    ? [
        el("td", {}, points(quarters.median)),
        el("td", {}, `${points(quarters.low)}–${points(quarters.high)}`),
      ]
    : [el("td", { class: "words", attrs: { colspan: 2 } }, t("board_month_few"))];
  const head = el("th", { attrs: { scope: "row", title: shortDay(week.day) } }, monthOf(week.day));
  return el("tr", {}, head, el("td", {}, number(week.members)), ...figures);
}

function monthsCard({ weeks }: Group): HTMLElement {
  const heads = ["table_month", "board_month_members", "board_month_median", "board_month_half"];
  const head = el("tr", {}, ...heads.map((key) => el("th", { attrs: { scope: "col" } }, t(key))));
  const table = el(
    "table",
    { attrs: { "aria-labelledby": "months-title" } },
    el("thead", {}, head),
    el("tbody", {}, ...months(weeks).map(monthRow)),
  );
  const scrolled = {
    class: "wide",
    attrs: { tabindex: 0, role: "group", "aria-labelledby": "months-title" },
  };
  return card("months", t("board_months"), el("div", scrolled, table), caption(t("board_months_key")));
}

/* ---- all ---- */

function fewText(members: number): string {
  return members === 0 ? t("board_few_none") : tn("board_few", members);
}

/** With too few members today, only the words, and the months in which they were more. */
export function groupView(group: Group, silent: number): HTMLElement[] {
  const isGroup = group.members >= GROUP_MIN;
  const silentText = silent > 0 && caption(tn("board_silent", silent));
  const words = isGroup ? nowFigures(group) : [el("p", {}, fewText(group.members))];
  const wasGroup = group.weeks.some(isFull);
  const left = el(
    "div",
    { class: "column" },
    ...weeksChart(group.weeks),
    isGroup && el("div", { class: "abreast" }, tensCard(group), pillarsCard(group)),
  );
  return [
    card("group", t("board_group"), ...words, silentText),
    ...(wasGroup ? [el("div", { class: "grid" }, left, monthsCard(group))] : []),
  ];
}
