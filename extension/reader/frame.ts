/**
 * What is the member's own among everything that a page shows: a count leads to the member's own
 * pages, and an offer to buy one leads elsewhere, whatever its words.
 */

import { isUnder } from "./address";
import type { Page } from "./page";

/** Where the member's own counts lead. */
const OWN_PATHS = ["/me", "/analytics", "/dashboard", "/mynetwork"];
/** People, as in the list below a count of them. */
const PEOPLE_PATHS = ["/in", "/search"];
/** The page as a whole, with the links of every page. */
const PAGE = "main, [role='main'], body";
/** Characters of text in a small card: one thing, with what can be done about it. */
const CARD_TEXT = 240;
const CARD_CLIMBS = 3;

const leadsTo = (page: Page, link: Element, paths: string[]): boolean => {
  const url = page.address(link);
  return url !== null && paths.some((path) => isUnder(url, path));
};

/** No link leads to any other page than a profile: addresses tell nothing here, and will not come. */
export function withoutAddresses(page: Page): boolean {
  return page.all("a[href]").every((link) => {
    const url = page.address(link);
    return url === null || isUnder(url, "/in");
  });
}

/** Whether what stands at `element` may be a count of the member's own: by the link around it, or the links in its card. */
export function isHome(page: Page, element: Element): boolean {
  const link = element.closest("a");
  if (link) return leadsTo(page, link, OWN_PATHS) || withoutAddresses(page);
  let card: Element | null = element;
  for (let climb = 0; card && !card.matches(PAGE) && climb <= CARD_CLIMBS; climb += 1) {
    if (card.textContent.length > CARD_TEXT) return true;
    const links = Array.from(card.querySelectorAll("a[href]"));
    const others = links.filter((one) => !leadsTo(page, one, [...OWN_PATHS, ...PEOPLE_PATHS]));
    if (others.length > 0) return withoutAddresses(page);
    card = card.parentElement;
  }
  return true;
}

/** The frame of the counts has arrived, which their links tell; or the page is known not to have any. */
export const frameArrived = (page: Page, paths: string[]): boolean =>
  page.settled || page.links(...paths).length > 0 || withoutAddresses(page);
