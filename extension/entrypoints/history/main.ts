/** The history page: the index over weeks, months and years, with what moved it and the numbers. */

import "uplot/dist/uPlot.min.css";
import { askHost, askStatus, onChanged } from "../../shared/client";
import { el, link } from "../../shared/dom";
import { exportOf, save } from "../../shared/export";
import { localDay } from "../../shared/format";
import { language, t } from "../../shared/i18n";
import type { HostAnswer, Status } from "../../shared/messages";
import { button, hostRemedy, pageList } from "../../shared/parts";
import { compass, mark } from "../../shared/pictures";
import type { HistoryReply, State } from "../../shared/protocol";
import { codeText } from "../../shared/trouble";
import { askWhy } from "../../shared/why";
import { archiveCard, badgesCard, compareCard } from "./cards";
import { goalCard } from "./goal";
import { movedCard, type Span } from "./moved";
import { historyPlots, type Plots } from "./plots";
import {
  axisDays,
  columnsOf,
  firstDay,
  fittingRange,
  known,
  queryFor,
  RANGES,
  type Columns,
  type Range,
} from "./series";
import { historyTable } from "./table";
import { headline, subline } from "./words";

/** Fewer days than this and the archive's invitation stands beside the chart. */
const FEW_DAYS = 30;

interface View {
  status: Status;
  state: State | null;
  history: HistoryReply | null;
  profiles: { key: string; label: string }[];
  profile: string | null;
  range: Range;
}

let view: View | null = null;
let plots: Plots | null = null;
/** Answers of an earlier question must not overwrite those of a later one. */
let question = 0;

const chosen = (profile: string | null): { profile?: { key: string } } =>
  profile === null ? {} : { profile: { key: profile } };

const reply = <T extends "history" | "profiles" | "state">(answer: HostAnswer<T>) =>
  answer.ok ? answer.reply : null;

