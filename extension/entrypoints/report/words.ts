/** Sentences of the report, the same as `bussola report` says. Pure but for the catalogue. */

import { dayOf, number, percent, shortDay } from "../../shared/format";
import { hasPlural, pluralKey, t, tn } from "../../shared/i18n";
import {
  PILLARS,
  type Advice,
  type Day,
  type Goal,
  type GroupReading,
  type OfficialState,
  type Pillar,
  type State,
  type Why,
  type WhyItem,
} from "../../shared/protocol";
import { SIGNALS } from "../../shared/signals";
import { isPage } from "../../shared/advice";
import { signed } from "../../shared/format";

/** Below this a number prints as 0.0. */
const SHOWN = 0.05;

/** A number, or a dash where there is none. */
export function known(value: number | null | undefined, decimals = 1): string {
  return typeof value === "number" ? number(value, decimals) : "–";
}

/** Which number it is and what it stands on. */
export function kindSentence({ kind, official, typical_error: error, ...state }: State): string {
  const day = official ? shortDay(dayOf(official.at)) : "";
  if (official && kind === "official") return t("cli_report_official", day);
  if (official && kind === "anchored") {
    const total = number(official.total);
    return error === null
      ? t("cli_status_anchored", total, day)
      : t("cli_status_anchored_error", total, day, number(error, 1));
  }
  if (kind === "estimate") return t("cli_status_estimate");
  const earned = state.pillars.reduce((sum, { estimate }) => sum + estimate, 0);
  return t("cli_status_learning", number(earned), number(state.coverage.points));
}

/* ---- beside others ---- */

/** The pillar where the member is furthest behind; nothing where in none. */
function furthest(name: string, group: GroupReading, official: OfficialState): string[] {
  const { pillars } = group;
  if (!pillars) return [];
  const behind = (id: Pillar): number => pillars[id] - official.pillars[id];
  const worst = PILLARS.reduce((most, id) => (behind(id) > behind(most) ? id : most));
  return behind(worst) < SHOWN
    ? []
    : [t("cli_report_furthest", name, t(`pillar_${worst}`), number(behind(worst), 1))];
}

/** Ranks and gaps of industry and network. */
export function gapSentences(official: OfficialState | null): string[] {
  const groups = ["industry", "network"] as const;
  return groups.flatMap((id) => {
    const group = official?.[id];
    if (!official || !group) return [];
    const name = t(`cli_column_${id}`);
    const { rank_pct: rank, average } = group;
    const said: string[] = [];
    if (rank !== undefined) said.push(t("cli_report_rank", name, t("cli_status_top", percent(rank / 100))));
    if (average !== undefined) {
      const gap = official.total - average;
      const side = gap > 0 ? "above" : "below";
      const key = Math.abs(gap) < SHOWN ? "level" : side;
      said.push(t(`cli_report_${key}`, name, number(average, 1), number(Math.abs(gap), 1)));
    }
    return [...said, ...furthest(name, group, official)];
  });
}

/* ---- what moved it ---- */

/** "3 posts"; of a signal that is no count of acts "Skills +2". */
function counted(signal: string, count: number): string {
  const base = `cli_count_${signal}`;
  return hasPlural(base) ? tn(base, count) : t("cli_goal_level", t(`signal_${signal}`), number(count));
}

function level(signal: string, value: number | null | undefined): string {
  if (typeof value !== "number") return t("cli_not_seen");
  const kind = SIGNALS[signal];
  if (kind === "flag") return t(value > 0 ? "cli_yes" : "cli_no");
  return kind === "rate" ? percent(value) : number(value);
}

function leftReason(signal: string, count: number, first: Day, last: Day): string {
  const what = counted(signal, count);
  return first.slice(0, 7) === last.slice(0, 7)
    ? t(pluralKey("cli_why_left_month", count), what, t(`cli_month_long_${first.slice(5, 7)}`))
    : t(pluralKey("cli_why_left_days", count), what, shortDay(first), shortDay(last));
}

/** "3 posts from August no longer count", "Skills: seen for the first time (5)" … */
export function reasonSentence(item: WhyItem, why: Why): string {
  const { signal, cause, count = 0, first, last, from, to } = item;
  if (signal === null) return t(why.reading_between ? "cli_why_reading" : "cli_why_scale");
  const name = t(`signal_${signal}`);
  if (cause === "left" && first && last) return leftReason(signal, count, first, last);
  if (cause === "seen") {
    if (typeof to !== "number") return t("cli_why_seen_gone", name);
    if (typeof from !== "number") return t("cli_why_seen_first", name, level(signal, to));
    return t("cli_why_seen_more", name, level(signal, from), level(signal, to));
  }
  if (cause === "rest") return t("cli_why_projected", name);
  return count === 0
    ? t("cli_why_level", name, level(signal, from), level(signal, to))
    : t("cli_why_done", counted(signal, count));
}

/** True of a signal that was seen for the first time and moved nothing. */
export function isOnlySeen({ cause, from, delta }: WhyItem): boolean {
  return cause === "seen" && typeof from !== "number" && Math.abs(delta) < SHOWN;
}

/** One sentence for those of a pillar; "" where there are none. */
export function onlySeenSentence(why: Why, pillar: Pillar): string {
  const names = why.items
    .filter((item) => item.pillar === pillar && isOnlySeen(item))
    .map(({ signal }) => t(`signal_${signal ?? ""}`));
  return names.length === 0 ? "" : t("cli_why_seen_only", names.join(", "));
}

/* ---- what next, and what was reached ---- */

/** "+0.4", or "up to +3.0" for a page that would show signals never seen. */
export function gainText(advice: Advice): string {
  const gain = signed(advice.gain);
  return isPage(advice) ? t("cli_status_up_to", gain) : gain;
}

export function goalSentence({ signal, count, done }: Goal, sunday: Day): string {
  return t("cli_goal_progress", shortDay(sunday), number(done), counted(signal, count));
}
