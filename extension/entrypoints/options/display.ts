/** The options' cards about how things are shown: toolbar, theme, and names of accounts. */

import { LIMITS } from "../../contract/limits";
import { tell } from "../../messages/client";
import type { Status, Theme } from "../../messages";
import type { NamedProfile } from "../../messages/profiles";
import { printable } from "../../messages/shape";
import { t } from "../../text/i18n";
import { el } from "../../ui/dom";
import { card } from "./cards";

const THEMES: readonly Theme[] = ["system", "light", "dark"];

function badgeChoice(on: boolean): HTMLElement {
  const box = el("input", { attrs: { type: "checkbox", id: "badge", "data-focus": "badge", checked: on } });
  box.addEventListener("change", () => void tell({ type: "display", change: { badge: box.checked } }));
  return el("label", { class: "choice" }, box, t("options_badge"));
}

function themeChoice(chosen: Theme): HTMLElement {
  const choices = THEMES.map((theme) => {
    const id = `theme-${theme}`;
    const attrs = { type: "radio", name: "theme", id, "data-focus": id, checked: theme === chosen };
    const on = { change: () => void tell({ type: "display", change: { theme } }) };
    return el("label", { class: "choice" }, el("input", { attrs, on }), t(`options_theme_${theme}`));
  });
  return el("fieldset", {}, el("legend", {}, t("options_theme")), ...choices);
}

export function displayCard({ display }: Status): HTMLElement {
  return card("display", badgeChoice(display.badge), themeChoice(display.theme));
}

/** One field for each account's name; the host's own names show where the user gave none. */
export function namesCard(profiles: NamedProfile[], changed: () => void): HTMLElement {
  const fields = profiles.map(({ key, label }) => {
    const name = label || printable(key, LIMITS.label);
    const id = `label-${key}`;
    const field = el("input", { attrs: { id, value: name, maxlength: LIMITS.label, "data-focus": id } });
    const keep = (): unknown => tell({ type: "label", key, label: field.value }).then(changed);
    field.addEventListener("change", () => void keep());
    return el("label", { class: "field", attrs: { for: id } }, t("options_names_of", name), field);
  });
  return card("names", el("p", { class: "quiet" }, t("options_names_text")), ...fields);
}
