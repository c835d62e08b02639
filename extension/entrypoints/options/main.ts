/** The options page by need: reading, the user's data, how things are shown, and what is wrong. */

import { askStatus, onChanged, tell } from "../../messages/client";
import { now } from "../../platform/clock";
import { byId, el, link } from "../../ui/dom";
import { language, t } from "../../text/i18n";
import type { Status } from "../../messages";
import { repaint, unlessPressed } from "../../ui/repaint";
import { absenceOf } from "../../messages/program";
import { mark } from "../../ui/pictures";
import { archiveCard } from "./archive";
import { phoneOf } from "../../ui/phone";
import { backupCard, faultCard, phoneCard, programCard, readingCard } from "./cards";
import { displayCard } from "./display";
import { IMPORT_HOST_NAME } from "./importer";
import { pagesCard } from "./pages";
import { profileCards } from "./profiles";
import { typedCard } from "./typed";

let painted = "";
let testing = false;

/** The parts of the page that each new status rebuilds. */
const reading = el("div", { class: "column" });
const backup = el("div", { class: "column" });
const display = el("div", { class: "column" });
const trouble = el("div", { class: "column" });

const profiles = profileCards();
const typed = typedCard(now());
const archive = archiveCard(
  {
    connect: () => chrome.runtime.connectNative(IMPORT_HOST_NAME),
    lastError: (port) => chrome.runtime.lastError?.message ?? port.error?.message,
  },
  () => void profiles.refresh(),
);
/** A part of the page with its heading. */
function part(id: string, ...nodes: HTMLElement[]): HTMLElement {
  const title = el("h2", { attrs: { id: `part-${id}` } }, t(`options_part_${id}`));
  return el("section", { class: "part", attrs: { "aria-labelledby": `part-${id}` } }, title, ...nodes);
}

const paint = unlessPressed(document.body, (status: Status): void => {
  const fingerprint = JSON.stringify([{ ...status, cached: phoneOf(status) }, testing]);
  if (fingerprint === painted) return;
  const first = painted === "";
  painted = fingerprint;
  // Hidden where no program runs that could take them.
  const isLimited = absenceOf(status) === "unsupported";
  for (const hidden of [archive, typed, profiles.profiles]) hidden.toggleAttribute("hidden", isLimited);
  repaint(reading, readingCard(status), ...phoneCard(status));
  repaint(backup, ...(isLimited ? [] : [backupCard()]));
  repaint(display, displayCard(status));
  repaint(trouble, programCard(status, testing, test), pagesCard(status, now()), faultCard(isLimited));
  // Scrolls to a card that the popup linked to before it existed.
  if (first && ["#pages", "#program"].includes(window.location.hash)) {
    byId(window.location.hash.slice(1)).scrollIntoView();
  }
});

async function refresh(): Promise<void> {
  const status = await askStatus();
  if (status) paint(status);
}

async function test(): Promise<void> {
  testing = true;
  await refresh();
  await tell({ type: "reconnect" });
  testing = false;
  await Promise.all([refresh(), profiles.refresh()]);
}

function open(): void {
  document.documentElement.lang = language();
  document.title = `Bussola: ${t("options_title")}`;
  const history = link(chrome.runtime.getURL("/history.html"), {}, t("options_history"));
  byId("top").append(mark(), "Bussola", el("nav", {}, history));
  byId("content").append(
    el("h1", {}, t("options_title")),
    part("reading", reading),
    part("data", archive, typed, profiles.profiles, backup, profiles.everything),
    part("display", display, profiles.names),
    part("trouble", trouble),
  );
  // The browser would open a file that is dropped outside of its place.
  for (const type of ["dragover", "drop"]) document.addEventListener(type, (event) => event.preventDefault());
  onChanged(() => void refresh());
  void refresh();
  void profiles.refresh();
}

open();
