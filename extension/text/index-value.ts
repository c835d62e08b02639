/** Formats the index and its parts with no more decimals than their error allows. Pure. */

import { dayOf, number } from "./format";
import { t } from "./i18n";
import { LIMITS } from "../contract/limits";
import type { Day, Kind, Moment, State } from "../contract/protocol";

/** The largest error of an estimate that is shown with a decimal. */
const TENTH = 0.1;

/**
 * Decimals of a pillar's points or of a change: one for LinkedIn's own and for estimates with an
 * error of at most 0.1, else none.
 */
export function decimalsOf(kind: Kind, error: number | null): 0 | 1 {
  return kind === "official" || (error !== null && error <= TENTH) ? 1 : 0;
}

/** How far the number may be off; older hosts send only the typical error. */
export function errorOf({ error, typical_error }: Pick<State, "error" | "typical_error">): number | null {
  return error === undefined ? typical_error : error;
}

/** The range of an estimate under most weights, and the error of LinkedIn's group mean. */
export function rangeSentences({ range }: Pick<State, "range">): string[] {
  if (range === undefined) return [];
  return [
    t("range_text", number(range.low), number(range.high)),
    t("range_group", errorText(range.group_error)),
  ];
}

type Sureness = Pick<State, "kind" | "range" | "error" | "typical_error">;

/** The certainty of Bussola's own number; "" while its error is unknown, and for LinkedIn's. */
export function surenessText(state: Sureness): string {
  const error = errorOf(state);
  if (state.kind === "estimate") return rangeSentences(state)[0] ?? "";
  return state.kind === "anchored" && error !== null ? t("number_error", errorText(error)) : "";
}

/** The same in short, for display beside the number. */
export function surenessNote(state: Sureness): string {
  const { kind, range } = state;
  const error = errorOf(state);
  if (kind === "estimate")
    return range === undefined ? "" : t("history_between", number(range.low), number(range.high));
  return kind === "anchored" && error !== null ? t("history_within", errorText(error)) : "";
}

/** "0.6", "2". */
export function errorText(error: number): string {
  return number(error, error < 1 ? 1 : 0);
}

/** An error that hides the number, in whole points above the limit, which it may exceed by less. */
export function excessiveErrorText(error: number): string {
  return number(Math.max(Math.ceil(error), LIMITS.error + 1));
}

/** True for a number that LinkedIn showed on this day. */
export function isShownToday(kind: Kind, official: { at: Moment } | null, today: Day): boolean {
  return kind === "official" && official !== null && dayOf(official.at) >= today;
}

/** "57"; "≈57" where LinkedIn did not show it today. The host's badge follows the same rule. */
export function indexText(total: number, shownToday: boolean): string {
  return `${shownToday ? "" : "≈"}${number(Math.round(total))}`;
}

/**
 * The index of one day in a list: "46.3" where LinkedIn showed it on that day, else "≈47"; "–"
 * without an index.
 */
export function dayIndexText(total: number | null | undefined, byLinkedIn: boolean): string {
  if (typeof total !== "number") return "–";
  return byLinkedIn ? number(total, 1) : indexText(total, false);
}

/**
 * A pillar's points on one day: "17.2" where LinkedIn showed them on that day, else "17"; "–"
 * without.
 */
export function dayPointsText(points: number | null | undefined, byLinkedIn: boolean): string {
  if (typeof points !== "number") return "–";
  return number(points, decimalsOf(byLinkedIn ? "official" : "estimate", null));
}
