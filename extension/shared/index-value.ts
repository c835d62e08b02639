/** How the index and its parts are written: no finer than they are known. Pure. */

import { dayOf, number } from "./format";
import { t } from "./i18n";
import type { Day, Kind, Moment, State } from "./protocol";

/** A number that is not exact needs an error of at most this for a decimal. */
const TENTH = 0.1;

/**
 * Decimals of a pillar's points or of a change: LinkedIn's own have one, others only where the
 * typical error is as small.
 */
export function decimalsOf(kind: Kind, error: number | null): 0 | 1 {
  return kind === "official" || (error !== null && error <= TENTH) ? 1 : 0;
}

/** By how much the number may be off; an older host tells the typical error alone. */
export function errorOf({ error, typical_error }: Pick<State, "error" | "typical_error">): number | null {
  return error === undefined ? typical_error : error;
}

/** Where an estimate lies under most weights, and what the mean of LinkedIn's groups would miss. */
export function rangeSentences({ range }: Pick<State, "range">): string[] {
  if (range === undefined) return [];
  return [
    t("range_text", number(range.low), number(range.high)),
    t("range_group", errorText(range.group_error)),
  ];
}

/** "0.6", "2": an error. */
export function errorText(error: number): string {
  return number(error, error < 1 ? 1 : 0);
}

/** True of a number that LinkedIn showed on this day. */
export function isShownToday(kind: Kind, official: { at: Moment } | null, today: Day): boolean {
  return kind === "official" && official !== null && dayOf(official.at) >= today;
}

/** "57"; "≈57" where LinkedIn did not show it today. The host's badge has the same rule. */
export function indexText(total: number, shownToday: boolean): string {
  return `${shownToday ? "" : "≈"}${number(Math.round(total))}`;
}

/**
 * The index of one day in a list of days: "46.3" where LinkedIn showed it on that day, else "≈47";
 * "–" on a day without an index.
 */
export function dayIndexText(total: number | null | undefined, byLinkedIn: boolean): string {
  if (typeof total !== "number") return "–";
  return byLinkedIn ? number(total, 1) : indexText(total, false);
}

/** A pillar's points on one day: "17.2" where LinkedIn showed them on that day, else "17"; "–" for none. */
export function dayPointsText(points: number | null | undefined, byLinkedIn: boolean): string {
  if (typeof points !== "number") return "–";
  return number(points, decimalsOf(byLinkedIn ? "official" : "estimate", null));
}
