/** The main counts in one row, each a button that unfolds its details. */

import { el } from "../../ui/dom";
import { t } from "../../text/i18n";
import type { Count, Day, State } from "../../contract/protocol";
import type { Days } from "../../text/count-days";
import { countDetails, countText } from "../../ui/count-details";
import { foldAll } from "./disclosure";

/** The id of the details, of which one is shown at a time. */
const DETAILS = "count-details";

function panelOf(...of: Parameters<typeof countDetails>): HTMLElement {
  const panel = countDetails(...of);
  panel.id = DETAILS;
  return panel;
}

function nameShown(signal: string): string {
  return t(signal === "inmail_replies" ? "count_inmail_short" : `signal_${signal}`);
}

function countButton(count: Count, key: string, isOpen: boolean): HTMLButtonElement {
  const attrs = {
    type: "button",
    "data-focus": key,
    "aria-expanded": String(isOpen),
    "aria-controls": DETAILS,
  };
  const isKnown = count.value !== null;
  const value = el(isKnown ? "b" : "span", { class: isKnown ? "" : "unknown" }, countText(count));
  return el("button", { class: "count", attrs }, el("span", {}, nameShown(count.signal)), " ", value);
}

/**
 * The row, and the details of the count with the key `open`; empty where the program does not tell
 * the counts.
 */
export function countsRow(state: State | null, today: Day, days: Days, open: string | null): HTMLElement[] {
  if (!state?.counts || state.counts.length === 0) return [];
  const row = el("div", { class: "counts", attrs: { role: "group", "aria-label": t("counts_title") } });
  const shown: HTMLElement[] = [row];
  for (const count of state.counts) {
    const key = `count-${count.signal}`;
    const button = countButton(count, key, key === open);
    button.addEventListener("click", () => {
      const was = button.getAttribute("aria-expanded") === "true";
      foldAll();
      if (was) return;
      button.setAttribute("aria-expanded", "true");
      row.after(panelOf(count, state, today, days));
    });
    row.append(button);
    if (key === open) shown.push(panelOf(count, state, today, days));
  }
  return shown;
}
