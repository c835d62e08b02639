/** The charts' numbers as a table, newest first; older rows are added on request. */

import { el } from "../../ui/dom";
import { t } from "../../text/i18n";
import { shortPillarName } from "../../text/pillars";
import { dayIndexText, dayPointsText } from "../../text/index-value";
import { PILLARS, type Day } from "../../contract/protocol";
import { GROUPS, rowsOf, unitOf, type Columns, type Row, type Unit } from "./series";
import { besideText, notesOf, pillarAverages, readingTag, rowLabel, surenessIn } from "./words";

/** Rows at first and per request, so that a page never holds thousands. */
const FIRST_ROWS = 12;
const MORE_ROWS = 52;

function rowOf(row: Row, columns: Columns, unit: Unit, today: Day): HTMLTableRowElement {
  const sureness = surenessIn(columns, row.from, row.to);
  const tags = [readingTag(row, unit, today), sureness, ...notesOf(row, today)].filter((tag) => tag !== "");
  return el(
    "tr",
    {},
    el(
      "th",
      { attrs: { scope: "row" } },
      rowLabel(row, unit, today),
      ...tags.map((tag) => el("span", { class: "tag" }, tag)),
    ),
    el("td", {}, dayIndexText(row.values.total, row.byLinkedIn)),
    ...PILLARS.map((pillar) => {
      const averages = pillarAverages(row, pillar);
      return el(
        "td",
        {},
        dayPointsText(row.values[pillar], row.byLinkedIn),
        averages !== "" && el("span", { class: "sr-only" }, ` (${averages})`),
      );
    }),
    ...GROUPS.map((group) => el("td", { class: "beside" }, besideText(row.beside[group]))),
  );
}

/** A table named by `label` in a frame that scrolls, and while there are more rows a button. */
export function growingTable(
  label: { "aria-label": string } | { "aria-labelledby": string },
  heads: string[],
  rows: (() => HTMLTableRowElement)[],
): HTMLElement {
  const body = el("tbody");
  const more = el("button", { class: "button", attrs: { type: "button" } }, t("table_more"));
  let shown = 0;
  const show = (count: number): void => {
    body.append(...rows.slice(shown, shown + count).map((row) => row()));
    shown += count;
    more.hidden = shown >= rows.length;
  };
  more.addEventListener("click", () => show(MORE_ROWS));
  show(FIRST_ROWS);
  const head = el("tr", {}, ...heads.map((text) => el("th", { attrs: { scope: "col" } }, text)));
  return el(
    "div",
    { class: "table" },
    el(
      "div",
      { class: "wide", attrs: { tabindex: 0, role: "group", ...label } },
      el("table", { attrs: label }, el("thead", {}, head), body),
    ),
    more,
  );
}

/** The table of the index, below its title. */
export function historyTable(columns: Columns, today: Day): HTMLElement {
  const unit = unitOf(columns.days);
  const rows = rowsOf(columns, unit);
  const heads = [
    t(`table_${unit}`),
    t("column_total"),
    ...PILLARS.map(shortPillarName),
    ...GROUPS.map((group) => t(`rank_${group}`)),
  ];
  return el(
    "div",
    {},
    el("h2", { attrs: { id: "table-title" } }, t(`table_by_${unit}`)),
    growingTable(
      { "aria-labelledby": "table-title" },
      heads,
      rows.map((row) => () => rowOf(row, columns, unit, today)),
    ),
  );
}
