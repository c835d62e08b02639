/** The weekly goal: read from the host, set on the history page, shown in the popup. */

import { askHost } from "../messages/client";
import { number } from "./format";
import { t } from "./i18n";
import type { Goal, GoalReply, GoalRequest, State } from "../contract/protocol";
import { SIGNALS } from "../contract/signals";

/** The goal, after `set` if given; null when the host does not answer or refuses. */
export async function askGoal(profile: string | null, set?: GoalRequest["set"]): Promise<GoalReply | null> {
  const chosen = profile === null ? {} : { profile: { key: profile } };
  const answer = await askHost({ type: "goal", ...chosen, ...(set === undefined ? {} : { set }) });
  return answer.ok ? answer.reply : null;
}

/** "3 / 5". */
export function goalProgress({ count, done }: Goal): string {
  return t("value_of_max", number(done), number(count));
}

/** "Comments 3 / 5". */
export function goalText(goal: Goal): string {
  return t("goal_progress", t(`signal_${goal.signal}`), goalProgress(goal));
}

/** Scored signals that count acts, in the model's order, each once. */
export function goalSignals(state: State): string[] {
  const scored = state.pillars.flatMap((pillar) => pillar.signals.map(({ id }) => id));
  return [...new Set(scored)].filter((id) => ["tally", "gauge"].includes(SIGNALS[id]?.kind ?? ""));
}
