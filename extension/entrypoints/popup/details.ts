/** The details of a pillar: a row per signal, with what is known of it and where it can be seen. */

import { el, type Child } from "../../ui/dom";
import { t, tn } from "../../text/i18n";
import { placeOf } from "../../messages/pages";
import { number } from "../../text/format";
import type { Day, SignalState } from "../../contract/protocol";
import { accountText, isPassedOn, isSeen, pointsText, valueText } from "../../text/signal-value";
import { cardLink, otherWays, waysTo } from "../../ui/signal-ways";
import type { PillarFigure } from "./view-model";
import { valueNotes } from "./words";

/** True for a signal not seen that no page of LinkedIn shows. */
const isInArchiveOnly = (signal: SignalState): boolean =>
  signal.value === null && !isPassedOn(signal) && placeOf(signal.id) === "archive";

/** One line for all signals that only the archive has. */
function archiveLine(signals: SignalState[]): Child {
  const count = signals.filter(isInArchiveOnly).length;
  if (count === 0) return false;
  const bring = cardLink("import", t("archive_bring"));
  return el("p", { class: "kind" }, tn("popup_details_archive_only", count), " ", bring);
}

function notesOf(signal: SignalState, today: Day): Child {
  if (isPassedOn(signal)) return el("span", {}, t("popup_details_passed_on"), ...otherWays(signal.id));
  if (signal.value !== null) return valueNotes(signal, today).join(" · ");
  return isInArchiveOnly(signal) ? null : el("span", {}, ...waysTo(signal.id));
}

/** A list of the sources, where there are several. */
function sourcesOf(signal: SignalState, today: Day): Child {
  if (!signal.sources) return false;
  const lines = signal.sources.map((account) =>
    el(
      "li",
      account.differs_from.length > 0 ? { class: "differs" } : {},
      accountText(signal.id, account, today),
    ),
  );
  return el("ul", { class: "sources" }, ...lines);
}

function row(signal: SignalState, today: Day): HTMLElement {
  return el(
    "li",
    { class: isSeen(signal) ? "signal" : "signal faint" },
    el("span", {}, t(`signal_${signal.id}`)),
    el("span", { class: "reading" }, isPassedOn(signal) ? "" : valueText(signal)),
    el("small", {}, notesOf(signal, today)),
    sourcesOf(signal, today),
    el("span", { class: "points" }, pointsText(signal)),
  );
}

/** The signals of a pillar, those seen first, each group with the most points first. */
export function pillarDetails(pillar: PillarFigure, decimals: 0 | 1, today: Day): HTMLElement {
  const rank = (signal: SignalState): number => (signal.value === null ? 0 : 100) + signal.max;
  const signals = [...pillar.signals].sort((a, b) => rank(b) - rank(a));
  if (signals.length === 0) return el("p", { class: "details" }, t("popup_details_none"));
  const estimate = signals.reduce(
    (sum, signal) => sum + (isSeen(signal) ? signal.points : (signal.assumed ?? 0)),
    0,
  );
  const [alone, shown] = [number(estimate, decimals), number(pillar.points, decimals)];
  return el(
    "div",
    { class: "details" },
    el("ul", {}, ...signals.map((signal) => row(signal, today))),
    archiveLine(signals),
    signals.some(({ assumed }) => assumed) && el("p", { class: "kind" }, t("popup_details_assumed")),
    alone !== shown && el("p", { class: "kind" }, t("popup_details_estimate", alone, shown)),
  );
}
