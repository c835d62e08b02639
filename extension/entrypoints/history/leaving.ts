/** The card of counts that soon leave the 90 days, and what would make up for them. */

import { el } from "../../shared/dom";
import { longDay, number, signed } from "../../shared/format";
import { t } from "../../shared/i18n";
import type { Leaving, State } from "../../contract/protocol";
import { counted } from "../../shared/why";

function row({ signal, count, last, points, needed }: Leaving): HTMLElement {
  return el(
    "li",
    {},
    el("span", {}, t("leaving_by", counted(signal, count), longDay(last)), el("span", {}, signed(-points))),
    el("small", {}, t("leaving_needed", number(needed))),
  );
}

/** Null when nothing leaves that costs points. */
export function leavingCard({ leaving = [] }: State): HTMLElement | null {
  if (leaving.length === 0) return null;
  return el(
    "section",
    { class: "card leaving" },
    el("h2", {}, t("leaving_title")),
    el("ul", { class: "compare" }, ...leaving.map(row)),
  );
}
