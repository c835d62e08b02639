/** Screens without a number, and the notice above the number: what is wrong and what to do. */

import { LINKEDIN_PATTERN } from "../../manifest";
import { tell } from "../../messages/client";
import { el, link, type Child } from "../../ui/dom";
import { t, tn } from "../../text/i18n";
import type { Status } from "../../messages";
import { noAccessOf, unsupportedWords } from "../../text/no-access";
import { PLACE_URLS } from "../../contract/pages";
import { button, lookAround, troubleRemedy } from "../../ui/components";
import { alreadyInstalled, hostRemedy } from "../../ui/host-remedy";
import { absenceOf } from "../../messages/program";
import { compass } from "../../ui/pictures";
import { troubleText } from "../../text/errors";
import type { Notice, Screen } from "./screen";
import { estimatePages, estimateSentences, ssiButton } from "./ways";

/** The sentence for the host's error, in the user's language where the catalogue has its code. */
function errorText(status: Status): string {
  const error = status.error ?? status.refused?.last;
  return error ? troubleText(error) : "";
}

const MAIN = { main: true };

/** The remedy for each, the same on a screen of its own and in a notice. */
function remedy(what: Notice | Screen, status: Status): Child[] {
  switch (what) {
    case "agree":
      return [
        absenceOf(status) === "unsupported" && el("p", {}, unsupportedWords(status).text),
        link(chrome.runtime.getURL("/welcome.html"), { class: "button main" }, t("action_read_first")),
        absenceOf(status) !== "unsupported" && lookAround(),
      ];
    case "paused":
      return [button("popup_resume", () => tell({ type: "pause", paused: false }), MAIN)];
    case "permission":
      return [
        button("action_allow", () => chrome.permissions.request({ origins: [LINKEDIN_PATTERN] }), MAIN),
      ];
    case "host_missing":
      return [...hostRemedy(status), button("action_again", () => tell({ type: "reconnect" }))];
    case "host_lost":
    case "host_forbidden":
    case "host_outdated":
      return [...hostRemedy(status), button("action_again", () => tell({ type: "reconnect" }), MAIN)];
    case "host_ahead":
      return hostRemedy(status);
    case "host_crashed":
      return [button("action_again", () => tell({ type: "reconnect" }), MAIN)];
    case "error":
      return [
        ...troubleRemedy(status.error),
        button("action_again", () => tell({ type: "reconnect" }), MAIN),
      ];
    case "signed_out":
      return [link(PLACE_URLS.feed, { class: "button main" }, t("action_open_linkedin"))];
    case "unsupported":
      return noAccessOf(status, null)
        ? []
        : [link(PLACE_URLS.ssi, { class: "button main" }, t("welcome_ssi_open"))];
    case "nothing":
      return [
        noAccessOf(status, null) ? el("p", {}, t("no_access")) : ssiButton(status),
        el("p", {}, estimateSentences(null, status).join(" ")),
        estimatePages(null, status),
      ];
    case "reading":
    case "number":
    case "waiting":
    case "refused":
    case "changed":
    case "archive":
      return [];
  }
}

/** The needle's direction on each screen; north means that all is well. */
const NEEDLES: Partial<Record<Screen, number>> = { agree: 32, nothing: 32, reading: 12, paused: 90 };

function wordsOf(screen: Exclude<Screen, "number">, status: Status): { title: string; text: string } {
  if (screen === "unsupported") return unsupportedWords(status);
  const title = t(`state_${screen}_title`);
  return { title, text: screen === "error" ? errorText(status) : t(`state_${screen}_text`) };
}

export function stateScreen(screen: Exclude<Screen, "number">, status: Status): HTMLElement {
  const { title, text } = wordsOf(screen, status);
  return el(
    "section",
    { class: `state state-${screen}` },
    compass(NEEDLES[screen] ?? 148),
    el("h2", {}, title),
    el("p", {}, text),
    ...remedy(screen, status),
    screen === "host_missing" && alreadyInstalled(),
  );
}

/** A link to a card of the options page. */
function optionsLink(card: string, focus: string, text: string): HTMLElement {
  return link(chrome.runtime.getURL(`/options.html#${card}`), { attrs: { "data-focus": focus } }, text);
}

/** The notice above the number; `detailed` adds the sentence where it fits, an error always. */
export function noticeLine(notice: Notice, status: Status, detailed: boolean): HTMLElement {
  if (notice === "waiting") {
    const again = button("action_again", () => tell({ type: "reconnect" }));
    return el("div", { class: "notice" }, el("p", {}, tn("notice_waiting", status.waiting)), again);
  }
  if (notice === "refused") {
    const why = optionsLink("program", "refused", t("notice_refused_link"));
    return el("p", { class: "notice" }, tn("notice_refused", status.refused?.count ?? 0), " ", why);
  }
  if (notice === "unsupported") return el("p", { class: "notice" }, unsupportedWords(status).text);
  if (notice === "archive") {
    const bring = optionsLink("import", "bring-archive", t("archive_bring"));
    return el("p", { class: "notice", attrs: { id: "archive-due" } }, t("notice_archive"), " ", bring);
  }
  if (notice === "changed") {
    const cards = optionsLink("pages", "changed", t("notice_changed_link"));
    return el("p", { class: "notice" }, t("notice_changed"), " ", cards);
  }
  const sentence = notice === "error" ? errorText(status) : detailed && t(`state_${notice}_text`);
  const more = sentence !== false && el("p", { class: "more" }, sentence);
  const attrs = { role: "status" };
  const title = el("p", {}, t(`state_${notice}_title`));
  return el("div", { class: "notice", attrs }, title, more, ...remedy(notice, status));
}
