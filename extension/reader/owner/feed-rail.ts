/** The user's own name from the card above the counts in the feed's rail. */

import type { Self } from "../../messages";
import { vanityIn } from "../address";
import type { Page } from "../page";
import { POST, VIEWS_PATHS } from "../pages/anchors";

/** The whole page, which links to anybody. */
const PAGE = "body, main, [role='main']";
/** The element around a rail. */
const RAIL = "aside, [role='complementary']";
/** `Node.DOCUMENT_POSITION_PRECEDING`; tests without a browser lack `Node`. */
const PRECEDING = 2;
const LIST = `[data-testid="mainFeed"], ${POST}`;

const nameOf = (link: Element): string | null => vanityIn(link.getAttribute("href") ?? "");

/**
 * The user named in the rail, in the smallest ancestor of the viewers' link that links to people.
 * The card is above the counts and names one person; people below are suggestions. Null while the
 * card is missing, or when it links to `/in/me/`, which names nobody.
 */
export function railSelf(page: Page): Self | null {
  const start = page.links(...VIEWS_PATHS).find((link) => !link.closest(POST));
  for (let at = start?.parentElement ?? null; at && !at.matches(PAGE); at = at.parentElement) {
    if (at.querySelector(LIST) ?? at.querySelector("main")) return null;
    const links = Array.from(at.querySelectorAll("a[href]")).filter((link) => nameOf(link) !== null);
    if (links.length > 0) return cardAbove(start, links);
    if (at.matches(RAIL)) return null;
  }
  return null;
}

/**
 * The one person whom `links` name, if all of them are above `start`; null when they name several,
 * or "me".
 */
function cardAbove(start: Element | undefined, links: Element[]): Self | null {
  const names = new Set(links.map(nameOf));
  const [vanity] = names;
  const above = links.every((link) => {
    return start !== undefined && (start.compareDocumentPosition(link) & PRECEDING) !== 0;
  });
  return above && names.size === 1 && vanity && vanity !== "me" ? { vanity } : null;
}
