/** The numbers of a chart as a table that unfolds below it. */

import { el, type Child } from "../../../ui/dom";
import { bounded, number } from "../../../text/format";
import { t } from "../../../text/i18n";
import type { Bound } from "../../../contract/protocol";
import { growingTable } from "../table";

/** A table cell with a count. Without one it shows a dash, which screen readers read as "not known". */
export function countCell(value: number | null, bound: Bound = "exact"): HTMLElement {
  if (value !== null) return el("td", {}, bounded(number(value), bound));
  const dash = el("span", { attrs: { "aria-hidden": "true" } }, "–");
  return el("td", {}, dash, el("span", { class: "sr-only" }, t("count_unknown")));
}

/** A row of cells after its name. */
export function tableRow(name: string, ...cells: Child[]): HTMLTableRowElement {
  return el("tr", {}, el("th", { attrs: { scope: "row" } }, name), ...cells);
}

/** The table of the chart `name`; its rows are made when they are shown. */
export function foldedTable(name: string, heads: string[], rows: (() => HTMLTableRowElement)[]): HTMLElement {
  const fold = el(
    "details",
    { class: "numbers" },
    el("summary", {}, t("chart_table"), el("span", { class: "sr-only" }, `: ${name}`)),
  );
  const unfold = (): void => {
    if (fold.childElementCount === 1)
      fold.append(
        growingTable({ "aria-label": name }, heads, rows),
        el("p", { class: "cap" }, t("chart_table_unknown")),
      );
  };
  fold.addEventListener("toggle", unfold);
  return fold;
}
