/**
 * The history page: the index over weeks, months and years, with the reasons for its changes and
 * the numbers.
 */

import { askDays, Days } from "../../text/count-days";
import { named } from "../../messages/profiles";
import "uplot/dist/uPlot.min.css";
import { askHost, askStatus, inOrder, onChanged } from "../../messages/client";
import { now } from "../../platform/clock";
import { el, link } from "../../ui/dom";
import { localDay } from "../../text/format";
import { language, t } from "../../text/i18n";
import { surenessText } from "../../text/index-value";
import type { HostAnswer, Status } from "../../messages";
import { hostRemedy } from "../../ui/host-remedy";
import { button } from "../../ui/components";
import { repaint, unlessPressed } from "../../ui/repaint";
import { lastReading, noAccessOf, noAccessText, unsupportedWords } from "../../text/no-access";
import { usePillarNames } from "../../text/pillars";
import { compass, mark } from "../../ui/pictures";
import { absenceOf } from "../../messages/program";
import { isSample } from "../../sample/asked";
import type { Activity, GoalReply, HistoryReply, State } from "../../contract/protocol";
import { knownFromText } from "../../text/known-from";
import { askGoal } from "../../text/goal";
import { askWhy } from "../../text/why";
import { actDays, firstOfYear, isCounted } from "./activity/acts";
import { audienceCard } from "./activity/audience";
import type { DayView, Drawing, DrawnView, PartEvents } from "./activity/parts";
import { weeksCard } from "./activity/weeks";
import { yearCard } from "./activity/year";
import { beforeNodes, hasCounts, isComparable, spanBefore, type Compared } from "./before";
import { archiveCard, badgesCard, compareCard } from "./cards";
import { countsCard } from "./counts";
import { beginsToday, firstDayCard, hasLine } from "./first-day";
import { goalCard } from "./goal";
import { leavingCard } from "./leaving";
import { endOf, lastUnknownDay, missingText } from "./missing";
import { movedCard, type Span } from "./changes";
import { historyNav, type Source } from "./nav";
import { nextLine, verdict } from "./next";
import { historyPlots } from "./plots";
import {
  axisDays,
  columnsOf,
  firstDay,
  firstKnownDay,
  fittingRange,
  known,
  queryFor,
  RANGES,
  type Columns,
  type Range,
} from "./series";
import { historyTable } from "./table";
import { teamCard } from "./team/team";
import { usualCard } from "./usual";
import { headline, subline } from "./words";

/** With fewer days than this the archive's invitation shows beside the chart. */
const FEW_DAYS = 30;

interface View {
  status: Status;
  state: State | null;
  history: HistoryReply | null;
  /** The days of a year; null from a program that does not tell them. */
  year: Activity | null;
  /** The days of all years by the steps of the history; null for another range. */
  ever: Activity | null;
  profiles: { key: string; label: string }[];
  goal: GoalReply | null;
  profile: string | null;
  range: Range;
}

/** What the user chose to see: null for the host's default profile, and for the range that fits. */
interface Choice {
  profile: string | null;
  range: Range | null;
}

let choice: Choice = { profile: null, range: null };
/** The days that the user chose within the range; null for all of them. */
let chosenSpan: Span | null = null;
let drawings: Drawing[] = [];
/** The part that each view replaces. */
const content = el("div");
/** Below it, and never moved: a field that is moved loses what is being typed. */
const below = el("div", { class: "below", attrs: { hidden: true } });

const chosen = (profile: string | null): { profile?: { key: string } } =>
  profile === null ? {} : { profile: { key: profile } };

const reply = <T extends "activity" | "history" | "profiles" | "state">(answer: HostAnswer<T>) =>
  answer.ok ? answer.reply : null;

