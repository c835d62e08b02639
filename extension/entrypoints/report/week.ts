/** The week of a report, and the host's data for it. */

import { askHost } from "../../messages/client";
import { addDays, localMoment, mondayOf } from "../../text/format";
import type { HostAnswer } from "../../messages";
import { LIMITS } from "../../contract/limits";
import {
  type Day,
  type GoalReply,
  type HistoryReply,
  type Moment,
  type State,
  type WeekAct,
  type Why,
} from "../../contract/protocol";

/** A week's days; the last one is today in the current week. */
export interface Week {
  monday: Day;
  last: Day;
}

/** Set when what is known today differs from what a closed week's report has shown. */
export interface Corrected {
  /** Until when the report showed its numbers. */
  at: Moment;
  /** Null if the index is the same as a whole number. */
  today: State | null;
}

export interface Report {
  week: Week;
  /** What was done from Monday on; empty from hosts before 0.3.0. */
  done: WeekAct[];
  /** At the end of the week's last day; for a closed week the numbers that were shown. */
  state: State;
  corrected: Corrected | null;
  /** Since the Sunday before, or since the first day that was seen. */
  why: Why;
  weeks: HistoryReply;
  goal: GoalReply["goal"];
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

/** A closed week's state with the numbers that its report has shown. */
export function asShown(state: State, why: Why): Pick<Report, "state" | "why" | "corrected"> {
  const shown = state.shown_week;
  if (!shown) return { state, why, corrected: null };
  const { at, kind, total, typical_error } = shown;
  const pillars = state.pillars.map((pillar) => ({ ...pillar, score: shown.pillars[pillar.id] }));
  const isSame = state.total !== null && Math.round(state.total) === Math.round(total);
  const today = isSame ? null : state;
  return {
    state: { ...state, kind, total, typical_error, pillars },
    why,
    corrected: isSame && !why.recounted ? null : { at, today },
  };
}

/** Asks the host for all of it; null where the host does not answer. */
export async function askReport(profile: string | null, week: Week, today: Day): Promise<Report | null> {
  const chosen = profile === null ? {} : { profile: { key: profile } };
  const at = week.last === today ? {} : { at: localMoment(endOf(week.last)) };
  const state = await askHost({ type: "state", ...chosen, ...at, with: ["done"] });
  // Before the first day that was seen there was no number.
  const seen = reply(state)?.state.first_seen ?? "";
  const sunday = addDays(week.monday, -1);
  const from = seen > sunday && seen <= week.last ? seen : sunday;
  const [why, weeks, goal] = await Promise.all([
    askHost({ type: "why", ...chosen, from, to: week.last, shown: true }),
    askHost({
      type: "history",
      ...chosen,
      from: addDays(week.monday, -7 * (LIMITS.report_weeks - 1)),
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
  const done = reply(state)?.done ?? [];
  return { week, done, ...asShown(shown, moved), weeks: line, goal: counts ? set : null };
}
