/** What follows from the number: the way to a good index, the weakest pillar, the next step. Pure. */

import { actsOf, unseenOf } from "./advice";
import { tn, t } from "./i18n";
import { isSeen } from "./signal-value";
import { LIMITS } from "../contract/limits";
import { PILLARS, type Advice, type Pillar, type State, type Unseen } from "../contract/protocol";
import type { Status } from "../messages";

/** Whole points to a good index; 0 from there on. */
export function pointsToGood(total: number): number {
  return Math.max(0, LIMITS.good - Math.round(total));
}

/** A word for the number, or the way to one: "Good", "12 points to 70". */
export function verdictText(total: number): string {
  const left = pointsToGood(total);
  return left > 0 ? tn("verdict_left", left) : t("verdict_good");
}

export interface Standing {
  id: Pillar;
  /** Points shown, 0–25: of the number, or of what was seen so far while learning. */
  points: number;
  /** Points of 25 that were seen; 25 where the number rests on LinkedIn's own. */
  seen: number;
}

/** What is shown of the pillars, in their order. */
export function standingsOf(state: State): Standing[] {
  const rests = state.kind === "official" || state.kind === "anchored";
  return PILLARS.map((id) => {
    const pillar = state.pillars.find((candidate) => candidate.id === id);
    const seen = (pillar?.signals ?? []).filter(isSeen).reduce((sum, { max }) => sum + max, 0);
    return { id, points: pillar?.score ?? pillar?.estimate ?? 0, seen: rests ? LIMITS.pillar : seen };
  });
}

/** The points shown by pillar. */
export function pointsShown(standings: readonly Standing[]): Record<Pillar, number> {
  return Object.fromEntries(standings.map(({ id, points }) => [id, points])) as Record<Pillar, number>;
}

/** The pillar with the fewest points among those of which anything was seen; null without one. */
export function weakestOf(standings: readonly Standing[]): Pillar | null {
  const [first, ...others] = standings.filter(({ seen }) => seen > 0);
  return first ? others.reduce((low, one) => (one.points < low.points ? one : low), first).id : null;
}

/** The first of the acts, else the page that shows most; null without a number and without both. */
export function nextOf(
  state: State,
  looks: Pick<Status, "pages" | "health">,
): { act: Advice } | { page: Unseen } | null {
  if (state.total === null) return null;
  const [act] = actsOf(state, pointsShown(standingsOf(state)));
  if (act) return { act };
  const [page] = unseenOf(state, looks);
  return page ? { page } : null;
}
