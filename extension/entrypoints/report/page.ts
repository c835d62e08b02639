/** The report itself. */

import { actsOf, gainText, howFor, linkFor, textFor, unseenText } from "../../text/advice";
import { el, link, svg, type Child } from "../../ui/dom";
import { addDays, dayOf, direction, number, shortDay, signed } from "../../text/format";
import { has, t, tparts } from "../../text/i18n";
import { milestoneName, wasThere } from "../../text/milestones";
import { pillarName, shortPillarName } from "../../text/pillars";
import { dayIndexText, dayPointsText, decimalsOf, indexText, isShownToday } from "../../text/index-value";
import { pointsShown, standingsOf, verdictText } from "../../text/next";
import { usualBasis } from "../../text/usual";
import { correctionText, counted } from "../../text/why";
import { phoneNote } from "../../ui/phone";
import { mark } from "../../ui/pictures";
import { LIMITS } from "../../contract/limits";
import { PILLARS, type Day, type Pillar, type State } from "../../contract/protocol";
import { weeksChart } from "./chart";
import type { Report, Week } from "./week";
import { gapSentences, goalSentence, kindSentence, known, reasonSentence } from "./words";

/** Reasons that fit on one sheet. */
const REASONS_MAX = 12;

const isRunning = ({ monday, last }: Week): boolean => last < addDays(monday, 6);

/** "Social Selling Index, 16 Mar 2026 – 22 Mar 2026"; with "so far" while the week runs. */
export function titleOf({ week }: Report): string {
  const title = t("report_title", shortDay(week.monday), shortDay(addDays(week.monday, 6)));
  return isRunning(week) ? t("report_so_far", title) : title;
}

const turnOf = (change: number | null | undefined, decimals = 1): string =>
  ({ [-1]: "down", 0: "quiet", 1: "up" })[direction(change ?? 0, decimals)];

function changeText(change: number | null | undefined, decimals: number): string {
  return typeof change === "number" ? signed(change, decimals) : "–";
}

/* ---- what was done ---- */

/** "4 comments, usually 6", by kind. */
function facts({ done }: Report): HTMLElement[] {
  if (done.length === 0) return [];
  const lines = done.map(({ signal, count, usual }) => {
    const what = counted(signal, count);
    return el("li", {}, usual === null ? what : t("report_usual", what, number(usual)));
  });
  const basis = usualBasis(done.flatMap(({ weeks }) => weeks ?? []));
  return [
    el("h2", {}, t("report_done")),
    el("ul", { class: "facts" }, ...lines),
    ...(basis === "" ? [] : [el("p", { class: "cap" }, basis)]),
  ];
}

function goalPart({ goal, week }: Report): HTMLElement[] {
  if (!goal) return [];
  return [el("h2", {}, t("report_goal")), el("p", {}, goalSentence(goal, addDays(week.monday, 6)))];
}

/* ---- the number ---- */

function head({ state: { profile }, week }: Report): HTMLElement {
  const whole = (day: Day): HTMLElement => el("span", { class: "whole" }, shortDay(day));
  const span = tparts("report_title", whole(week.monday), whole(addDays(week.monday, 6)));
  const title = el("span", {}, ...span);
  return el(
    "header",
    {},
    mark(),
    el("h1", {}, ...(isRunning(week) ? tparts("report_so_far", title) : [title])),
    profile && el("p", { class: "quiet" }, profile.label),
  );
}

/** "47", "≈47"; "–" without an index. */
function totalText({ total, kind, official, at }: State): string {
  return total === null ? "–" : indexText(total, isShownToday(kind, official, dayOf(at)));
}

/** Which number it is, or since when another one is known. */
function standing({ state, corrected }: Report): string {
  if (corrected === null) return kindSentence(state);
  const day = shortDay(dayOf(corrected.at));
  if (corrected.today === null) return t("report_recounted", day);
  return corrected.today.total === null
    ? t("report_shown", day)
    : t("report_corrected", day, totalText(corrected.today));
}

function numberPart(report: Report): HTMLElement {
  const { state, why } = report;
  if (state.total === null) {
    return el(
      "div",
      {},
      el("p", { class: "number" }, t("number_none")),
      el("p", { class: "quiet" }, kindSentence(state)),
    );
  }
  const change = why.total_delta;
  const decimals = decimalsOf(state.kind, state.typical_error);
  const moved =
    change !== null && el("span", { class: `change ${turnOf(change, decimals)}` }, signed(change, decimals));
  return el(
    "div",
    {},
    el("p", { class: "number" }, t("total_of_100", totalText(state)), moved),
    el("p", { class: "quiet" }, `${verdictText(state.total)}. ${standing(report)}`),
  );
}

