/** Milestones: their names, and whether one was reached or was there when the program first looked. */

import type { Day, Milestone, Pillar } from "../contract/protocol";
import { PILLARS } from "../contract/protocol";
import { has, t } from "./i18n";
import { pillarName } from "./pillars";

const STRONG = "pillar_20_";

/** "Index of 50"; "" for one that this version does not know. */
export function milestoneName({ id }: Milestone): string {
  const pillar = PILLARS.find((one): one is Pillar => id === STRONG + one);
  if (pillar !== undefined) return t("milestone_pillar_20", pillarName(pillar));
  return has(`milestone_${id}`) ? t(`milestone_${id}`) : "";
}

/** True for what was there on the first day seen; LinkedIn's first value was found on that day. */
export const wasThere = ({ id, day }: Milestone, firstSeen: Day | undefined): boolean =>
  day === firstSeen && id !== "first_reading";
