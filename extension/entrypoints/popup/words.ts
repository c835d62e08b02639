/** Sentences of the number card and of a signal's row. Pure except for the catalogue. */

import { ageOf, dayOf, daysBetween, number, pastDay, shortDay } from "../../text/format";
import { errorText, rangeSentences } from "../../text/index-value";
import { locale, t, tn, tparts } from "../../text/i18n";
import { lastShown, noAccessText } from "../../text/no-access";
import type { Day, SignalState } from "../../contract/protocol";
import { el } from "../../ui/dom";
import type { Figures, PillarFigure } from "./view-model";

/** When a past reading was: "today", "yesterday", "on Friday", "on 12 October". */
export function onDay(day: Day, today: Day): string {
  const age = daysBetween(day, today);
  if (age <= 1)
    return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(-Math.max(0, age), "day");
  return age < 7 ? t("on_weekday", pastDay(day, today)) : t("on_date", shortDay(day, today));
}

/** The certainty of a number that does not come from LinkedIn. */
function certainty({ kind, error, range }: Figures): string[] {
  if (kind === "estimate") return rangeSentences(range === null ? {} : { range });
  return error === null ? [] : [t("number_error", errorText(error))];
}

/** The kind of number, its age and its certainty. */
export function kindSentence(figures: Figures, today: Day): (string | Node)[] {
  const { official, kind } = figures;
  if (figures.noAccess === "continues") {
    return [[noAccessText(official, kind, today), ...certainty(figures)].join(" ")];
  }
  if (kind === "official" && official) return [t("popup_kind_official", onDay(dayOf(official.at), today))];
  if (kind === "anchored" && official) {
    const total = el("b", {}, number(official.total));
    const when = onDay(dayOf(official.at), today);
    if (figures.error === null) return tparts("popup_kind_anchored", total, when);
    return tparts("popup_kind_anchored_error", total, when, errorText(figures.error));
  }
  const { range } = figures;
  const last = official ? [lastShown(official, today)] : [];
  if (range === null) return [[...last, t("popup_kind_estimate")].join(" ")];
  const between = t("popup_kind_estimate_range", number(range.low), number(range.high));
  // Beside LinkedIn's last value there is no room for the comparison, which the history has too.
  const compared = official ? [] : [t("range_group", errorText(range.group_error))];
  const onPhone = figures.onPhone ? [t("phone_note_short")] : [];
  return [[...last, between, ...compared, ...onPhone].join(" ")];
}

/**
 * Notes on the value: estimated or learning, and for a single source when and where it was read.
 */
export function valueNotes(signal: SignalState, today: Day): string[] {
  const notes: string[] = [];
  if (signal.value === null) return notes;
  if (signal.learning) notes.push(t("signal_learning"));
  if (signal.projected_from_days) notes.push(tn("signal_projected", signal.projected_from_days));
  if (signal.sources) return notes;
  if (signal.seen_at) notes.push(ageOf(signal.seen_at, today));
  if (signal.source) notes.push(t(`source_${signal.source}`));
  return notes;
}

/** A pillar's points; a dash where nothing of it was seen, which is not 0. */
export function pillarPoints(pillar: PillarFigure, decimals: 0 | 1): string {
  return pillar.seen > 0 ? number(pillar.points, decimals) : "–";
}
