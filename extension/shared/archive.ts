/** How to ask LinkedIn for the archive: a link and three clicks, then a last step of the page's own. */

import { tell } from "./client";
import { el, link, type Child } from "./dom";
import { t } from "./i18n";
import { PLACE_URLS } from "./pages";

/** Following the link is noted, so that the popup reminds once when the archive should have come. */
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

/** The last step where the archive cannot be dropped: a link to the page that takes it. */
export function bringArchive(): Child[] {
  const options = chrome.runtime.getURL("/options.html#import");
  return [
    `${t("archive_wait")} `,
    link(options, { attrs: { "data-focus": "bring-archive" } }, t("archive_bring")),
  ];
}
