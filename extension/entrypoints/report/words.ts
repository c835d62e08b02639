/** Sentences of the report, the same as in `bussola report`. Pure except for the catalogue. */

import { dayOf, number, percent, shortDay } from "../../text/format";
import { pluralKey, t } from "../../text/i18n";
import { pillarName } from "../../text/pillars";
import { errorOf, errorText, excessiveErrorText, rangeSentences } from "../../text/index-value";
import { lastShown, noAccessText } from "../../text/no-access";
import { counted } from "../../text/why";
import { LIMITS } from "../../contract/limits";
import {
  PILLARS,
  type Day,
  type Goal,
  type GroupReading,
  type OfficialState,
  type Pillar,
  type State,
  type WhyItem,
} from "../../contract/protocol";
import { SIGNALS } from "../../contract/signals";

/** A number, or a dash for an unknown one. */
export function known(value: number | null | undefined): string {
  return typeof value === "number" ? number(value, 1) : "–";
}

/** The certainty of a number that does not come from LinkedIn, or what it lacks. */
function certainty(state: State): string[] {
  const error = errorOf(state);
  if (state.kind === "learning") return [learningSentence(state)];
  if (state.kind === "estimate") return rangeSentences(state);
  return error === null ? [] : [t("number_error", errorText(error))];
}

/** What an estimate without any earlier value of LinkedIn's rests on. */
function unread({ first_read }: State): string {
  return first_read === undefined ? t("number_estimate") : t("number_estimate_before", shortDay(first_read));
}

/** Which number it is and what it rests on. */
export function kindSentence(state: State): string {
  const { kind, official } = state;
  if (state.no_access) return [noAccessText(official, kind, dayOf(state.at)), ...certainty(state)].join(" ");
  const error = errorOf(state);
  const day = official ? shortDay(dayOf(official.at)) : "";
  if (official && kind === "official") return t("report_official", day);
  if (official && kind === "anchored") {
    const total = number(official.total);
    return error === null
      ? t("number_anchored", total, day)
      : t("number_anchored_error", total, day, errorText(error));
  }
  const last = official && lastShown(official, dayOf(state.at));
  if (kind === "estimate") return [last ?? unread(state), ...rangeSentences(state)].join(" ");
  return [...(last === null ? [] : [last]), learningSentence(state)].join(" ");
}

/** What an estimate still lacks. */
function learningSentence(state: State): string {
  const error = state.error ?? null;
  const needed = number(LIMITS.error);
  if (error === null) return t("popup_estimate_rule", needed);
  const only = state.official || state.first_read ? "popup_estimate_error" : "number_learning_only";
  return t(state.no_access || state.first_read ? only : "report_learning", excessiveErrorText(error), needed);
}

/* ---- compared with others ---- */

/** The pillar with the largest gap; empty where the user is ahead in all. */
function furthest(name: string, group: GroupReading, official: OfficialState): string[] {
  const { pillars } = group;
  if (!pillars) return [];
  const behind = (id: Pillar): number => pillars[id] - official.pillars[id];
  const worst = PILLARS.reduce((most, id) => (behind(id) > behind(most) ? id : most));
  return behind(worst) < LIMITS.shown
    ? []
    : [t("report_furthest", name, pillarName(worst), number(behind(worst), 1))];
}

/** Ranks and gaps of industry and network, and the day on which LinkedIn showed them. */
export function gapSentences(official: OfficialState | null): string[] {
  if (!official) return [];
  const groups = ["industry", "network"] as const;
  const gaps = groups.flatMap((id) => {
    const group = official[id];
    if (!group) return [];
    const name = t(`column_${id}`);
    const { rank_pct: rank, average } = group;
    const said: string[] = [];
    if (rank !== undefined) said.push(t("report_rank", name, t("rank_top", percent(rank / 100))));
    if (average !== undefined) {
      const gap = official.total - average;
      const side = gap > 0 ? "above" : "below";
      const key = Math.abs(gap) < LIMITS.shown ? "level" : side;
      said.push(t(`report_${key}`, name, number(average, 1), number(Math.abs(gap), 1)));
    }
    return [...said, ...furthest(name, group, official)];
  });
  return gaps.length > 0 ? [...gaps, t("compare_read", shortDay(dayOf(official.at)))] : [];
}

/* ---- why it moved ---- */

function level(signal: string, value: number | null | undefined): string {
  if (typeof value !== "number") return t("value_not_seen");
  const kind = SIGNALS[signal]?.kind;
  if (kind === "flag") return t(value > 0 ? "value_yes" : "value_no");
  return kind === "rate" ? percent(value) : number(value);
}

function leftReason(signal: string, count: number, first: Day, last: Day): string {
  const what = counted(signal, count);
  return first.slice(0, 7) === last.slice(0, 7)
    ? t(pluralKey("why_left_month", count), what, t(`month_long_${first.slice(5, 7)}`))
    : t(pluralKey("why_left_days", count), what, shortDay(first), shortDay(last));
}

/** "3 posts from August no longer count", "Skills: 4 → 5" … */
export function reasonSentence(item: WhyItem): string {
  const { signal, cause, count = 0, first, last, from, to } = item;
  if (signal === null) return t(cause === "small" ? "why_small" : "why_rest");
  if (cause === "left" && first && last) return leftReason(signal, count, first, last);
  return count === 0
    ? t("why_level", t(`signal_${signal}`), level(signal, from), level(signal, to))
    : t("why_done", counted(signal, count));
}

/* ---- next steps and badges ---- */

export function goalSentence({ signal, count, done }: Goal, sunday: Day): string {
  return done >= count
    ? t("goal_reached", counted(signal, done), number(count))
    : t("goal_week_done", shortDay(sunday), number(done), counted(signal, count));
}
