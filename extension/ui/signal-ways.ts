/** Where a signal that is not known can be seen, or brought from. */

import { link, type Child } from "./dom";
import { t } from "../text/i18n";
import { placeOf } from "../messages/pages";
import { PLACE_URLS } from "../contract/pages";
import { outward } from "./pictures";

/** A link to a card of the options page. */
export function cardLink(card: string, text: string): HTMLElement {
  return link(chrome.runtime.getURL(`/options.html#${card}`), {}, text);
}

/** Signals that can be typed in by hand, because LinkedIn's page often does not show them. */
const TYPED: ReadonlySet<string> = new Set(["inmail_replies"]);

/** Links to import such a signal, or to type it in; empty for any other. */
export function otherWays(signal: string): Child[] {
  if (!TYPED.has(signal)) return [];
  return [
    " · ",
    cardLink("import", t("popup_details_archive")),
    " · ",
    cardLink("typed", t("popup_details_typed")),
  ];
}

/** The link to LinkedIn's page that shows the signal, and the other ways. */
export function waysTo(signal: string): Child[] {
  const place = placeOf(signal);
  return [link(PLACE_URLS[place], {}, t(`page_${place}`), outward()), ...otherWays(signal)];
}
