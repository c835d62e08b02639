/** Why days at the beginning of a history have no index. Pure. */

import { list, localMoment, longDay } from "../../text/format";
import { t } from "../../text/i18n";
import { LIMITS } from "../../contract/limits";
import type { Day, Moment, State } from "../../contract/protocol";
import type { Columns } from "./series";

/** The last day that the host sent without an index; null when all days have one. */
export function lastUnknownDay({ days, lines }: Columns): Day | null {
  const index = lines.total.lastIndexOf(null);
  return index < 0 ? null : (days[index] ?? null);
}

/** The last second of a day in the user's zone. */
export function endOf(day: Day): Moment {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return localMoment(new Date(year, month - 1, date, 23, 59, 59));
}

/** The unknown inputs, those worth most first. */
export function missingInputs({ pillars }: State): string[] {
  const unknown = pillars
    .flatMap(({ signals }) => signals)
    .filter(({ value, learning, max }) => max > 0 && (value === null || learning === true))
    .sort((one, other) => other.max - one.max);
  return [...new Set(unknown.map(({ id }) => id))].slice(0, LIMITS.missing);
}

/** The sentence for that day and its state; null when nothing is missing. */
export function missingText(day: Day, state: State): string | null {
  const names = missingInputs(state).map((id) => t(`signal_${id}`));
  return names.length === 0 ? null : t("history_missing", longDay(day), list(names));
}
