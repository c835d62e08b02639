/** The reasons for a change as rows, in the popup and on the history page. */

import { el } from "./dom";
import { direction, shortDay, signed } from "../text/format";
import { t } from "../text/i18n";
import type { Correction, Day, Why } from "../contract/protocol";
import { SIGNALS } from "../contract/signals";
import { isUnexplained, longReason, rowsOf, type Reason } from "../text/why";

/** Rows for acts; further ones are merged into one. */
const ROWS = 8;

function causeRow(reason: Reason, today: Day): HTMLElement {
  const turn = direction(reason.delta) < 0 ? "down" : "up";
  const level = levelText(reason);
  return el(
    "li",
    { class: isUnexplained(reason) ? "unexplained" : "" },
    el("span", {}, longReason(reason, today), level !== "" && el("small", {}, level)),
    el("span", { class: turn }, signed(reason.delta)),
  );
}

/** How far a level has moved; "" for a rate, since its change is not a count. */
function levelText({ signal, cause, from, to }: Reason): string {
  const isLevel = signal !== null && cause === "done" && SIGNALS[signal]?.kind === "gauge";
  return isLevel && typeof from === "number" && typeof to === "number" ? signed(to - from, 0) : "";
}

/** The rows, which add up to the change; null without any. */
export function reasonList(why: Why, today: Day): HTMLElement | null {
  const rows = rowsOf(why, ROWS).map((reason) => causeRow(reason, today));
  return rows.length > 0 ? el("ul", { class: "move" }, ...rows) : null;
}

function redrawnText({ day, cause, points }: Correction, today: Day): string {
  return t(`why_redrawn_${cause}`, shortDay(day, today), signed(points, 0));
}

/** On its day, why the number differs from the one shown the day before; false on other days. */
export const redrawnNote = ({ redrawn }: Why, today: Day): HTMLElement | false =>
  redrawn !== undefined && el("p", { class: "cap" }, redrawnText(redrawn, today));
