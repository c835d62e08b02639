/** The card of the weekly goal: its progress or a suggestion, and the form for another one. */

import { el } from "../../ui/dom";
import { dayRange, signed } from "../../text/format";
import { askGoal, goalSignals, goalText, isOfLevel } from "../../text/goal";
import { t } from "../../text/i18n";
import { counted } from "../../text/why";
import { button } from "../../ui/components";
import { repaint, unlessPressed } from "../../ui/repaint";
import { LIMITS } from "../../contract/limits";
import type { Goal, GoalReply, GoalRequest, State } from "../../contract/protocol";
import { ACTS } from "./activity/acts";

/** How often the form suggests to do an act of which the host knows no gain. */
const FEW = 5;

function progress(goal: Goal): HTMLElement[] {
  const text = goalText(goal);
  const attrs = { value: Math.min(goal.done, goal.count), max: goal.count, "aria-label": text };
  return [el("p", {}, el("b", {}, text)), el("progress", { attrs })];
}

/** The host's suggestion and what it is worth. */
function proposalText({ signal, count, gain }: NonNullable<GoalReply["proposal"]>): string {
  return t("goal_proposal", counted(signal, count), signed(gain));
}

/** What the form begins with: the goal, the suggestion, or the first act of which the host knows. */
function startOf({ goal, proposal }: GoalReply, signals: string[]): { signal: string; count: number } {
  const act = ACTS.find((id) => signals.includes(id)) ?? signals[0] ?? "";
  return goal ?? proposal ?? { signal: act, count: FEW };
}

function form(reply: GoalReply, state: State, set: (goal: GoalRequest["set"]) => void): HTMLElement {
  const signals = goalSignals(state);
  const start = startOf(reply, signals);
  const options = signals.map((id) =>
    el("option", { attrs: { value: id, selected: id === start.signal } }, t(`signal_${id}`)),
  );
  const signal = el("select", { attrs: { "data-focus": "goal-signal" } }, ...options);
  const attrs = {
    type: "number",
    min: 1,
    max: LIMITS.goal_count,
    step: 1,
    required: true,
    value: start.count,
    "data-focus": "goal-count",
  };
  const count = el("input", { attrs });
  const named = el("span");
  const name = (): void => {
    named.textContent = t(isOfLevel(signal.value) ? "goal_count_more" : "goal_count");
  };
  signal.addEventListener("change", name);
  name();
  const submit = el(
    "button",
    { class: "button", attrs: { type: "submit", "data-focus": "goal_set" } },
    t("goal_set"),
  );
  const fields = el(
    "div",
    { class: "days" },
    el("label", {}, el("span", {}, t("goal_what")), signal),
    el("label", {}, named, count),
  );
  const node = el("form", {}, fields, el("div", { class: "foot" }, submit));
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    set({ signal: signal.value, count: count.valueAsNumber });
  });
  return node;
}

/** The form, folded until the user asks for it. */
function choice(reply: GoalReply, state: State, set: (goal: GoalRequest["set"]) => void): HTMLElement {
  const key = reply.goal || reply.proposal ? "goal_other" : "goal_choose";
  return el(
    "details",
    { class: "choice" },
    el("summary", { attrs: { "data-focus": key } }, t(key)),
    form(reply, state, set),
  );
}

/** The card's content for the host's last reply: the goal and its progress, or a suggestion to take. */
export function goalRows(
  reply: GoalReply,
  state: State,
  set: (goal: GoalRequest["set"]) => void,
): HTMLElement[] {
  const { goal, week, proposal } = reply;
  const rows: HTMLElement[] = [];
  if (goal) {
    rows.push(el("p", { class: "cap" }, t("goal_week", dayRange(week.from, week.to))), ...progress(goal));
  } else if (proposal) {
    const { signal, count } = proposal;
    const take = button("goal_take", () => set({ signal, count }));
    rows.push(el("p", {}, proposalText(proposal)), el("div", {}, take));
  } else {
    rows.push(el("p", {}, t("goal_none")));
  }
  const clear = goal && button("goal_clear", () => set(null));
  return [...rows, choice(reply, state, set), ...(clear ? [el("div", {}, clear)] : [])];
}

/** The card of the host's reply; a goal that the user sets is shown once the host has taken it. */
export function goalCard(first: GoalReply, state: State, profile: string | null): HTMLElement {
  const rows = el("div", { class: "rows", attrs: { "aria-live": "polite" } });
  const set = async (goal: GoalRequest["set"]): Promise<void> => {
    const reply = await askGoal(profile, goal);
    if (reply === null) return;
    // The form is done: a repaint keeps open what is.
    rows.querySelector("details")?.removeAttribute("open");
    show(reply);
  };
  const show = unlessPressed(rows, (reply: GoalReply) =>
    repaint(rows, ...goalRows(reply, state, (goal) => void set(goal))),
  );
  show(first);
  return el("section", { class: "card goal" }, el("h2", {}, t("goal_title")), rows);
}
