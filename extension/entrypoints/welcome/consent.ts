/** What the user reads before consent. */

import { el, link, type Child } from "../../ui/dom";
import { t, tparts } from "../../text/i18n";
import type { Status } from "../../messages";
import { absenceOf, sourceFor } from "../../messages/program";

const USER_AGREEMENT = "https://www.linkedin.com/legal/user-agreement";
const DATABASE = "~/.local/share/bussola/bussola.db";

export interface ConsentLook {
  /** Each card folded under its title. */
  folded: boolean;
  /** With Firefox's own words for what an extension collects. */
  firefox: boolean;
}

function points(...items: (Child | Child[])[]): HTMLElement {
  const rows = items.map((item) => el("li", {}, ...(Array.isArray(item) ? item : [item])));
  return el("ul", { class: "points" }, ...rows);
}

function permission(id: string): HTMLElement {
  return el(
    "div",
    {},
    el("dt", {}, t(`welcome_permission_${id}`)),
    el("dd", {}, t(`welcome_permission_${id}_why`)),
  );
}

/** How each package is removed; shown once the program was reached. */
function removals({ system, programSeen }: Status): Child {
  if (!programSeen) return false;
  const rows = (sourceFor(system)?.packages ?? []).map(({ id, remove }) =>
    el("li", {}, t(`program_package_${id}`), " ", el("code", {}, remove)),
  );
  return el("ul", { class: "removals" }, ...rows);
}

function removal(status: Status): HTMLElement {
  if (absenceOf(status) === "unsupported") {
    return points(t("welcome_remove_pause"), t("welcome_remove_extension"));
  }
  return points(t("welcome_remove_pause"), t("welcome_remove_data"), [
    t("welcome_remove_program"),
    removals(status),
  ]);
}

function card(id: string, folded: boolean, children: Child[]): HTMLElement {
  const title = el("h2", { attrs: { id: `${id}-title` } }, t(`welcome_${id}_title`));
  if (folded) {
    const summary = el("summary", { attrs: { "data-focus": `${id}-title` } }, title);
    return el("details", { class: "card", attrs: { id } }, summary, ...children);
  }
  const attrs = { id, "aria-labelledby": `${id}-title` };
  return el("section", { class: "card", attrs }, title, ...children);
}

/** Each clause as a card. */
export function consentCards(status: Status, { folded, firefox }: ConsentLook): HTMLElement[] {
  const agreement = link(USER_AGREEMENT, {}, t("welcome_terms_agreement"));
  const database = [t("welcome_stored_database"), " ", el("code", {}, DATABASE)];
  const clauses: Record<string, Child[]> = {
    read: [
      points(
        t("welcome_read_counts"),
        t("welcome_read_acts"),
        t("welcome_read_self"),
        el("b", {}, t("welcome_read_never")),
      ),
    ],
    stored: [
      points(
        ...(absenceOf(status) === "unsupported" ? [] : [database]),
        t("welcome_stored_browser"),
        el("b", {}, t("welcome_stored_network")),
      ),
    ],
    permissions: [
      el("dl", {}, permission("host"), permission("native"), permission("storage")),
      firefox && el("p", { class: "quiet" }, t("welcome_permission_firefox")),
    ],
    terms: [el("p", {}, ...tparts("welcome_terms", agreement))],
    unseen: [el("p", {}, t("welcome_unseen"))],
    remove: [removal(status)],
  };
  return Object.entries(clauses).map(([id, children]) => card(id, folded, children));
}
