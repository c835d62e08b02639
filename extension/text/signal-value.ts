/** What was seen of a signal, in words. Pure except for the catalogue. */

import { ageOf, bounded, number, ofMax, percent } from "./format";
import { t, tn } from "./i18n";
import type { Account, Bound, Day, SignalState } from "../contract/protocol";
import { SIGNALS } from "../contract/signals";

/** True for a scored signal that was seen. */
export function isSeen(signal: SignalState): boolean {
  return signal.value !== null && !signal.learning;
}

/** The value of a signal in its unit. */
export function valueText(signal: SignalState): string {
  return signal.value === null ? t("signal_unseen") : worded(signal.id, signal.value, signal.bound);
}

function worded(id: string, value: number, bound: Bound): string {
  const kind = SIGNALS[id]?.kind;
  if (kind === "flag") return value > 0 ? t("flag_present") : t("flag_missing");
  return bounded(kind === "rate" ? percent(value) : number(value), bound);
}

/** One of several sources: its value, when it was read, and which others disagree. */
export function accountText(id: string, account: Account, today: Day): string {
  const { source, value, bound, seen_at, days, differs_from } = account;
  return [
    `${t(`source_${source}`)}: ${worded(id, value, bound)}`,
    ageOf(seen_at, today),
    ...(days === undefined ? [] : [tn("sources_days", days)]),
    ...differs_from.map((other) => t("sources_differs", t(`source_${other}`))),
  ].join(" · ");
}

/** Points with at most one decimal, none if whole. */
function points(value: number): string {
  return number(value, Number.isInteger(Math.round(value * 10) / 10) ? 0 : 1);
}

/**
 * True for a signal that the user cannot have, such as InMails never sent: the host gave its points
 * to others.
 */
export const isPassedOn = (signal: SignalState): boolean => signal.max === 0;

/** "2.1 / 4"; "≈1.2 / 4" where the usual amount is assumed, and a dash where nothing is. */
export function pointsText(signal: SignalState): string {
  if (isPassedOn(signal)) return "–";
  if (isSeen(signal)) return ofMax(points(signal.points), signal.max);
  return ofMax(signal.assumed ? `≈${points(signal.assumed)}` : "–", signal.max);
}
