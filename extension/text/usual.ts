/** The user's own usual week, in words. */

import { LIMITS } from "../contract/limits";
import { number } from "./format";
import { t } from "./i18n";

/** "7"; "7; 5 of 13 weeks known". */
export function usualOf(usual: string, weeks: number): string {
  const all = LIMITS.usual_weeks;
  return weeks < all ? `${usual}; ${t("usual_weeks", number(weeks), number(all))}` : usual;
}
