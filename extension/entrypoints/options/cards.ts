/** The options' cards that follow the background's status: reading, backup, program and faults. */

import { tell } from "../../messages/client";
import { el, link, type Child } from "../../ui/dom";
import { longDay, number } from "../../text/format";
import { t, tparts } from "../../text/i18n";
import type { Status } from "../../messages";
import { noAccessOf, unsupportedWords } from "../../text/no-access";
import { button, command, troubleRemedy } from "../../ui/components";
import { phoneChoice, phoneOf } from "../../ui/phone";
import { alreadyInstalled, contactLink, hostRemedy } from "../../ui/host-remedy";
import { absenceOf, hostWord, isKept } from "../../messages/program";
import { codeText, troubleText } from "../../text/errors";

/** A card of the options page, with the title `options_ID_title`. */
export function card(id: string, ...children: Child[]): HTMLElement {
  const title = el("h3", { attrs: { id: `${id}-title` } }, t(`options_${id}_title`));
  return el(
    "section",
    { class: "card", attrs: { id, "aria-labelledby": `${id}-title` } },
    title,
    ...children,
  );
}

/** Whether pages are read, and whether counts are stored. */
function readingText(status: Status): string {
  if (status.paused) return t("options_reading_paused");
  const since = status.since === null ? "" : longDay(status.since);
  if (absenceOf(status) === "unsupported") {
    return noAccessOf(status, null)
      ? `${t("no_access_unsupported")} ${t("welcome_agreed_on", since)}`
      : t("options_reading_unsupported", since);
  }
  return t(
    isKept(status) || status.host === "unknown" ? "options_reading_on" : "options_reading_waits",
    since,
  );
}

export function readingCard(status: Status): HTMLElement {
  const { agreed, paused } = status;
  const what = link(
    chrome.runtime.getURL("/welcome.html"),
    { attrs: { "data-focus": "what" } },
    t("options_reading_what"),
  );
  if (!agreed) return card("reading", el("p", {}, t("options_reading_none")), el("p", {}, what));
  const toggle = (): unknown => tell({ type: "pause", paused: !paused });
  const withdraw = (): unknown => tell({ type: "agree", agreed: false });
  const reading = card(
    "reading",
    el("p", { attrs: { role: "status" } }, readingText(status)),
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

/** The answer can be changed at any time; nothing where no program stores it. */
export function phoneCard(status: Status): HTMLElement[] {
  const said = phoneOf(status);
  return said === undefined || !status.agreed ? [] : [card("phone", ...phoneChoice(said))];
}

function line(name: string, value: string): HTMLElement {
  return el("tr", {}, el("th", { attrs: { scope: "row" } }, name), el("td", {}, value));
}

/** The result of the last attempt to reach the program. */
function verdictOf(status: Status): string {
  if (absenceOf(status) === "unsupported") return unsupportedWords(status).text;
  return t(`options_test_${hostWord(status)}`);
}

/** `testing`: the answer to the connection test is pending. */
export function programCard(status: Status, testing: boolean, test: () => unknown): HTMLElement {
  const { host, hostVersion, extensionVersion, waiting, refused, error } = status;
  const shownError = host === "connected" ? error : null;
  const words = shownError && troubleText(shownError);
  const absence = absenceOf(status);
  const remedy = shownError ? troubleRemedy(shownError) : hostRemedy(status);
  const verdict = testing ? [t("options_testing")] : [words ?? verdictOf(status), ...remedy];
  if (!testing && absence === "missing") verdict.push(alreadyInstalled());
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
        absence !== "unsupported" && line(t("options_waiting"), number(waiting)),
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

export function backupCard(): HTMLElement {
  return card("backup", el("p", {}, t("options_backup_text")), command("bussola backup"));
}

/** `isLimited`: without the program, which writes the report. */
export function faultCard(isLimited: boolean): HTMLElement {
  const contact = el("p", {}, ...tparts("options_contact", contactLink()));
  if (isLimited) return card("fault", contact);
  return card(
    "fault",
    contact,
    el("p", { class: "quiet" }, t("options_fault_text")),
    command("bussola support"),
  );
}
