/**
 * Finds out whether LinkedIn shows the user an SSI, and words it. Reads nothing but the catalogue.
 */

import { dayOf, longDay, number, shortDay } from "./format";
import { language, t } from "./i18n";
import type { Status } from "../messages";
import type { Day, Kind, NoAccess, OfficialState, State } from "../contract/protocol";

/** Languages that put the date in brackets in this text, in its short form. */
const DATE_IN_BRACKETS: ReadonlySet<string> = new Set(["it", "fr", "es", "pt-BR"]);

type Known = Pick<Status, "noAccess" | "official">;

/** True when the background's note may be about the user of this state. */
function concerns({ key }: { key: string | null }, state: State | null): boolean {
  const shown = state?.profile?.key ?? null;
  return key === null || shown === null || key === shown;
}

/**
 * Since when LinkedIn shows no SSI, and when it said so last; null where it shows one, or nobody
 * knows.
 */
export function noAccessOf(status: Known | null, state: State | null): NoAccess | null {
  const own = status?.noAccess && concerns(status.noAccess, state) ? status.noAccess : null;
  const known = [state?.no_access, own].filter((one) => one !== null && one !== undefined);
  const [last] = known.sort((one, other) => Date.parse(other.seen) - Date.parse(one.seen));
  if (!last) return null;
  const readings = [state?.official?.at, own && status?.official?.at];
  const ended = readings.some((at) => at && Date.parse(at) >= Date.parse(last.seen));
  return ended ? null : { since: last.since, seen: last.seen };
}

/** LinkedIn's last reading: the host's, else the one that this browser has seen. */
export function lastReading(status: Known, state: State | null): OfficialState | null {
  const own = status.official && { ...status.official.official, at: status.official.at };
  return state?.official ?? own;
}

/** Title and text where the program does not run. */
export function unsupportedWords(status: Known): { title: string; text: string } {
  return noAccessOf(status, null)
    ? { title: t("number_none"), text: t("no_access_unsupported") }
    : { title: t("state_unsupported_title"), text: t("state_unsupported_text") };
}

/** LinkedIn's last value, which is too old to go on from. */
export function lastShown(official: OfficialState, today: Day): string {
  return t("last_shown", number(official.total), longDay(dayOf(official.at), today));
}

/** Whether a number of this kind rests on none of LinkedIn's values. */
const isAlone = (kind: Kind | undefined): boolean => kind === "estimate" || kind === "learning";

/** What having no SSI means for a number of this kind: what it continues from, or rests on. */
export function noAccessText(official: OfficialState | null, kind: Kind | undefined, today: Day): string {
  if (official === null) return t("no_access");
  if (isAlone(kind)) return `${t("no_access")} ${lastShown(official, today)}`;
  const dated = DATE_IN_BRACKETS.has(language()) ? shortDay : longDay;
  return t("no_access_from", number(official.total), dated(dayOf(official.at), today));
}
