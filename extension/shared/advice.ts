/** A piece of the host's advice in words, with the page where it is done. */

import { has, hasPlural, t, tn } from "./i18n";
import { PLACE_URLS, placeOf, type Place } from "./pages";
import type { Advice } from "./protocol";

/** True of a page to open once, where signals never seen stand. */
export const isPage = (advice: Advice): boolean => advice.id.startsWith("see_");

/** Only LinkedIn's own pages are linked, whatever the host says. */
export function linkFor(advice: Advice): string {
  if (Object.hasOwn(PLACE_URLS, advice.link)) return PLACE_URLS[advice.link as Place];
  return advice.link.startsWith("https://www.linkedin.com/")
    ? advice.link
    : PLACE_URLS[placeOf(advice.signal)];
}

/** What to do: `see_…` ids are catalogue keys; the others are worded by `advice_…`. */
export function textFor(advice: Advice): string {
  const key = isPage(advice) ? advice.id : `advice_${advice.id}`;
  if (hasPlural(key)) return tn(key, advice.step);
  return has(key) ? t(key) : t(`see_${placeOf(advice.signal)}`);
}

/** How to do it well; "" where opening a page is all there is to it. */
export function howFor(advice: Advice): string {
  const key = `advice_${advice.signal}_how`;
  return !isPage(advice) && has(key) ? t(key) : "";
}
