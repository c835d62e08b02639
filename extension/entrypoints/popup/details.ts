/** The details of a pillar: a row per signal, with what is known of it and where it can be seen. */

import { el, link, type Child } from "../../ui/dom";
import { t, tn } from "../../text/i18n";
import { placeOf } from "../../messages/pages";
import { PLACE_URLS } from "../../contract/pages";
import { outward } from "../../ui/pictures";
import { number, ofMax } from "../../text/format";
import type { Day, SignalState } from "../../contract/protocol";
import { isSeen, type PillarFigure } from "./view-model";
import { accountText, points, valueNotes, valueText } from "./words";

const optionsCard = (card: string): string => chrome.runtime.getURL(`/options.html#${card}`);

/** Signals that can be typed in by hand. */
const TYPED: ReadonlySet<string> = new Set(["inmail_replies"]);

/**
 * True for a signal that the user cannot have, such as InMails never sent: the host gave its points
 * to others.
 */
const isPassedOn = (signal: SignalState): boolean => signal.max === 0;

/** True for a signal not seen that no page of LinkedIn shows. */
const isInArchiveOnly = (signal: SignalState): boolean =>
  signal.value === null && !isPassedOn(signal) && placeOf(signal.id) === "archive";

/** One line for all signals that only the archive has. */
function archiveLine(signals: SignalState[]): Child {
  const count = signals.filter(isInArchiveOnly).length;
  if (count === 0) return false;
  const bring = link(optionsCard("import"), {}, t("archive_bring"));
  return el("p", { class: "kind" }, tn("popup_details_archive_only", count), " ", bring);
}

function notesOf(signal: SignalState, today: Day): Child {
  const ways = TYPED.has(signal.id) ? otherWays() : [];
  if (isPassedOn(signal)) return el("span", {}, t("popup_details_passed_on"), ...ways);
  if (signal.value !== null) return valueNotes(signal, today).join(" · ");
  if (isInArchiveOnly(signal)) return null;
  const place = placeOf(signal.id);
  const page = link(PLACE_URLS[place], {}, t(`page_${place}`), outward());
  return el("span", {}, page, ...ways);
}

/**
 * Links for a signal that LinkedIn's page often does not show: it can be imported, or typed in by
 * hand.
 */
function otherWays(): Child[] {
  return [
    " · ",
    link(optionsCard("import"), {}, t("popup_details_archive")),
    " · ",
    link(optionsCard("typed"), {}, t("popup_details_typed")),
  ];
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

function pointsText(signal: SignalState): string {
  if (isPassedOn(signal)) return "–";
  if (isSeen(signal)) return ofMax(points(signal.points), signal.max);
  return ofMax(signal.assumed ? `≈${points(signal.assumed)}` : "–", signal.max);
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
