/** Screens without a number, and the notice above the number: what is the matter and what to do. */

import { LINKEDIN_PATTERN } from "../../manifest";
import { tell } from "../../shared/client";
import { el, link, type Child } from "../../shared/dom";
import { t, tn } from "../../shared/i18n";
import type { Status } from "../../shared/messages";
import { PLACE_URLS } from "../../shared/pages";
import { button, hostRemedy, pageList, troubleRemedy } from "../../shared/parts";
import { compass } from "../../shared/pictures";
import { troubleText } from "../../shared/trouble";
import { FIRST_PAGES } from "./steps";
import type { Notice, Screen } from "./screen";

/** The sentence for the host's error: in the member's language where the catalogue words its code. */
function errorText(status: Status): string {
  const error = status.error ?? status.refused?.last;
  return error ? troubleText(error) : "";
}

const MAIN = { main: true };

/** What to do about each; the same on a screen of its own and in a notice. */
function remedy(what: Notice | Screen, status: Status): Child[] {
  switch (what) {
    case "agree":
      return [link(chrome.runtime.getURL("/welcome.html"), { class: "button main" }, t("action_read_first"))];
    case "paused":
      return [button("popup_resume", () => tell({ type: "pause", paused: false }), MAIN)];
    case "permission":
      return [
        button("action_allow", () => chrome.permissions.request({ origins: [LINKEDIN_PATTERN] }), MAIN),
      ];
    case "host_missing":
    case "host_forbidden":
    case "host_outdated":
      return [...hostRemedy(status.host), button("action_again", () => tell({ type: "reconnect" }), MAIN)];
    case "host_ahead":
      return hostRemedy(status.host);
    case "host_crashed":
      return [button("action_again", () => tell({ type: "reconnect" }), MAIN)];
    case "error":
      return [
        ...troubleRemedy(status.error),
        button("action_again", () => tell({ type: "reconnect" }), MAIN),
      ];
    case "signed_out":
      return [link(PLACE_URLS.feed, { class: "button main" }, t("action_open_linkedin"))];
    case "nothing":
      return [pageList(FIRST_PAGES, status.pages)];
    case "reading":
    case "number":
    case "waiting":
    case "refused":
    case "changed":
    case "archive":
      return [];
  }
}

/** Where the needle of the large compass points: north only when all is well. */
const NEEDLES: Partial<Record<Screen, number>> = { agree: 32, nothing: 32, reading: 12, paused: 90 };

/** A whole screen. */
export function stateScreen(screen: Exclude<Screen, "number">, status: Status): HTMLElement {
  const text = screen === "error" ? errorText(status) : t(`state_${screen}_text`);
  return el(
    "section",
    { class: `state state-${screen}` },
    compass(NEEDLES[screen] ?? 148),
    el("h2", {}, t(`state_${screen}_title`)),
    el("p", {}, text),
    ...remedy(screen, status),
  );
}

/** The notice above the number; `detailed` adds the sentence where there is room for it. */
export function noticeLine(notice: Notice, status: Status, detailed: boolean): HTMLElement {
  if (notice === "waiting") return el("p", { class: "notice" }, tn("notice_waiting", status.waiting));
  if (notice === "refused") {
    return el("p", { class: "notice" }, tn("notice_refused", status.refused?.count ?? 0));
  }
  if (notice === "archive") {
    const options = chrome.runtime.getURL("/options.html#import");
    const bring = link(options, { attrs: { "data-focus": "bring-archive" } }, t("archive_bring"));
    return el("p", { class: "notice", attrs: { id: "archive-due" } }, t("notice_archive"), " ", bring);
  }
  if (notice === "changed") {
    const cards = link(
      chrome.runtime.getURL("/options.html#pages"),
      { attrs: { "data-focus": "changed" } },
      t("notice_changed_link"),
    );
    return el("p", { class: "notice" }, t("notice_changed"), " ", cards);
  }
  const text = notice === "error" ? errorText(status) : t(`state_${notice}_title`);
  const more = detailed && notice !== "error" && el("p", { class: "more" }, t(`state_${notice}_text`));
  const attrs = { role: "status" };
  const said = el("p", { class: notice === "error" ? "plain" : "" }, text);
  return el("div", { class: "notice", attrs }, said, more, ...remedy(notice, status));
}
