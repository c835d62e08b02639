/**
 * Recognises the user's own counts on a page: a count links to the user's own pages, while an offer
 * links elsewhere, whatever its words.
 */

import { isUnder } from "../address";
import type { Page } from "../page";

/** Paths that the user's own counts link to. */
const OWN_PATHS = ["/me", "/analytics", "/dashboard", "/mynetwork"];
/** Paths of people, as in the list below a count of them. */
const PEOPLE_PATHS = ["/in", "/search"];
/** The page as a whole, with the links of every page. */
const PAGE = "main, [role='main'], body";
/** Characters of text in a small card about one thing. */
const CARD_TEXT = 240;
const CARD_CLIMBS = 3;

const leadsTo = (page: Page, link: Element, paths: string[]): boolean => {
  const url = page.address(link);
  return url !== null && paths.some((path) => isUnder(url, path));
};

/** True when all links lead to profiles, so addresses say nothing on this page. */
export function withoutAddresses(page: Page): boolean {
  return page.all("a[href]").every((link) => {
    const url = page.address(link);
    return url === null || isUnder(url, "/in");
  });
}

/**
 * True when `element` may show a count of the user's own, by the link around it or the links in its
 * card.
 */
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

/**
 * True once the frame with the counts' links has arrived, or when the page is known to have none.
 */
export const frameArrived = (page: Page, paths: string[]): boolean =>
  page.settled || page.links(...paths).length > 0 || withoutAddresses(page);