function readings({ state }: Report): HTMLElement {
  const said = gapSentences(state.official);
  if (said.length === 0) return el("div");
  return el(
    "div",
    {},
    el("h2", {}, t("report_readings")),
    el("ul", {}, ...said.map((sentence) => el("li", {}, sentence))),
  );
}

/* ---- the pillars ---- */

const BAR = 200;
const onBar = (points: number): number =>
  (Math.min(LIMITS.pillar, Math.max(0, points)) / LIMITS.pillar) * BAR;

/**
 * A bar of a pillar, of 25, with the industry's average as a tick and the network's as a circle.
 */
function bar(id: Pillar, score: number, industry?: number, network?: number): SVGElement {
  const rect = (attrs: Record<string, string | number>): SVGElement => svg("rect", { attrs });
  const tick = (x: number, width: number, fill: string): SVGElement => rect({ x, width, height: 12, fill });
  const attrs = { width: BAR + 8, height: 12, viewBox: `-4 0 ${BAR + 8} 12`, "aria-hidden": "true" };
  return svg(
    "svg",
    { class: "bar", attrs },
    rect({ x: 0.5, y: 2.5, width: BAR - 1, height: 7, rx: 3.5, fill: "var(--sunk)", stroke: "var(--edge)" }),
    rect({ y: 2, width: onBar(score), height: 8, rx: 4, fill: `var(--${id})` }),
    industry !== undefined && tick(onBar(industry) - 2, 4, "var(--surface)"),
    industry !== undefined && tick(onBar(industry) - 1, 2, "var(--ink-2)"),
    network !== undefined &&
      svg("circle", {
        attrs: {
          cx: onBar(network),
          cy: 6,
          r: 2.8,
          fill: "var(--surface)",
          stroke: "var(--ink-2)",
          "stroke-width": 1.5,
        },
      }),
  );
}

interface Row {
  name: string;
  score: string;
  change: number | null | undefined;
  industry: number | undefined;
  network: number | undefined;
  decimals: number;
}

function rowNode(row: Row, picture: Child): HTMLElement {
  return el(
    "tr",
    {},
    el("th", { attrs: { scope: "row" } }, row.name),
    el("td", { class: "picture" }, picture),
    el("td", { class: "total" }, row.score),
    el("td", { class: turnOf(row.change, row.decimals) }, changeText(row.change, row.decimals)),
    el("td", {}, known(row.industry)),
    el("td", {}, known(row.network)),
  );
}

function pillars({ state, why }: Report): HTMLElement[] {
  const { official } = state;
  const decimals = decimalsOf(state.kind, state.typical_error);
  const rows = PILLARS.map((id) => {
    const score = state.pillars.find((pillar) => pillar.id === id)?.score ?? null;
    const industry = official?.industry?.pillars?.[id];
    const network = official?.network?.pillars?.[id];
    const change = why.pillars.find((pillar) => pillar.id === id)?.delta;
    const picture = score !== null && bar(id, score, industry, network);
    const text = score === null ? "–" : number(score, decimals);
    return rowNode({ name: pillarName(id), score: text, change, industry, network, decimals }, picture);
  });
  const total = {
    name: t("column_total"),
    score: totalText(state),
    change: why.total_delta,
    industry: official?.industry?.average,
    network: official?.network?.average,
    decimals: 0,
  };
  const column = (key: string): HTMLElement => el("th", { attrs: { scope: "col" } }, t(key));
  // With its mark where the bars have it.
  const group = (name: "industry" | "network"): HTMLElement => {
    const title = column(`column_${name}`);
    if (official?.[name]?.pillars) title.prepend(el("i", { class: `key-mark ${name}` }));
    return title;
  };
  const titles = el(
    "tr",
    {},
    el("td"),
    el("td", { class: "picture" }),
    column("column_points"),
    column("report_change"),
    group("industry"),
    group("network"),
  );
  const body = el("tbody", {}, ...rows, rowNode(total, ""));
  return [
    el("h2", {}, t("report_pillars")),
    el("div", { class: "wide" }, el("table", {}, el("thead", {}, titles), body)),
  ];
}

/* ---- why it moved ---- */

function reasonRow(change: number, reason: string): HTMLElement {
  return el("tr", {}, el("td", { class: turnOf(change) }, signed(change)), el("td", {}, reason));
}

