/** The names of the pillars. */

import { t } from "./i18n";
import type { Pillar } from "../contract/protocol";
import type { PillarNames } from "../messages";

let onLinkedIn: PillarNames | null = null;

/** From now on the pillars have the names of LinkedIn's page; null: those of the catalogue. */
export function usePillarNames(names: PillarNames | null): void {
  onLinkedIn = names;
}

/** The pillar's name on LinkedIn's page, else in the catalogue. */
export function pillarName(pillar: Pillar): string {
  return onLinkedIn?.[pillar] ?? t(`pillar_${pillar}`);
}

/** The pillar's short name if it has the catalogue's name; else its name on LinkedIn's page. */
export function shortPillarName(pillar: Pillar): string {
  const name = pillarName(pillar);
  return name === t(`pillar_${pillar}`) ? t(`pillar_${pillar}_short`) : name;
}
