/** The member's own name in the feed's rail: the one profile that the card of the counts links to. */

import type { Self } from "../shared/messages";
import { vanityIn } from "./address";
import type { Page } from "./page";

export const RAIL_ANCHOR = 'a[href*="/me/profile-views"], a[href*="/analytics/profile-views"]';

/** Null when the rail is not there, or when its surroundings name more than one person. */
export function railSelf(page: Page): Self | null {
  const start = page.first(RAIL_ANCHOR);
  for (let at = start?.parentElement ?? null; at && at.localName !== "body"; at = at.parentElement) {
    const names = new Set(
      Array.from(at.querySelectorAll('a[href*="/in/"]')).flatMap(
        (link) => vanityIn(link.getAttribute("href") ?? "") ?? [],
      ),
    );
    names.delete("me");
    const [only] = names;
    if (names.size === 0) continue;
    return names.size === 1 && only !== undefined ? { vanity: only } : null;
  }
  return null;
}