/** Asks the host for everything shown and paints it. */
async function load(change: Partial<Pick<View, "profile" | "range">> = {}): Promise<void> {
  // What is only asked anew may be shown whenever it comes: a host that keeps changing must not hide it.
  if (Object.keys(change).length > 0) question += 1;
  const mine = question;
  const profile = change.profile ?? view?.profile ?? null;
  const range = change.range ?? view?.range ?? "year";
  const today = localDay(new Date());
  const [status, history, state, profiles] = await Promise.all([
    askStatus(),
    askHost({ type: "history", ...queryFor(range, today), ...chosen(profile) }),
    askHost({ type: "state", ...chosen(profile) }),
    askHost({ type: "profiles" }),
  ]);
  if (mine !== question || !status) return;
  const isFirst = view === null;
  view = {
    status,
    state: reply(state)?.state ?? (profile === null ? (status.cached?.state ?? null) : null),
    history: reply(history),
    profiles: reply(profiles)?.profiles ?? [],
    profile,
    range,
  };
  if (isFirst && view.history) view.range = fittingRange(columnsOf(view.history).days, today);
  paint(view);
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

function head(shown: View, columns: Columns | null, today: string): HTMLElement {
  const under = columns ? subline(shown.state, columns, shown.range, today) : "";
  return el(
    "header",
    {},
    el("div", { class: "titles" }, el("h1", {}, headline(shown.state)), el("p", {}, under)),
    switcher(shown),
    columns && ranges(shown.range),
  );
}

function reportAddress(profile: string | null): string {
  const address = new URL(chrome.runtime.getURL("/report.html"));
  if (profile !== null) address.searchParams.set("profile", profile);
  return address.href;
}

function saveButtons(shown: View): HTMLElement {
  const said = el("p", { class: "cap", attrs: { "aria-live": "polite" } });
  const saveAs = async (format: "csv" | "json"): Promise<void> => {
    const label = shown.state?.profile?.label ?? "";
    const file = await exportOf(shown.profile, format);
    said.textContent = typeof file === "string" ? codeText(file) : "";
    if (typeof file !== "string") save(file, `bussola-${label}-${localDay(new Date())}.${format}`);
  };
  return el(
    "div",
    { class: "foot" },
    el("a", { class: "button main", attrs: { href: reportAddress(shown.profile) } }, t("history_report")),
    button("history_csv", () => saveAs("csv")),
    button("history_json", () => saveAs("json")),
    said,
  );
}

function stateCard(what: string, needle: number, ...act: HTMLElement[]): HTMLElement {
  const words = [el("h2", {}, t(`${what}_title`)), el("p", {}, t(`${what}_text`))];
  return el("section", { class: "card state" }, compass(needle), ...words, ...act);
}

/** No line to draw: why, and what to do. */
function emptyPage(shown: View): HTMLElement[] {
  if (!shown.status.agreed) {
    const welcome = chrome.runtime.getURL("/welcome.html");
    return [stateCard("state_agree", 32, link(welcome, { class: "button main" }, t("action_read_first")))];
  }
  if (!shown.history) {
    const again = button("action_again", () => load(), { main: true });
    return [stateCard("history_failed", 148, ...hostRemedy(shown.status.host), again)];
  }
  const pages = pageList(["ssi", "own_profile", "skills", "network"], shown.status.pages);
  return [
    el(
      "div",
      { class: "grid" },
      stateCard("history_empty", 32, pages),
      el("div", { class: "side" }, archiveCard()),
    ),
  ];
}

function linePage(shown: View, columns: Columns, today: string): { nodes: HTMLElement[]; drawn: Plots } {
  const first = columns.days[0] ?? today;
  const final = columns.days[columns.days.length - 1] ?? today;
  const count = known(columns.lines.total).length;
  // Few days, and none before them that another range would show.
  const isYoung = count < FEW_DAYS && first > (firstDay(shown.range, today) ?? "");
  const whole: Span = { from: first, to: final };
  const choose = (span: Span | null): void => void explain(span ?? whole);
  const moved = movedCard(whole, today, (span) => void explain(span));
  const title = count < 2 ? t("history_one_title") : t("chart_title");
  const drawn = historyPlots(columns, axisDays(columns, shown.range, today), title, choose);
  let asked = 0;
  const explain = async (span: Span): Promise<void> => {
    const mine = ++asked;
    moved.setSpan(span);
    drawn.setSpan(span);
    const why = await askWhy(shown.profile, span);
    if (mine === asked) moved.fill(why);
  };
  if (first < final) void explain(whole);
  const badges = badgesCard(shown.state?.milestones ?? []);
  const goal = shown.state && goalCard(shown.state, shown.profile);
  // One day moves nothing: the goal stands where what moved it would.
  const below = first < final ? el("div", { class: "grid" }, drawn.ranks ?? badges, goal) : badges;
  const side = el(
    "div",
    { class: "side" },
    isYoung && archiveCard(),
    first < final && moved.node,
    shown.state && compareCard(shown.state),
    first === final && goal,
  );
  const nodes = [
    el("div", { class: "grid" }, el("div", { class: "charts" }, ...drawn.nodes), side),
    below,
    first < final && drawn.ranks && badges,
    el("section", { class: "card" }, historyTable(columns, today), saveButtons(shown)),
  ];
  return { nodes: nodes.filter((node) => node instanceof HTMLElement), drawn };
}

function paint(shown: View): void {
  plots?.destroy();
  const today = localDay(new Date());
  const columns = shown.history ? columnsOf(shown.history) : null;
  const hasLine = columns !== null && known([...columns.lines.total, ...columns.official]).length > 0;
  const page = columns && hasLine ? linePage(shown, columns, today) : null;
  const focus = document.activeElement?.getAttribute("data-focus");
  document.title = `${t("popup_history")} · Bussola`;
  const name = el("div", { class: "name" }, mark(), "Bussola");
  document.body.replaceChildren(
    el("main", {}, name, head(shown, hasLine ? columns : null, today), ...(page?.nodes ?? emptyPage(shown))),
  );
  if (focus) document.querySelector<HTMLElement>(`[data-focus="${focus}"]`)?.focus();
  // Canvases are as wide as their place in the page.
  plots = page?.drawn ?? null;
  plots?.draw();
}

function open(): void {
  document.documentElement.lang = language();
  const profile = new URLSearchParams(location.search).get("profile");
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plots?.draw());
  new ResizeObserver(() => plots?.resize()).observe(document.body);
  onChanged(() => void load());
  void load(profile === null ? {} : { profile });
}

open();
