/** The member's own name in the feed's rail: the card above the counts, and nobody else. */

import type { Self } from "../shared/messages";
import { vanityIn } from "./address";
import type { Page } from "./page";
import { POST, VIEWS_PATHS } from "./pages/anchors";

/** The page itself: its people are anybody. */
const PAGE = "body, main, [role='main']";
/** A rail ends here. */
const RAIL = "aside, [role='complementary']";
/** `Node.DOCUMENT_POSITION_PRECEDING`, which only a browser has. */
const PRECEDING = 2;
const LIST = `[data-testid="mainFeed"], ${POST}`;

const nameOf = (link: Element): string | null => vanityIn(link.getAttribute("href") ?? "");

/**
 * The name in the smallest surroundings of the link to the viewers that name somebody, still within its
 * rail. The card stands above the counts and names one person; what is below is a suggestion. Null where
 * the card is not there yet, or leads to `/in/me/`, which names nobody.
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

/** The one person whom all the links above `start` name; null when any link names another, or "me". */
function cardAbove(start: Element | undefined, links: Element[]): Self | null {
  const names = new Set(links.map(nameOf));
  const [vanity] = names;
  const above = links.every((link) => {
    return start !== undefined && (start.compareDocumentPosition(link) & PRECEDING) !== 0;
  });
  return above && names.size === 1 && vanity && vanity !== "me" ? { vanity } : null;
}
