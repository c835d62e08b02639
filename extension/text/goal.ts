/** The weekly goal: read from the host, set on the history page, shown in the popup. */

import { askHost } from "../messages/client";
import { number, signed } from "./format";
import { t } from "./i18n";
import type { Goal, GoalReply, GoalRequest, State } from "../contract/protocol";
import { SIGNALS } from "../contract/signals";

/** The goal, after `set` if given; null when the host does not answer or refuses. */
export async function askGoal(profile: string | null, set?: GoalRequest["set"]): Promise<GoalReply | null> {
  const chosen = profile === null ? {} : { profile: { key: profile } };
  const answer = await askHost({ type: "goal", ...chosen, ...(set === undefined ? {} : { set }) });
  return answer.ok ? answer.reply : null;
}

/** True for a goal of more of a level, such as connections; false for one of acts. */
export function isOfLevel(signal: string): boolean {
  return SIGNALS[signal]?.kind === "gauge";
}

/** "3 / 5"; "+3 / +5" of a level, which is a rise and no count. */
export function goalProgress({ signal, count, done }: Goal): string {
  const word = (value: number): string => (isOfLevel(signal) ? signed(value, 0) : number(value));
  return t("value_of_max", word(done), word(count));
}

/** "Comments 3 / 5", "Connections +3 / +5". */
export function goalText(goal: Goal): string {
  return t("goal_progress", t(`signal_${goal.signal}`), goalProgress(goal));
}

/** Scored signals that count acts, in the model's order, each once. */
export function goalSignals(state: State): string[] {
  const scored = state.pillars.flatMap((pillar) => pillar.signals.map(({ id }) => id));
  return [...new Set(scored)].filter((id) => ["tally", "gauge"].includes(SIGNALS[id]?.kind ?? ""));
}
