/**
 * The welcome page: what is read and why, the consent, and then the steps to a full picture. It
 * stays useful later: it shows what was agreed to, and how far the steps are.
 */

import { askStatus, onChanged, tell } from "../../messages/client";
import { now } from "../../platform/clock";
import { byId, el } from "../../ui/dom";
import { longDay } from "../../text/format";
import { language, t } from "../../text/i18n";
import type { Status } from "../../messages";
import { noAccessOf, unsupportedWords } from "../../text/no-access";
import { usePillarNames } from "../../text/pillars";
import { button, lookAround } from "../../ui/components";
import { repaint, unlessPressed } from "../../ui/repaint";
import { phoneOf } from "../../ui/phone";
import { mark } from "../../ui/pictures";
import { absenceOf } from "../../messages/program";
import { consentCards } from "./consent";
import { sampleCard } from "./sample";
import { standing } from "./standing";
import { hasArchive, hasNumber, hostStep, inTrouble, stepCards } from "./steps";
import { systemLine } from "./system";

const FIREFOX = import.meta.env.BROWSER === "firefox";
let painted = "";

/** The choice, always in view, with the sentences that matter most. */
function agreement(): HTMLElement {
  const agree = async (): Promise<void> => {
    await tell({ type: "agree", agreed: true });
    window.scrollTo(0, 0);
  };
  const more = el("a", { attrs: { href: "#terms", "data-focus": "terms-more" } }, t("welcome_terms_more"));
  more.addEventListener("click", () => byId("terms").toggleAttribute("open", true));
  return el(
    "section",
    { class: "agreement" },
    el(
      "div",
      {},
      el("p", {}, el("b", {}, t("welcome_read_never"))),
      el("p", {}, el("b", {}, t("welcome_stored_network"))),
      el("p", {}, t("welcome_terms_short"), " ", more),
    ),
    button("welcome_agree", agree, { main: true, id: "agree" }),
    el("p", { class: "note" }, t("welcome_agree_note")),
  );
}

/** What Bussola would do here; null where neither LinkedIn nor the program gives a number. */
function lead(status: Status): HTMLElement | null {
  if (absenceOf(status) !== "unsupported") return el("p", { class: "lead" }, t("welcome_lead"));
  return noAccessOf(status, null) ? null : el("p", { class: "lead" }, t("welcome_lead_unsupported"));
}

function beforeAgreement(status: Status): HTMLElement[] {
  const limited = absenceOf(status) === "unsupported";
  const words = [
    el("h1", {}, limited ? unsupportedWords(status).title : t("welcome_title")),
    lead(status),
    systemLine(status),
    !limited && lookAround(),
    FIREFOX && el("p", { class: "quiet" }, t("welcome_permission_firefox")),
  ];
  return [
    el("div", { class: "hero" }, el("div", { class: "words" }, ...words), sampleCard(now(), !limited)),
    ...(inTrouble(status) ? [hostStep(status)] : []),
    el("h2", { class: "details" }, t("welcome_details_title")),
    ...consentCards(status, { folded: true, firefox: false }),
    agreement(),
  ];
}

function afterAgreement(status: Status): HTMLElement[] {
  const agreed = el(
    "details",
    { attrs: { id: "agreed" } },
    el("summary", { attrs: { "data-focus": "agreed" } }, t("welcome_again")),
    ...(status.since === null
      ? []
      : [el("p", { class: "quiet" }, t("welcome_agreed_on", longDay(status.since)))]),
    ...consentCards(status, { folded: false, firefox: FIREFOX }),
  );
  return [...standing(status), ...stepCards(status, FIREFOX, now()), agreed];
}

/** The parts of the status that this page shows. */
function fingerprintOf(status: Status): string {
  const noAccess = noAccessOf(status, status.cached?.state ?? null);
  const shown = {
    ...status,
    cached: [hasNumber(status), phoneOf(status), hasArchive(status.cached?.state ?? null)],
    noAccess,
    health: null,
    waiting: null,
    refused: null,
  };
  return JSON.stringify(shown);
}

const paint = unlessPressed(document.body, (status: Status): void => {
  const fingerprint = fingerprintOf(status);
  if (fingerprint === painted) return;
  painted = fingerprint;
  usePillarNames(status.pillarNames);
  const main = byId("content");
  main.dataset["state"] = status.agreed ? "agreed" : "asking";
  repaint(main, ...(status.agreed ? afterAgreement(status) : beforeAgreement(status)));
});

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
  // The browser sends no event when the icon is pinned.
  window.addEventListener("focus", () => void refresh());
  void refresh()
    .then(() => tell({ type: "reconnect" }))
    .then(refresh);
}

open();
