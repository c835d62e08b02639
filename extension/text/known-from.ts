/** Signals that become known by waiting: activities not counted for a week yet. */

import { list, shortDay } from "./format";
import { t } from "./i18n";
import type { State } from "../contract/protocol";

/** "Known from 3 Dec on: …"; null where nothing waits, or the host does not send it. */
export function knownFromText({ pillars }: State): string | null {
  const waiting = pillars
    .flatMap(({ signals }) => signals)
    .flatMap(({ id, max, known_on }) => (known_on === undefined || max <= 0 ? [] : [{ id, known_on }]));
  const last = waiting
    .map(({ known_on }) => known_on)
    .sort()
    .pop();
  if (last === undefined) return null;
  const names = [...new Set(waiting.map(({ id }) => t(`signal_${id}`)))];
  // A week ahead at most, so the date needs no year.
  return t("known_from", shortDay(last, last), list(names));
}
