/** What a member can do once reading is on: each step with its state. */

import { LINKEDIN_PATTERN } from "../../manifest";
import { archiveSteps, bringArchive } from "../../shared/archive";
import { tell } from "../../shared/client";
import { el, link, type Child } from "../../shared/dom";
import { ageOf, localDay, number } from "../../shared/format";
import { t } from "../../shared/i18n";
import type { PageKind, Status } from "../../shared/messages";
import { PLACE_URLS } from "../../shared/pages";
import { button, hostRemedy, pageList } from "../../shared/parts";
import { tick } from "../../shared/pictures";
import { PILLARS } from "../../shared/protocol";

/** The five pages that between them show the most points, beside LinkedIn's own number. */
const FIVE: readonly Exclude<PageKind, "other">[] = [
  "own_profile",
  "network",
  "activity_posts",
  "activity_comments",
  "activity_reactions",
];

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

function pagesStep({ pages }: Status): HTMLElement {
  const done = FIVE.filter((page) => pages[page] !== undefined).length;
  return step(
    "pages",
    done === FIVE.length,
    done === FIVE.length ? "seen" : "open",
    el("p", {}, t("welcome_pages_text")),
    pageList(FIVE, pages),
    el("p", { class: "quiet", attrs: { role: "status" } }, t("welcome_pages_done", done, FIVE.length)),
  );
}

/** Open for good: the page cannot tell whether the days before today are there. */
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

function hostStep(status: Status): HTMLElement {
  const { host, hostVersion } = status;
  const mend = hostRemedy(host);
  return step(
    "host",
    host === "connected",
    host,
    el("p", { attrs: { role: "status" } }, t(`welcome_host_${host}`, hostVersion ?? "")),
    ...mend,
    mend.length > 0 &&
      host !== "ahead" &&
      el(
        "div",
        { class: "actions" },
        button("action_again", () => tell({ type: "reconnect" })),
      ),
  );
}

/** The steps in the order that serves: what is in the way first, what is done where it stands. */
export function stepCards(status: Status, firefox: boolean, now: Date): HTMLElement[] {
  const host = hostStep(status);
  const trouble = status.host !== "connected" && status.host !== "unknown";
  return [
    ...(status.permitted ? [] : [permitStep()]),
    ssiStep(status, now),
    ...(trouble ? [host] : []),
    pagesStep(status),
    archiveStep(),
    pinStep(status, firefox),
    ...(trouble ? [] : [host]),
  ];
}
