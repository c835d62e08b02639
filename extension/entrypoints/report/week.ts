/** The week of a report, and the host's data for it. */

import { askHost } from "../../shared/client";
import { addDays, dayTime, localMoment } from "../../shared/format";
import type { HostAnswer } from "../../shared/messages";
import type { Day, GoalReply, HistoryReply, State, Why } from "../../shared/protocol";

/** Weeks of the line at the report's end, its own included. */
const WEEKS = 12;

/** A week's days; the last one is today in the current week. */
export interface Week {
  monday: Day;
  last: Day;
}

export interface Report {
  week: Week;
  /** At the end of the week's last day. */
  state: State;
  /** Since the Sunday before, or since the first day that was seen. */
  why: Why;
  weeks: HistoryReply;
  goal: GoalReply["goal"];
}

/** Monday of the week that contains `day`. */
export function mondayOf(day: Day): Day {
  return addDays(day, -((new Date(dayTime(day)).getUTCDay() + 6) % 7));
}

/** The week that contains `day`; null where it has not begun. */
export function weekOf(day: Day, today: Day): Week | null {
  const monday = mondayOf(day);
  const sunday = addDays(monday, 6);
  return monday > today ? null : { monday, last: sunday < today ? sunday : today };
}

/** The default week: the current one, on a Monday the one that has just ended. */
export function usualWeek(today: Day): Day {
  return mondayOf(addDays(today, -1));
}

/** The last second of a day in the user's zone. */
function endOf(day: Day): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date, 23, 59, 59);
}

const reply = <T extends "state" | "why" | "history" | "goal">(answer: HostAnswer<T>) =>
  answer.ok ? answer.reply : null;

/** Asks the host for all of it; null where the host does not answer. */
export async function askReport(profile: string | null, week: Week, today: Day): Promise<Report | null> {
  const chosen = profile === null ? {} : { profile: { key: profile } };
  const at = week.last === today ? {} : { at: localMoment(endOf(week.last)) };
  const state = await askHost({ type: "state", ...chosen, ...at });
  // Before the first day that was seen there was no number.
  const seen = reply(state)?.state.first_seen ?? "";
  const sunday = addDays(week.monday, -1);
  const from = seen > sunday && seen <= week.last ? seen : sunday;
  const [why, weeks, goal] = await Promise.all([
    askHost({ type: "why", ...chosen, from, to: week.last }),
    askHost({
      type: "history",
      ...chosen,
      from: addDays(week.monday, -7 * (WEEKS - 1)),
      to: week.last,
      step: "week",
    }),
    askHost({ type: "goal", ...chosen, ...at }),
  ]);
  const [shown, moved, line] = [reply(state)?.state, reply(why)?.why, reply(weeks)];
  if (!shown || !moved || !line) return null;
  const set = reply(goal)?.goal ?? null;
  // A goal does not apply to a week that ended before it was set.
  const counts = set !== null && set.since <= addDays(week.monday, 6);
  return { week, state: shown, why: moved, weeks: line, goal: counts ? set : null };
}
