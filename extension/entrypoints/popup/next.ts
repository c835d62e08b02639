/** The card of next steps, with the line that says what moved the number. */

import { el, link } from "../../shared/dom";
import { direction, number, signed, units } from "../../shared/format";
import { t, tparts } from "../../shared/i18n";
import { chevron, outward } from "../../shared/pictures";
import { goalText } from "../../shared/goal";
import type { Goal, State, Why } from "../../shared/protocol";
import { reasonsOf, shortReason } from "../../shared/why";
import { weakest, type Figures } from "./figures";
import { nextSteps, type Step } from "./steps";
import { unfolding } from "./unfold";
import { points } from "./words";

/** What why has room for: lines, and letters in each. */
const LINES = 2;
const LETTERS = 50;

/** The page where it is done, by hand, and how to do it well. */
function howTo(step: Step): HTMLElement {
  const go = link(step.url, {}, t("action_open_linkedin"), outward());
  return el("div", { class: "how" }, el("p", {}, step.how), el("p", {}, go));
}

/** A step unfolds to its how-to; one without is the link itself. */
function stepRow(step: Step, open: string | null): HTMLElement {
  const gain = step.atMost ? t("popup_gain_at_most", `+${points(step.gain)}`) : signed(step.gain);
  const cells = (picture: SVGElement): HTMLElement[] => [
    el("span", { class: `dot of-${step.pillar}` }),
    el("span", {}, step.text, picture, step.reason !== "" && el("small", {}, step.reason)),
    el("span", { class: "gain" }, gain),
  ];
  const key = `step-${step.signal}`;
  const row =
    step.how === ""
      ? link(step.url, { class: "row", attrs: { "data-focus": key } }, ...cells(outward()))
      : unfolding({ key, class: "step", open }, cells(chevron()), () => howTo(step));
  return el("li", {}, row);
}

/** "Comments +1.1", never broken between its words. */
function cause(name: string, points: number): string {
  return `${name} ${signed(points)}`.replaceAll(" ", "\u00a0");
}

/** What moved the number in a week; an empty line of the same height until `why` is known. */
export function whyLine(weekDelta: number, why: Why | null): HTMLElement {
  if (!why) return el("p", { class: "why" });
  const [first, ...others] = reasonsOf(why).map((reason) => cause(shortReason(reason, why), reason.delta));
  if (first === undefined) return el("p", { class: "why" }, t("popup_why_nothing"));
  const lead = direction(weekDelta) === 0 ? t("popup_why_steady") : t("popup_why", signed(weekDelta));
  const named = [first];
  let lines = 1;
  let letters = lead.length + first.length + 2;
  for (const other of others) {
    letters += other.length + 2;
    if (letters > LETTERS) {
      lines++;
      letters = other.length + 2;
    }
    if (lines > LINES) break;
    named.push(other);
  }
  return el("p", { class: "why" }, ...tparts("popup_why_causes", el("b", {}, lead), units(named)));
}

/** The weekly goal with its progress, beside the heading. */
function goalLine(goal: Goal): HTMLElement {
  const text = goalText(goal);
  const said = el("span", { class: "sr-only" }, t("goal_this_week"), " ");
  const done = Math.min(1, goal.done / goal.count) * 100;
  const meter = el("i", {
    class: "meter",
    attrs: { "aria-hidden": "true" },
    style: { "--done": `${done}%` },
  });
  return el("p", { class: "goal", attrs: { title: `${t("goal_this_week")} ${text}` } }, said, meter, text);
}

/**
 * The card, with as many steps as there is room for and the one of the key `open` unfolded; null with
 * nothing to propose or explain.
 */
export function nextCard(
  state: State,
  figures: Figures,
  why: Why | null,
  room: { steps: number; why: boolean },
  goal: Goal | null = null,
  open: string | null = null,
): HTMLElement | null {
  const steps = nextSteps(state, weakest(figures), room.steps);
  const line = room.why && figures.weekDelta !== null ? whyLine(figures.weekDelta, why) : null;
  const heading: HTMLElement[] = steps.length > 0 ? [el("h2", {}, t("popup_next"))] : [];
  if (goal) heading.push(goalLine(goal));
  if (heading.length === 0 && !line) return null;
  return el(
    "section",
    { class: "card" },
    heading.length > 0 && el("div", { class: "heading" }, ...heading),
    steps.length > 0 && el("ul", { class: "next" }, ...steps.map((step) => stepRow(step, open))),
    line,
  );
}

/** "24 of 27 signals seen". */
export function coverageText(state: State): string {
  return t("popup_coverage", number(state.coverage.signals), number(state.coverage.of_signals));
}
