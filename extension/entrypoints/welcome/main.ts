/**
 * The first-run page: what is read and why, the agreement, and then the steps to a full picture. It
 * stays useful later: it shows what was agreed to, and how far the steps are.
 */

import { askStatus, onChanged, tell } from "../../shared/client";
import { byId, el } from "../../shared/dom";
import { longDay } from "../../shared/format";
import { language, t } from "../../shared/i18n";
import type { Status } from "../../shared/messages";
import { button, repaint } from "../../shared/parts";
import { mark } from "../../shared/pictures";
import { consentCards } from "./consent";
import { stepCards } from "./steps";

const FIREFOX = import.meta.env.BROWSER === "firefox";
let painted = "";

function beforeAgreement(): HTMLElement[] {
  const agree = async (): Promise<void> => {
    await tell({ type: "agree", agreed: true });
    window.scrollTo(0, 0);
  };
  return [
    el("h1", {}, t("welcome_title")),
    el("p", { class: "lead" }, t("welcome_lead")),
    ...consentCards(FIREFOX),
    el(
      "section",
      { class: "agreement" },
      button("welcome_agree", agree, { main: true, id: "agree" }),
      el("p", { class: "quiet" }, t("welcome_agree_note")),
    ),
  ];
}

function afterAgreement(status: Status): HTMLElement[] {
  const title = status.paused ? "welcome_paused_title" : "welcome_steps_title";
  const resume = (): unknown => tell({ type: "pause", paused: false });
  const agreed = el(
    "details",
    { attrs: { id: "agreed" } },
    el("summary", { attrs: { "data-focus": "agreed" } }, t("welcome_again")),
    ...(status.since === null
      ? []
      : [el("p", { class: "quiet" }, t("welcome_agreed_on", longDay(status.since)))]),
    ...consentCards(FIREFOX),
  );
  agreed.open = document.querySelector("details[open]") !== null;
  return [
    el("h1", {}, t(title)),
    status.paused
      ? el("div", { class: "actions" }, button("popup_resume", resume, { main: true }))
      : el("p", { class: "lead" }, t("welcome_steps_lead")),
    ...stepCards(status, FIREFOX, new Date()),
    agreed,
  ];
}

function paint(status: Status): void {
  const { agreed, since, paused, permitted, pinned, host, hostVersion, pages, official } = status;
  const fingerprint = JSON.stringify([
    agreed,
    since,
    paused,
    permitted,
    pinned,
    host,
    hostVersion,
    pages,
    official,
  ]);
  if (fingerprint === painted) return;
  painted = fingerprint;
  const main = byId("content");
  main.dataset["state"] = agreed ? "agreed" : "asking";
  repaint(main, ...(agreed ? afterAgreement(status) : beforeAgreement()));
}

async function refresh(): Promise<void> {
  const status = await askStatus();
  if (status) paint(status);
}

function open(): void {
  document.documentElement.lang = language();
  document.title = "Bussola";
  const options = (): unknown => chrome.runtime.openOptionsPage();
  byId("top").append(mark(), "Bussola", el("nav", {}, button("welcome_options", options, { id: "options" })));
  onChanged(() => void refresh());
  // Whether the icon was pinned is only seen by asking again.
  window.addEventListener("focus", () => void refresh());
  void refresh()
    .then(() => tell({ type: "reconnect" }))
    .then(refresh);
}

open();
