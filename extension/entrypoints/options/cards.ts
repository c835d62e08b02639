/** The options' cards that follow the background's status: reading and program. */

import { tell } from "../../shared/client";
import { el, link, type Child } from "../../shared/dom";
import { longDay, number } from "../../shared/format";
import { t } from "../../shared/i18n";
import type { Status } from "../../shared/messages";
import { button, hostRemedy, troubleRemedy } from "../../shared/parts";
import { codeText, troubleText } from "../../shared/trouble";

/** A card of the options page, worded by `options_ID_title`. */
export function card(id: string, ...children: Child[]): HTMLElement {
  const title = el("h2", { attrs: { id: `${id}-title` } }, t(`options_${id}_title`));
  return el(
    "section",
    { class: "card", attrs: { id, "aria-labelledby": `${id}-title` } },
    title,
    ...children,
  );
}

export function readingCard({ agreed, paused, since }: Status): HTMLElement {
  const what = link(
    chrome.runtime.getURL("/welcome.html"),
    { attrs: { "data-focus": "what" } },
    t("options_reading_what"),
  );
  if (!agreed) return card("reading", el("p", {}, t("options_reading_none")), el("p", {}, what));
  const toggle = (): unknown => tell({ type: "pause", paused: !paused });
  const withdraw = (): unknown => tell({ type: "agree", agreed: false });
  const state = paused
    ? t("options_reading_paused")
    : t("options_reading_on", since === null ? "" : longDay(since));
  const reading = card(
    "reading",
    el("p", { attrs: { role: "status" } }, state),
    el(
      "div",
      { class: "actions" },
      button(paused ? "popup_resume" : "popup_pause", toggle, { main: paused, id: "pause" }),
      button("options_withdraw", withdraw, { id: "withdraw" }),
    ),
    el("p", { class: "quiet" }, t("options_withdraw_text"), " ", what),
  );
  reading.dataset["state"] = paused ? "paused" : "reading";
  return reading;
}

function line(name: string, value: string): HTMLElement {
  return el("tr", {}, el("th", { attrs: { scope: "row" } }, name), el("td", {}, value));
}

/** `testing`: the answer to the connection test is awaited. */
export function programCard(status: Status, testing: boolean, test: () => unknown): HTMLElement {
  const { host, hostVersion, extensionVersion, waiting, refused, error } = status;
  const shownError = host === "connected" ? error : null;
  const words = shownError && troubleText(shownError);
  const remedy = shownError ? troubleRemedy(shownError) : hostRemedy(host);
  const verdict = testing ? [t("options_testing")] : [words ?? t(`options_test_${host}`), ...remedy];
  const program = card(
    "program",
    el(
      "table",
      {},
      el(
        "tbody",
        {},
        line(t("options_version_extension"), extensionVersion),
        line(t("options_version_program"), hostVersion ?? t("options_version_unknown")),
        line(t("options_waiting"), number(waiting)),
        refused !== null && line(t("options_refused"), number(refused.count)),
      ),
    ),
    refused !== null && el("p", { class: "quiet" }, codeText(refused.last.code)),
    el("div", { class: "actions" }, button("options_test", test, { id: "test" })),
    el("div", { class: "result quiet", attrs: { role: "status", id: "verdict" } }, ...verdict),
  );
  program.dataset["state"] = testing ? "testing" : host;
  return program;
}
