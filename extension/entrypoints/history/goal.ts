/** The card of the weekly goal: progress, the suggestion, and the form that sets it. */

import { el } from "../../ui/dom";
import { dayRange, signed } from "../../text/format";
import { askGoal, goalSignals, goalText, isOfLevel } from "../../text/goal";
import { t } from "../../text/i18n";
import { counted } from "../../text/why";
import { button } from "../../ui/components";
import { repaint, unlessPressed } from "../../ui/repaint";
import { LIMITS } from "../../contract/limits";
import type { Goal, GoalReply, GoalRequest, State } from "../../contract/protocol";

function progress(goal: Goal): HTMLElement[] {
  const text = goalText(goal);
  const attrs = { value: Math.min(goal.done, goal.count), max: goal.count, "aria-label": text };
  return [el("p", {}, el("b", {}, text)), el("progress", { attrs })];
}

/** The host's suggestion and what it is worth. */
function proposalText({ signal, count, gain }: NonNullable<GoalReply["proposal"]>): string {
  return t("goal_proposal", counted(signal, count), signed(gain));
}

function form(reply: GoalReply, state: State, set: (goal: GoalRequest["set"]) => void): HTMLElement {
  const chosen = reply.goal ?? reply.proposal;
  const options = goalSignals(state).map((id) =>
    el("option", { attrs: { value: id, selected: id === chosen?.signal } }, t(`signal_${id}`)),
  );
  const signal = el("select", { attrs: { "data-focus": "goal-signal" } }, ...options);
  const attrs = {
    type: "number",
    min: 1,
    max: LIMITS.goal_count,
    step: 1,
    required: true,
    value: chosen?.count ?? 1,
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
  const clear = reply.goal && button("goal_clear", () => set(null));
  const fields = el(
    "div",
    { class: "days" },
    el("label", {}, el("span", {}, t("goal_what")), signal),
    el("label", {}, named, count),
  );
  const node = el("form", {}, fields, el("div", { class: "foot" }, submit, clear));
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    set({ signal: signal.value, count: count.valueAsNumber });
  });
  return node;
}

/** The card's content for the host's last reply. */
export function goalRows(
  reply: GoalReply,
  state: State,
  set: (goal: GoalRequest["set"]) => void,
): HTMLElement[] {
  const { goal, week, proposal } = reply;
  const said = goal ? progress(goal) : [el("p", { class: "cap" }, t("goal_none"))];
  const proposed = !goal && proposal && el("p", { class: "cap" }, proposalText(proposal));
  const rows = [
    el("p", { class: "cap" }, t("goal_week", dayRange(week.from, week.to))),
    ...said,
    proposed,
    form(reply, state, set),
  ];
  return rows.filter((row) => row !== null && row !== false);
}

/** The card of the host's reply; a goal that the user sets is shown once the host has taken it. */
export function goalCard(first: GoalReply, state: State, profile: string | null): HTMLElement {
  const rows = el("div", { class: "rows", attrs: { "aria-live": "polite" } });
  const set = async (goal: GoalRequest["set"]): Promise<void> => {
    const reply = await askGoal(profile, goal);
    if (reply !== null) show(reply);
  };
  const show = unlessPressed(rows, (reply: GoalReply) =>
    repaint(rows, ...goalRows(reply, state, (goal) => void set(goal))),
  );
  show(first);
  return el("section", { class: "card goal" }, el("h2", {}, t("goal_title")), rows);
}
