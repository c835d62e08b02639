/**
 * How to ask LinkedIn for the archive: a link, three clicks, and a last step that the page adds.
 */

import { tell } from "../messages/client";
import { el, link, type Child } from "./dom";
import { t } from "../text/i18n";
import { PLACE_URLS } from "../contract/pages";

/**
 * Following the link is stored, so that the popup reminds once when the archive should be ready.
 */
export function archiveSteps(...last: Child[]): HTMLElement {
  const noted = (): void => void tell({ type: "archive", step: "asked" });
  const ask = link(
    PLACE_URLS.archive,
    { attrs: { "data-focus": "archive" }, on: { click: noted } },
    t("archive_ask"),
  );
  return el(
    "ol",
    { class: "steps" },
    el("li", {}, ask),
    el("li", {}, t("options_import_first"), " ", t("options_import_second")),
    el("li", {}, ...last),
  );
}

/** A link to the page that takes the archive. */
export function bringLink(): HTMLElement {
  const options = chrome.runtime.getURL("/options.html#import");
  return link(options, { attrs: { "data-focus": "bring-archive" } }, t("archive_bring"));
}

/** The last step on a page that cannot take the archive. */
export const bringArchive = (): Child[] => [`${t("archive_wait")} `, bringLink()];
