/** Ways to a first number: LinkedIn's page, else the pages of an estimate. */

import { el, link } from "../../ui/dom";
import { number } from "../../text/format";
import { t, tn } from "../../text/i18n";
import type { Status } from "../../messages";
import { excessiveErrorText } from "../../text/index-value";
import { knownFromText } from "../../text/known-from";
import { ESTIMATE_PAGES, pagesRead, placeOf } from "../../messages/pages";
import { LIMITS } from "../../contract/limits";
import { PLACE_URLS } from "../../contract/pages";
import { pageList } from "../../ui/components";
import type { State } from "../../contract/protocol";

type Looks = Pick<Status, "pages" | "health">;

function pagesNotRead(looks: Looks): (typeof ESTIMATE_PAGES)[number][] {
  const read = pagesRead(looks);
  return ESTIMATE_PAGES.filter((page) => read[page] === undefined);
}

/** True once all pages were read and only the archive has unknown signals. */
const needsArchive = (state: State | null, looks: Looks): boolean =>
  pagesNotRead(looks).length === 0 &&
  (state?.pillars ?? []).some(({ signals }) =>
    signals.some(({ id, value, max }) => value === null && max > 0 && placeOf(id) === "archive"),
  );

/**
 * How far the error of an estimate is from the limit, and what is missing; `state` is null where
 * nothing is known.
 */
export function estimateSentences(state: State | null, looks: Looks): string[] {
  const left = pagesNotRead(looks).length;
  const error = state?.error ?? null;
  const needed = number(LIMITS.error);
  return [
    error === null
      ? t("popup_estimate_rule", needed)
      : t("popup_estimate_error", excessiveErrorText(error), needed),
    ...(left > 0 ? [tn("popup_estimate_pages", left)] : []),
  ];
}

/** Activities that are scored once they have been counted for a week, and from which day on. */
function waitingSentence(state: State | null): HTMLElement | null {
  const text = state && knownFromText(state);
  return text === null ? null : el("p", { class: "kind" }, text);
}

/** The link to the archive where it is needed. */
function archiveSentence(state: State | null, looks: Looks): HTMLElement | null {
  if (!needsArchive(state, looks)) return null;
  const archive = link(
    chrome.runtime.getURL("/options.html#import"),
    { attrs: { "data-focus": "bring-archive" } },
    t("archive_bring"),
  );
  return el("p", { class: "kind" }, t("popup_estimate_more"), " ", archive);
}

/** LinkedIn's page as the main button, unless it was read and showed no number. */
export function ssiButton(looks: Looks): HTMLElement | null {
  if (pagesRead(looks).ssi !== undefined) return null;
  const options = { class: "button main", attrs: { "data-focus": "open-ssi", id: "open-ssi" } };
  return el("div", { class: "way" }, link(PLACE_URLS.ssi, options, t("popup_ssi_at_once")));
}

/** The pages of an estimate with their ticks, and what else is needed. */
export function estimatePages(state: State | null, looks: Looks): HTMLElement {
  return el(
    "div",
    { class: "ways", attrs: { "aria-label": t("popup_pages"), role: "group" } },
    pageList(ESTIMATE_PAGES, pagesRead(looks)),
    waitingSentence(state),
    archiveSentence(state, looks),
  );
}
