/** The next steps and the pages to open: what the popup proposes, and why. Pure. */

import { howFor, linkFor, textFor } from "../../shared/advice";
import { list } from "../../shared/format";
import { t } from "../../shared/i18n";
import type { PageKind, Status } from "../../shared/messages";
import { PLACE_URLS, placeOf, type Place } from "../../shared/pages";
import type { Advice, Pillar, SignalState, State } from "../../shared/protocol";

/** The pages that between them show nearly every signal, and LinkedIn's own number. */
export const FIRST_PAGES: readonly Exclude<PageKind, "other">[] = [
  "ssi",
  "own_profile",
  "skills",
  "network",
  "activity_posts",
  "activity_comments",
  "activity_reactions",
  "messaging",
];

export interface Step {
  text: string;
  reason: string;
  /** How to do it well; "" where opening a page is all there is to it. */
  how: string;
  signal: string;
  pillar: Pillar;
  /** Points it would bring; `atMost` where the signal was never seen. */
  gain: number;
  atMost: boolean;
  url: string;
}

/** First pages that gave no reading yet. */
export function pagesLeft(pages: Status["pages"]): PageKind[] {
  return FIRST_PAGES.filter((page) => !pages[page]);
}

function pillarsOf(state: State, signal: string): Pillar[] {
  return state.pillars.filter((p) => p.signals.some((s) => s.id === signal)).map((p) => p.id);
}

function isUnseen(state: State, signal: string): boolean {
  return state.pillars.some((p) => p.signals.some((s) => s.id === signal && s.value === null));
}

/** Why this step; nothing where its text says so already. */
function reasonFor(state: State, advice: Advice, weakest: Pillar | null): string {
  if (advice.id.startsWith("keep_")) return "";
  if (isUnseen(state, advice.signal)) return t("reason_unseen", t(`signal_${advice.signal}`));
  const also = pillarsOf(state, advice.signal).filter((pillar) => pillar !== advice.pillar);
  if (also[0]) return t("reason_also", t(`pillar_${also[0]}`));
  const name = t(`pillar_${advice.pillar}`);
  return advice.pillar === weakest ? t("reason_weakest", name) : name;
}

/** Pages whose signals were never seen, the most points first: what to do before advice exists. */
function unseenSteps(state: State): Step[] {
  const places = new Map<Place, { pillar: Pillar; signals: SignalState[] }>();
  for (const pillar of state.pillars) {
    for (const signal of pillar.signals.filter((candidate) => candidate.value === null)) {
      const place = placeOf(signal.id);
      const group = places.get(place) ?? { pillar: pillar.id, signals: [] };
      group.signals.push(signal);
      places.set(place, group);
    }
  }
  return [...places]
    .map(([place, { pillar, signals }]) => ({
      text: t(`see_${place}`),
      reason: t("reason_unseen", list([...new Set(signals.map((s) => t(`signal_${s.id}`)))])),
      how: "",
      signal: signals[0]?.id ?? "",
      pillar,
      gain: signals.reduce((sum, signal) => sum + signal.max, 0),
      atMost: true,
      url: PLACE_URLS[place],
    }))
    .sort((a, b) => b.gain - a.gain);
}

/** Up to `count` steps: the host's advice, else the pages that would show the most. */
export function nextSteps(state: State, weakest: Pillar | null, count: number): Step[] {
  const advised = state.advice.map((advice) => ({
    text: textFor(advice),
    reason: reasonFor(state, advice, weakest),
    how: howFor(advice),
    signal: advice.signal,
    pillar: advice.pillar,
    gain: advice.gain,
    atMost: isUnseen(state, advice.signal),
    url: linkFor(advice),
  }));
  return (advised.length > 0 ? advised : unseenSteps(state)).slice(0, count);
}
