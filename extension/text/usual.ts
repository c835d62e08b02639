/** The user's own usual week, in words. */

import { LIMITS } from "../contract/limits";
import { number } from "./format";
import { t } from "./i18n";

/** "Compared with 5 of the last 13 weeks; …": where some are not known; "" where all are. */
export function usualBasis(weeks: number[]): string {
  const [least, most] = [Math.min(...weeks), Math.max(...weeks)];
  const all = LIMITS.usual_weeks;
  if (weeks.length === 0 || least >= all) return "";
  const count = least === most ? number(least) : `${number(least)}–${number(most)}`;
  return t("usual_weeks", count, number(all));
}
