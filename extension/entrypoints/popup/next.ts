/** The card of next steps, and what is folded below it. */

import { el, link } from "../../ui/dom";
import { dayOf, number } from "../../text/format";
import { t, tn } from "../../text/i18n";
import { chevron, outward } from "../../ui/pictures";
import { linkFor, unseenText } from "../../text/advice";
import { goalProgress, goalText } from "../../text/goal";
import { weakestOf } from "../../text/next";
import { shortPillarName } from "../../text/pillars";
import type { Day, Goal, State, Unseen, Why } from "../../contract/protocol";
import { phoneNote } from "../../ui/phone";
import { redrawnNote, reasonList } from "../../ui/reasons";
import { fittingSentences } from "../../text/why";
import { trendTurn, type Figures } from "./view-model";
import { nextSteps, type Step } from "./steps";
import { unfolding } from "./disclosure";

/** Characters of the sentence above the reasons: two lines. */
const LETTERS = 104;
/** Acts in all, those behind "More" included. */
const ACTS = 3;

/** A link to the page for the act, and how to do it well. */
function howTo(step: Step): HTMLElement {
  const go = link(step.url, {}, t("action_open_linkedin"), outward());
  return el("div", { class: "how" }, el("p", {}, step.how), el("p", {}, go));
}

/** A step that unfolds to its how-to; without a how-to it is a link. */
function stepRow(step: Step, open: string | null): HTMLElement {
  const cells = (picture: SVGElement): HTMLElement[] => [
    el("span", { class: `dot of-${step.pillar}` }),
    el("span", {}, step.text, picture, step.reason !== "" && el("small", {}, step.reason)),
    el("span", { class: step.keeps ? "keeps" : "gain" }, step.gain),
  ];
  const key = `step-${step.signal}`;
  const row =
    step.how === ""
      ? link(step.url, { class: "row", attrs: { "data-focus": key } }, ...cells(outward()))
      : unfolding({ key, class: "step", open }, cells(chevron()), () => howTo(step));
  return el("li", {}, row);
}

/** A page that would show more of the index. */
function unseenRow(page: Unseen): HTMLElement {
  const attrs = { "data-focus": page.id };
  const row = link(
    linkFor(page),
    { class: "row", attrs },
    el("span", { class: `dot of-${page.pillar}` }),
    el("span", {}, t(page.id.replace(/^see_/, "page_")), outward()),
    el("span", { class: "keeps" }, unseenText(page)),
  );
  return el("li", {}, row);
}

/** Why the number moved in a week, with the reasons; an empty line until `why` is known. */
function whyLine(figures: Figures, why: Why | null, today: Day): HTMLElement {
  if (!why) return el("div", { class: "why" });
  const notes = [redrawnNote(why, today), phoneNote(why)];
  if (why.items.length === 0)
    return el("div", { class: "why" }, el("p", {}, tn("popup_why_nothing", figures.trendDays)), ...notes);
  const turn = ({ [-1]: "down", 0: "steady", 1: "up" } as const)[trendTurn(figures)];
  const text = fittingSentences({ ...why, turn }, today, LETTERS);
  return el("div", { class: "why" }, el("p", {}, text), reasonList(why, today), ...notes);
}

/** The weekly goal with its progress, on a line of its own so that its number is never cut. */
function goalLine(goal: Goal): HTMLElement {
  const done = Math.min(1, goal.done / goal.count) * 100;
  const meter = el("i", {
    class: "meter",
    attrs: { "aria-hidden": "true" },
    style: { "--done": `${done}%` },
  });
  const attrs = { title: `${t("goal_this_week")} ${goalText(goal)}` };
  return el(
    "p",
    { class: "goal", attrs },
    el("span", { class: "sr-only" }, t("goal_this_week"), " "),
    meter,
    el("b", {}, goalProgress(goal), goal.done >= goal.count && " ✓"),
    el("span", {}, t(`signal_${goal.signal}`)),
  );
}

/**
 * How many acts and how many pages to list. Beside acts there is room for one page, because its
 * heading takes a row.
 */
function shareOf(rows: number, acts: number, pages: number): { acts: number; pages: number } {
  if (acts === 0) return { acts: 0, pages: Math.min(pages, rows) };
  if (pages === 0 || rows < 2) return { acts: Math.min(acts, rows), pages: 0 };
  return { acts: Math.min(acts, rows - 1), pages: 1 };
}

export interface Next {
  /** The card: acts and pages that show more; null when it would be empty. */
  card: HTMLElement | null;
  /** The acts that found no room. */
  rest: HTMLElement[];
}

/** The pillar with the fewest points. */
function weakestPillar(figures: Figures): HTMLElement | null {
  const id = weakestOf(figures.pillars);
  if (id === null) return null;
  const dot = el("i", { class: `dot of-${id}` });
  return el("span", { class: "weakest" }, `${t("pillar_weakest")} `, dot, ` ${shortPillarName(id)}`);
}

/** The next steps for `rows` of room; `open` is the key of the unfolded step. */
export function nextParts(
  state: State,
  figures: Figures,
  rows: number,
  {
    goal = null,
    pages = [],
    open = null,
  }: { goal?: Goal | null; pages?: Unseen[]; open?: string | null } = {},
): Next {
  const acts = nextSteps(state, figures).slice(0, ACTS);
  const share = shareOf(Math.max(0, goal ? rows - 1 : rows), acts.length, pages.length);
  const steps = acts.map((step) => stepRow(step, open));
  const [near, rest] = [steps.slice(0, share.acts), steps.slice(share.acts)];
  const more = pages.slice(0, share.pages).map(unseenRow);
  if (near.length + more.length === 0 && !goal) return { card: null, rest };
  const weak = weakestPillar(figures);
  const card = el(
    "section",
    { class: "card" },
    goal && goalLine(goal),
    near.length > 0 && el("h2", {}, t("popup_next"), weak),
    near.length > 0 && el("ul", { class: "next" }, ...near),
    more.length > 0 && el("h2", { class: "more" }, t("unseen_title"), near.length === 0 && weak),
    more.length > 0 && el("ul", { class: "next" }, ...more),
  );
  return { card, rest };
}

/** What has no room in the ordinary popup: further steps, the reasons in full, and the coverage. */
export function moreFold(state: State, figures: Figures, why: Why | null, rest: HTMLElement[]): HTMLElement {
  return el(
    "details",
    { class: "fold" },
    el("summary", { attrs: { "data-focus": "more" } }, t("popup_more"), chevron()),
    el(
      "div",
      { class: "folded" },
      rest.length > 0 && el("ul", { class: "next" }, ...rest),
      figures.weekDelta !== null && whyLine(figures, why, dayOf(state.at)),
      el("p", { class: "coverage" }, coverageText(state)),
    ),
  );
}

/** "24 of 27 items known". */
function coverageText(state: State): string {
  return t("popup_coverage", number(state.coverage.signals), number(state.coverage.of_signals));
}