/** "Nov 18, 2026: line redrawn by +4: more is known", for each correction of the week. */
function corrections({ week, weeks }: Report): HTMLElement[] {
  return (weeks.corrections ?? [])
    .filter(({ day }) => day >= week.monday && day <= week.last)
    .map((correction) => ({ day: shortDay(correction.day), text: correctionText(correction) }))
    .filter(({ text }) => text !== "")
    .map(({ day, text }) => el("p", { class: "quiet" }, t("correction_on", day, text)));
}

function reasons(report: Report): HTMLElement {
  const { why } = report;
  const shown = why.items.slice(0, REASONS_MAX);
  const rows = PILLARS.flatMap((id) => {
    const own = shown.filter(({ pillar }) => pillar === id);
    if (own.length === 0) return [];
    const title = el("th", { attrs: { colspan: 2, scope: "rowgroup" } }, pillarName(id));
    return [el("tr", {}, title), ...own.map((item) => reasonRow(item.delta, reasonSentence(item)))];
  });
  const body =
    rows.length > 0
      ? el("table", { class: "reasons" }, el("tbody", {}, ...rows))
      : el("p", {}, t("why_nothing"));
  return el("div", {}, el("h2", {}, t("report_why")), body, phoneNote(why), ...corrections(report));
}

/* ---- next steps and badges ---- */

function next({ state }: Report): HTMLElement[] {
  const acts = actsOf(state, pointsShown(standingsOf(state)));
  if (acts.length === 0) return [];
  const steps = acts.map((advice) => {
    const how = howFor(advice);
    return el(
      "li",
      {},
      link(linkFor(advice), {}, textFor(advice)),
      el("span", {}, gainText(advice)),
      how !== "" && el("p", { class: "quiet" }, how),
    );
  });
  return [el("h2", {}, t("popup_next")), el("ul", { class: "steps" }, ...steps)];
}

/** Pages that would show more; opening one is no act and gains nothing. */
function unseenPart({ state }: Report): HTMLElement[] {
  const pages = (state.unseen ?? []).filter(({ id }) => has(id)).slice(0, LIMITS.unseen);
  if (pages.length === 0) return [];
  const rows = pages.map((page) =>
    el("li", {}, link(linkFor(page), {}, t(page.id)), el("span", {}, unseenText(page))),
  );
  return [
    el("h2", { class: "screen" }, t("unseen_title")),
    el("ul", { class: "steps unseen screen" }, ...rows),
  ];
}

function reached({ state, week }: Report): HTMLElement[] {
  const badges = state.milestones
    .filter(({ day }) => day >= week.monday && day <= week.last)
    .filter((milestone) => !wasThere(milestone, state.first_seen))
    .map((milestone) => ({ day: shortDay(milestone.day), name: milestoneName(milestone) }))
    .filter(({ name }) => name !== "")
    .map(({ day, name }) => el("li", {}, t("report_badge", name, day)));
  return badges.length > 0 ? [el("h2", {}, t("report_badges")), el("ul", {}, ...badges)] : [];
}

/* ---- the weeks ---- */

function weeksTable({ week, weeks: { series, official } }: Report): HTMLElement {
  const readings = new Set(official.map(({ at }) => dayOf(at)));
  const titles = [t("report_week"), t("column_total"), ...PILLARS.map(shortPillarName)];
  const rows = series.day.map((day, index) => {
    const byLinkedIn = readings.has(day);
    return el(
      "tr",
      {},
      el("th", { class: "whole", attrs: { scope: "row" } }, shortDay(day, week.last)),
      el("td", { class: "total" }, dayIndexText(series.total[index], byLinkedIn)),
      ...PILLARS.map((id) => el("td", {}, dayPointsText(series[id][index], byLinkedIn))),
    );
  });
  const head = el("tr", {}, ...titles.map((text) => el("th", { attrs: { scope: "col" } }, text)));
  return el("div", { class: "wide" }, el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows)));
}

/** The report as one element. */
export function reportPage(report: Report): HTMLElement {
  return el(
    "main",
    { class: "report" },
    head(report),
    ...facts(report),
    ...goalPart(report),
    el("div", { class: "two" }, numberPart(report), readings(report)),
    ...pillars(report),
    el(
      "div",
      { class: "two" },
      reasons(report),
      el("div", {}, ...next(report), ...unseenPart(report), ...reached(report)),
    ),
    el("h2", { attrs: { id: "line" } }, t("report_line")),
    ...weeksChart(report.weeks, "line"),
    weeksTable(report),
    el("p", { class: "foot quiet" }, t("report_foot")),
  );
}
