/** The main counts, one line each, which unfolds to the count's days, sources and part in the index. */

import { el } from "../../ui/dom";
import { t } from "../../text/i18n";
import type { Count, Day, State } from "../../contract/protocol";
import type { Days } from "../../text/count-days";
import { countDetails, countText, spanText } from "../../ui/count-details";
import { chevron } from "../../ui/pictures";

function line(count: Count, today: Day, details: () => HTMLElement): HTMLElement {
  const span = spanText(count, today);
  const value = el("b", { class: count.value === null ? "unknown" : "" }, countText(count));
  const name = el("span", {}, t(`signal_${count.signal}`), span !== null && el("small", {}, ` ${span}`));
  const head = el(
    "summary",
    { attrs: { "data-focus": `count-${count.signal}` } },
    name,
    " ",
    value,
    chevron(),
  );
  const row = el("details", {}, head);
  row.addEventListener("toggle", () => {
    if (row.open && row.childElementCount === 1) row.append(details());
  });
  return el("li", {}, row);
}

/** Null where the program does not tell the counts. */
export function countsCard(state: State | null, today: Day, days: Days): HTMLElement | null {
  if (!state?.counts || state.counts.length === 0) return null;
  const lines = state.counts.map((count) =>
    line(count, today, () => countDetails(count, state, today, days)),
  );
  return el("section", { class: "card counts" }, el("h2", {}, t("history_counts")), el("ul", {}, ...lines));
}