/** Asks for everything that is shown; undefined when the background does not answer. */
const askView = inOrder(async ({ profile, range }: Choice): Promise<View | undefined> => {
  const today = localDay(now());
  const [status, history, state, profiles, goal, year, ever] = await Promise.all([
    askStatus(),
    askHost({ type: "history", ...queryFor(range ?? "year", today), ...chosen(profile) }),
    askHost({ type: "state", ...chosen(profile), with: ["counts"] }),
    askHost({ type: "profiles" }),
    askGoal(profile),
    askHost({ type: "activity", from: firstOfYear(today), to: today, step: "day", ...chosen(profile) }),
    range === "all" ? askHost({ type: "activity", step: "auto", ...chosen(profile) }) : null,
  ]);
  if (!status) return undefined;
  const found = reply(history);
  return {
    status,
    state: reply(state)?.state ?? (profile === null ? (status.cached?.state ?? null) : null),
    history: found,
    year: reply(year)?.activity ?? null,
    ever: ever && (reply(ever)?.activity ?? null),
    profiles: named(reply(profiles)?.profiles ?? []),
    goal,
    profile,
    range: range ?? (found ? fittingRange(columnsOf(found).days, today) : "year"),
  };
});

/** Paints what the user chose, or a refresh of it. */
async function load(change: Partial<Choice> = {}): Promise<void> {
  if (Object.keys(change).length > 0) {
    choice = { ...choice, ...change };
    chosenSpan = null;
  }
  const asked = choice;
  const view = await askView(asked);
  if (view && asked === choice) paint(view);
}

function ranges(range: Range): HTMLElement {
  const buttons = RANGES.map((id) => {
    const attrs = { type: "button", "aria-pressed": String(id === range), "data-focus": `range-${id}` };
    return el("button", { attrs, on: { click: () => void load({ range: id }) } }, t(`range_${id}`));
  });
  return el("div", { class: "seg", attrs: { role: "group", "aria-label": t("range_label") } }, ...buttons);
}

function switcher({ profiles, state, profile }: View): HTMLElement | null {
  if (profiles.length < 2) return null;
  const shown = profile ?? state?.profile?.key;
  const options = profiles.map(({ key, label }) =>
    el("option", { attrs: { value: key, selected: key === shown } }, label),
  );
  const select = el(
    "select",
    { attrs: { "aria-label": t("popup_profile"), "data-focus": "who" } },
    ...options,
  );
  select.addEventListener("change", () => void load({ profile: select.value }));
  return select;
}

const lost = ({ status, state }: View): boolean => noAccessOf(status, state) !== null;

