/** The next steps that the popup suggests, and why. Pure. */

import { actsOf, gainText, howFor, linkFor, textFor } from "../../text/advice";
import { t } from "../../text/i18n";
import { pointsShown, weakestOf } from "../../text/next";
import { shortPillarName } from "../../text/pillars";
import type { Advice, Pillar, State } from "../../contract/protocol";
import type { Figures } from "./view-model";

export interface Step {
  text: string;
  reason: string;
  /** How to do it well; "" without a text. */
  how: string;
  signal: string;
  pillar: Pillar;
  gain: string;
  /** It keeps points and adds none. */
  keeps: boolean;
  url: string;
}

function pillarsOf(state: State, signal: string): Pillar[] {
  return state.pillars.filter((p) => p.signals.some((s) => s.id === signal)).map((p) => p.id);
}

/** The reason for a step; "" where its text already gives it. */
function reasonFor(state: State, advice: Advice, weakest: Pillar | null): string {
  if (advice.id.startsWith("keep_")) return "";
  const also = pillarsOf(state, advice.signal).filter((pillar) => pillar !== advice.pillar);
  if (also[0]) return t("reason_also", shortPillarName(also[0]));
  const name = shortPillarName(advice.pillar);
  return advice.pillar === weakest ? t("reason_weakest", name) : name;
}

/** The host's advice, with gains capped to what the number shown has left. */
export function nextSteps(state: State, figures: Figures): Step[] {
  const low = weakestOf(figures.pillars);
  return actsOf(state, pointsShown(figures.pillars)).map((advice) => ({
    text: textFor(advice),
    reason: reasonFor(state, advice, low),
    how: howFor(advice),
    signal: advice.signal,
    pillar: advice.pillar,
    gain: gainText(advice),
    keeps: (advice.keeps ?? 0) > 0,
    url: linkFor(advice),
  }));
}
