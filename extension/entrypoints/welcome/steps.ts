/** What a user can do once reading is on: each step with its state. */

import { LINKEDIN_PATTERN } from "../../manifest";
import { archiveSteps, bringArchive } from "../../ui/archive";
import { tell } from "../../messages/client";
import { el, link, type Child } from "../../ui/dom";
import { ageOf, localDay, number } from "../../text/format";
import { t } from "../../text/i18n";
import { hostRemedy, programSteps } from "../../ui/host-remedy";
import type { Status } from "../../messages";
import { lastReading, noAccessOf, noAccessText } from "../../text/no-access";
import { firstPages, pagesRead } from "../../messages/pages";
import { PLACE_URLS } from "../../contract/pages";
import { button, pageList } from "../../ui/components";
import { phoneChoice, phoneOf } from "../../ui/phone";
import { absenceOf, hostWord, isKept } from "../../messages/program";
import { tick } from "../../ui/pictures";
import { PILLARS, type State } from "../../contract/protocol";

function step(id: string, done: boolean, state: string, ...children: Child[]): HTMLElement {
  const attrs = { id, "aria-labelledby": `${id}-title`, "data-state": state };
  const title = el("h2", { attrs: { id: `${id}-title` } }, tick(done), t(`welcome_${id}_title`));
  const said = done && el("span", { class: "sr-only" }, t("page_done"));
  if (said) title.append(said);
  return el("section", { class: "card step", attrs }, title, ...children);
}

function permitStep(): HTMLElement {
  const ask = (): unknown => chrome.permissions.request({ origins: [LINKEDIN_PATTERN] });
  return step(
    "permit",
    false,
    "missing",
    el("p", {}, t("welcome_permit_text")),
    el("div", { class: "actions" }, button("action_allow", ask, { main: true, id: "allow" })),
  );
}

function ssiStep({ official }: Status, now: Date): HTMLElement {
  const open = (key: string, main: boolean): HTMLElement =>
    link(
      PLACE_URLS.ssi,
      { class: main ? "button main" : "button", attrs: { id: "open-ssi", "data-focus": "open-ssi" } },
      t(key),
    );
  if (official === null) {
    return step(
      "ssi",
      false,
      "open",
      el("p", {}, t("welcome_ssi_text")),
      el("div", { class: "actions" }, open("welcome_ssi_open", true)),
    );
  }
  const { total, pillars } = official.official;
  const parts = PILLARS.map((pillar) =>
    el(
      "li",
      {},
      el("span", { class: `dot of-${pillar}` }),
      t(`pillar_${pillar}`),
      el("b", {}, number(pillars[pillar], 1)),
    ),
  );
  return step(
    "ssi",
    true,
    "seen",
    el(
      "div",
      { class: "official", attrs: { id: "official", "data-total": total } },
      el("p", { class: "number" }, el("b", {}, number(total)), " ", t("of_100")),
      el("ul", {}, ...parts),
    ),
    el(
      "div",
      { class: "actions" },
      el("span", { class: "quiet" }, t("welcome_ssi_seen", ageOf(official.at, localDay(now)))),
      open("welcome_ssi_again", false),
    ),
  );
}

const stateOf = ({ cached }: Status): State | null => cached?.state ?? null;

function pagesStep(status: Status, noAccess: boolean, now: Date): HTMLElement {
  const pages = firstPages(noAccess);
  const read = pagesRead(status);
  const done = pages.filter((page) => read[page] !== undefined).length;
  return step(
    "pages",
    done === pages.length,
    done === pages.length ? "seen" : "open",
    noAccess &&
      el(
        "p",
        { attrs: { id: "no-access" } },
        noAccessText(lastReading(status, stateOf(status)), stateOf(status)?.kind, localDay(now)),
      ),
    el("p", {}, t("welcome_pages_text"), " ", t("welcome_pages_look")),
    pageList(pages, read),
    el("p", { class: "quiet", attrs: { role: "status" } }, t("welcome_pages_done", done, pages.length)),
  );
}

/** The question is asked once a program is there to store the answer. */
function phoneSteps(status: Status): HTMLElement[] {
  const said = phoneOf(status);
  if (said === undefined) return [];
  return [step("phone", said !== null, said ?? "open", ...phoneChoice(said))];
}

/** Always open: the page cannot know whether the days before today were imported. */
function archiveStep(): HTMLElement {
  return step(
    "archive",
    false,
    "open",
    el("p", {}, t("options_import_text")),
    archiveSteps(...bringArchive()),
  );
}

function pinStep({ pinned }: Status, firefox: boolean): HTMLElement {
  const how = firefox ? "welcome_pin_firefox" : "welcome_pin_chrome";
  const text = pinned === null ? "welcome_pin_unknown" : pinned ? "welcome_pin_done" : how;
  return step("pin", pinned === true, String(pinned), el("p", {}, t(text)));
}

/** True where the program could run but does not answer. */
export function inTrouble(status: Status): boolean {
  const { host } = status;
  return host !== "connected" && host !== "unknown" && absenceOf(status) !== "unsupported";
}

export function hostStep(status: Status): HTMLElement {
  const { host, hostVersion } = status;
  const mend = absenceOf(status) === "missing" ? programSteps(status) : hostRemedy(status);
  const again = (): unknown => tell({ type: "reconnect" });
  return step(
    "host",
    host === "connected",
    host,
    el("p", { attrs: { role: "status" } }, t(`welcome_host_${hostWord(status)}`, hostVersion ?? "")),
    ...mend,
    mend.length > 0 && host !== "ahead" && el("div", { class: "actions" }, button("action_again", again)),
  );
}

/** True once badge and popup show a number. */
export function hasNumber({ official, cached }: Status): boolean {
  return official !== null || (cached !== null && cached.state.total !== null);
}

/** Shown when all steps are done. */
function doneStep({ since }: Status, now: Date): HTMLElement {
  const text = since === localDay(now) ? "welcome_done_tomorrow" : "welcome_done_later";
  const history = chrome.runtime.getURL("/history.html");
  return step(
    "done",
    true,
    "seen",
    el("p", {}, t(text)),
    el(
      "div",
      { class: "actions" },
      link(history, { class: "button", attrs: { "data-focus": "history" } }, t("welcome_done_open")),
    ),
  );
}

/** The steps: obstacles first, completed ones in their place. */
export function stepCards(status: Status, firefox: boolean, now: Date): HTMLElement[] {
  const noAccess = noAccessOf(status, stateOf(status)) !== null;
  const ssi = noAccess ? [] : [ssiStep(status, now)];
  const pin = pinStep(status, firefox);
  const permit = status.permitted ? [] : [permitStep()];
  if (absenceOf(status) === "unsupported") return [...permit, ...ssi, pin];
  const trouble = inTrouble(status);
  const done = isKept(status) && !status.paused && hasNumber(status) && status.pinned !== false;
  return [
    ...permit,
    ...(trouble ? [hostStep(status)] : []),
    pagesStep(status, noAccess, now),
    ...ssi,
    pin,
    ...phoneSteps(status),
    ...(trouble ? [] : [archiveStep(), hostStep(status)]),
    ...(done ? [doneStep(status, now)] : []),
  ];
}
