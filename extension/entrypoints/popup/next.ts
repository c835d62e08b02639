/** The card of next steps, with the line that explains the number's change. */

import { el, link } from "../../ui/dom";
import { dayOf, number } from "../../text/format";
import { t, tn } from "../../text/i18n";
import { chevron, outward } from "../../ui/pictures";
import { linkFor, unseenText } from "../../text/advice";
import { goalProgress, goalText } from "../../text/goal";
import type { Day, Goal, State, Unseen, Why } from "../../contract/protocol";
import { reasonList } from "../../ui/reasons";
import { fittingSentences } from "../../text/why";
import { trendTurn, type Figures } from "./view-model";
import { nextSteps, type Step } from "./steps";
import { unfolding } from "./disclosure";

/** Characters that fit into the two lines of the reasons. */
const LETTERS = 104;

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

/**
 * Why the number moved in a week, unfolding to the reasons; an empty line of the same height until
 * `why` is known.
 */
export function whyLine(figures: Figures, why: Why | null, today: Day, open: string | null): HTMLElement {
  if (!why) return el("p", { class: "why" });
  if (why.items.length === 0) return el("p", { class: "why" }, tn("popup_why_nothing", figures.trendDays));
  const turn = ({ [-1]: "down", 0: "steady", 1: "up" } as const)[trendTurn(figures)];
  const text = fittingSentences({ ...why, turn }, today, LETTERS);
  const rows = reasonList(why, today);
  return rows === null
    ? el("p", { class: "why" }, text)
    : unfolding({ key: "why", class: "why", open }, [text, " ", chevron()], () => rows);
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

/** Rows that fit into the card, and whether the reasons fit. */
export interface Room {
  rows: number;
  why: boolean;
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

/**
 * The card: acts, pages that show more, and the reasons; `open` is the key of the unfolded step.
 * Null when it would be empty.
 */
export function nextCard(
  state: State,
  figures: Figures,
  why: Why | null,
  room: Room,
  {
    goal = null,
    pages = [],
    open = null,
  }: { goal?: Goal | null; pages?: Unseen[]; open?: string | null } = {},
): HTMLElement | null {
  const acts = nextSteps(state, figures);
  const share = shareOf(goal ? room.rows - 1 : room.rows, acts.length, pages.length);
  const steps = acts.slice(0, share.acts).map((step) => stepRow(step, open));
  const more = pages.slice(0, share.pages).map(unseenRow);
  const line = room.why && figures.weekDelta !== null ? whyLine(figures, why, dayOf(state.at), open) : null;
  if (steps.length + more.length === 0 && !goal && !line) return null;
  return el(
    "section",
    { class: "card" },
    goal && goalLine(goal),
    steps.length > 0 && el("h2", {}, t("popup_next")),
    steps.length > 0 && el("ul", { class: "next" }, ...steps),
    more.length > 0 && el("h2", { class: "more" }, t("unseen_title")),
    more.length > 0 && el("ul", { class: "next" }, ...more),
    line,
  );
}

/** "24 of 27 signals seen". */
export function coverageText(state: State): string {
  return t("popup_coverage", number(state.coverage.signals), number(state.coverage.of_signals));
}