/** How certain the index is, and where LinkedIn shows no SSI the reading that it continues from. */
function standingLine(shown: View, today: string): HTMLElement | null {
  const { status, state } = shown;
  const goesOn = lost(shown) && absenceOf(status) !== "unsupported";
  const parts = [
    goesOn ? noAccessText(lastReading(status, state), state?.kind, today) : "",
    state ? surenessText(state) : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? null : el("p", { attrs: { id: "standing" } }, parts.join(" "));
}

function head(shown: View, columns: Columns | null, today: string): HTMLElement {
  const under = columns ? subline(shown.state, columns, shown.range, today) : "";
  return el(
    "header",
    {},
    el(
      "div",
      { class: "titles" },
      el("div", { class: "headline" }, el("h1", {}, headline(shown.state, today)), verdict(shown.state)),
      el("p", {}, under),
      standingLine(shown, today),
      shown.state && nextLine(shown.state, shown.status),
    ),
    switcher(shown),
    columns && columns.days.length > 1 && ranges(shown.range),
  );
}

function stateCard(what: string, needle: number, ...act: HTMLElement[]): HTMLElement {
  return wordedCard(t(`${what}_title`), t(`${what}_text`), needle, ...act);
}

function wordedCard(title: string, text: string, needle: number, ...act: HTMLElement[]): HTMLElement {
  const words = [el("h2", {}, title), el("p", {}, text)];
  return el("section", { class: "card state" }, compass(needle), ...words, ...act);
}

/** Without a history: the reason, and what to do. */
function emptyPage(shown: View): HTMLElement[] {
  if (!shown.status.agreed) {
    const welcome = chrome.runtime.getURL("/welcome.html");
    return [stateCard("state_agree", 32, link(welcome, { class: "button main" }, t("action_read_first")))];
  }
  const absence = absenceOf(shown.status);
  if (absence === "unsupported") {
    const { title, text } = unsupportedWords(shown.status);
    return [wordedCard(title, text, 148)];
  }
  const again = button("action_again", () => load(), { main: absence !== "missing" });
  const what = absence === "missing" ? "state_host_missing" : "history_failed";
  return [stateCard(what, 148, ...hostRemedy(shown.status), again)];
}

/** The main counts; null where the program does not tell them. */
function countsOf({ state, profile }: View, today: string): HTMLElement | null {
  const days = new Days("", () => askDays(profile, today));
  return countsCard(state, today, days);
}

/** Before the second day: what the page will show, what to do now, and today's numbers. */
function firstDayPage(shown: View, columns: Columns, today: string): HTMLElement[] {
  const begins = beginsToday(columns, today);
  const card = firstDayCard(shown.status, { begins, noAccess: lost(shown) }, today);
  const side = el("div", { class: "side" }, archiveCard(), shown.state && compareCard(shown.state));
  const counts = countsOf(shown, today);
  const year = yearOf(shown, today, () => undefined);
  return [
    ...(counts ? [counts] : []),
    el("div", { class: "grid" }, card, side),
    ...(year ? [year.node] : []),
    ...(begins ? [el("section", { class: "card" }, historyTable(columns, today))] : []),
  ];
}

/** What changed the index in a span, and the same of the span before. */
async function askBefore(profile: string | null, span: Span): Promise<Compared> {
  const earlier = spanBefore(span);
  const [now, before, activity] = await Promise.all([
    askWhy(profile, span),
    askWhy(profile, earlier),
    hasCounts(span)
      ? askHost({ type: "activity", from: earlier.from, to: span.to, step: "day", ...chosen(profile) })
      : null,
  ]);
  return { span, now, before, activity: activity && (reply(activity)?.activity ?? null) };
}

/** Explains below the charts, above `next`, why the days before the line have no index. */
async function explainMissing(next: HTMLElement, shown: View, columns: Columns): Promise<void> {
  const day = lastUnknownDay(columns);
  if (day === null) return;
  const state = reply(await askHost({ type: "state", at: endOf(day), ...chosen(shown.profile) }));
  const text = state && missingText(day, state.state);
  if (text) next.before(el("p", { class: "cap", attrs: { id: "missing" } }, text));
  const waiting = state && knownFromText(state.state);
  if (waiting) next.before(el("p", { class: "cap" }, waiting));
}

/** The heat map; null until two days were counted. */
function yearOf({ year }: View, today: string, moved: (day: string | null) => void): DayView | null {
  const days = year ? actDays(year, today) : [];
  return isCounted(days) ? yearCard(days, today, moved) : null;
}

/** The charts of acts and levels; each calls `moved` with the day pointed at, or with null. */
function activityOf(
  shown: View,
  columns: Columns,
  today: string,
  events: PartEvents,
): { all: DayView[]; drawn: DrawnView[] } {
  const activity = shown.ever ?? shown.year;
  if (!activity) return { all: [], drawn: [] };
  const axis = axisDays(columns, shown.range, today);
  const drawn = [
    weeksCard(activity, axis, events.moved),
    audienceCard(columns, activity, axis, today, events),
  ].filter((card) => card !== null);
  return { all: [yearOf(shown, today, events.moved), ...drawn].filter((card) => card !== null), drawn };
}

interface Page {
  nodes: HTMLElement[];
  drawings: Drawing[];
}

function linePage(shown: View, columns: Columns, today: string): Page {
  const first = columns.days[0] ?? today;
  const final = columns.days[columns.days.length - 1] ?? today;
  // Few days, and no earlier ones that another range would show.
  const isYoung =
    known(columns.lines.total).length < FEW_DAYS && first > (firstDay(shown.range, today) ?? "");
  const whole: Span = { from: firstKnownDay(columns) ?? first, to: final };
  const choose = (span: Span | null): void => {
    const isWhole = span !== null && span.from <= whole.from && span.to >= whole.to;
    chosenSpan = isWhole ? null : span;
    void explain(chosenSpan ?? whole);
  };
  const moved = movedCard(whole, today, choose);
  const drawn = historyPlots(columns, axisDays(columns, shown.range, today), today, {
    chosen: choose,
    moved: (day) => {
      for (const part of activity.all) part.show(day);
    },
  });
  const activity = activityOf(shown, columns, today, {
    moved: (day) => {
      drawn.show(day);
      for (const part of activity.all) part.show(day);
    },
    selected: (from, to) => choose({ from, to }),
  });
  const signals = (shown.state?.counts ?? []).map(({ signal }) => signal);
  const before = el("section", { class: "card before", attrs: { "aria-live": "polite" } });
  let asked = 0;
  const explain = async (span: Span): Promise<void> => {
    const mine = ++asked;
    moved.setSpan(span);
    drawn.setSpan(span);
    const compared = await askBefore(shown.profile, span);
    if (mine !== asked) return;
    moved.fill(compared.now);
    before.hidden = !isComparable(compared);
    before.replaceChildren(...beforeNodes(compared, signals));
  };
  void explain(chosenSpan ?? whole);
  const badges = badgesCard(shown.state?.milestones ?? [], shown.state?.first_seen);
  const goal = shown.state && shown.goal && goalCard(shown.goal, shown.state, shown.profile);
  const weeks = [shown.state && usualCard(shown.state), shown.state && leavingCard(shown.state)].filter(
    (card) => card !== null,
  );
  const others = [shown.state && compareCard(shown.state), goal];
  const side = el("div", { class: "side" }, isYoung && archiveCard(), moved.node);
  const charts = el("div", { class: "charts" }, ...drawn.nodes);
  // A long span has many reasons and no counts to compare: then the charts' column has the room.
  if (hasCounts(whole)) side.append(...others.filter((node) => node !== null));
  else charts.append(el("div", { class: "pair" }, ...others));
  charts.append(before);
  void explainMissing(before, shown, columns);
  const nodes = [
    countsOf(shown, today),
    el("div", { class: "grid" }, charts, side),
    ...activity.all.map(({ node }) => node),
    drawn.ranks,
    weeks.length > 0 && el("div", { class: "abreast" }, ...weeks),
    badges,
    el("section", { class: "card" }, historyTable(columns, today)),
  ];
  return {
    nodes: nodes.filter((node) => node instanceof HTMLElement),
    drawings: [drawn, ...activity.drawn],
  };
}

/** What is shown of a history; null before the agreement if there is no line yet. */
function pageOf(shown: View, columns: Columns, today: string): Page | null {
  if (hasLine(columns)) return linePage(shown, columns, today);
  return shown.status.agreed ? { nodes: firstDayPage(shown, columns, today), drawings: [] } : null;
}

function sourceOf({ profile, state }: View): Source {
  return { profile, label: state?.profile?.label ?? "" };
}

function redraw(): void {
  for (const drawing of drawings) drawing.draw();
}

/** Draws the charts for a sheet of paper: as wide as it is, and in the light theme. */
function setPaper(isPaper: boolean): void {
  document.documentElement.classList.toggle("paper", isPaper);
  redraw();
}

const paint = unlessPressed(document.body, (shown: View): void => {
  usePillarNames(shown.status.pillarNames);
  for (const drawing of drawings) drawing.destroy();
  const today = localDay(now());
  const columns = shown.history ? columnsOf(shown.history, shown.state) : null;
  const page = columns && pageOf(shown, columns, today);
  document.title = `${t("popup_history")} · Bussola`;
  const name = el("div", { class: "name" }, mark(), "Bussola");
  // Of the sample there is nothing to save.
  const source = isSample ? null : page && sourceOf(shown);
  const top = el("div", { class: "top" }, name, historyNav(source, today));
  repaint(
    content,
    el("main", {}, top, head(shown, page && columns, today), ...(page?.nodes ?? emptyPage(shown))),
  );
  below.hidden = !page || !shown.status.agreed;
  // Canvases take the width of their container in the page, so they are drawn last.
  drawings = page?.drawings ?? [];
  redraw();
});

function open(): void {
  document.documentElement.lang = language();
  // Of the sample there is nothing to share.
  if (!isSample)
    below.append(
      teamCard(
        () => choice.profile,
        () => localDay(now()),
      ),
    );
  document.body.append(content, below);
  const profile = new URLSearchParams(location.search).get("profile");
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  new ResizeObserver(() => {
    for (const drawing of drawings) drawing.resize();
  }).observe(document.body);
  addEventListener("beforeprint", () => setPaper(true));
  addEventListener("afterprint", () => setPaper(false));
  onChanged(() => void load());
  void load(profile === null ? {} : { profile });
}

open();
