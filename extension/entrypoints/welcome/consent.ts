/** What a member is told before anything is read. */

import { el, link, type Child } from "../../shared/dom";
import { t, tparts } from "../../shared/i18n";
import { command } from "../../shared/parts";

const USER_AGREEMENT = "https://www.linkedin.com/legal/user-agreement";
const DATABASE = "~/.local/share/bussola/bussola.db";

function card(id: string, ...children: Child[]): HTMLElement {
  const title = el("h2", { attrs: { id: `${id}-title` } }, t(`welcome_${id}_title`));
  return el(
    "section",
    { class: "card", attrs: { id, "aria-labelledby": `${id}-title` } },
    title,
    ...children,
  );
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

/** Each clause as a card. `firefox`: that browser lists what an extension collects in its own words. */
export function consentCards(firefox: boolean): HTMLElement[] {
  const agreement = link(USER_AGREEMENT, {}, t("welcome_terms_agreement"));
  return [
    card(
      "read",
      points(
        t("welcome_read_counts"),
        t("welcome_read_acts"),
        t("welcome_read_self"),
        el("b", {}, t("welcome_read_never")),
      ),
    ),
    card(
      "stored",
      points(
        [t("welcome_stored_database"), " ", el("code", {}, DATABASE)],
        t("welcome_stored_browser"),
        el("b", {}, t("welcome_stored_network")),
      ),
    ),
    card(
      "permissions",
      el("dl", {}, permission("host"), permission("native"), permission("storage")),
      firefox && el("p", { class: "quiet" }, t("welcome_permission_firefox")),
    ),
    card("terms", el("p", {}, ...tparts("welcome_terms", agreement))),
    card("unseen", el("p", {}, t("welcome_unseen"))),
    card(
      "remove",
      points(
        t("welcome_remove_pause"),
        [t("welcome_remove_data"), command("bussola forget --all")],
        [t("welcome_remove_program"), command("bussola uninstall")],
      ),
    ),
  ];
}
