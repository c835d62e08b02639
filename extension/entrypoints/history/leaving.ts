/** The card of counts that soon leave the 90 days, and what would make up for them. */

import { el } from "../../ui/dom";
import { longDay, number, signed } from "../../text/format";
import { t } from "../../text/i18n";
import type { Leaving, State } from "../../contract/protocol";
import { counted } from "../../text/why";

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
