/** The member's own score, from the page's bars, its hidden tables or its lines. */

import { readDecimal } from "../numbers";
import type { Page } from "../page";
import { consistent, four, MAX_PILLAR, pillarOf, sum, TOLERANCE, type Four, type Own } from "./pillars";
import { averages, captions, lines } from "./texts";

const BARS = ["establish-brand", "find-people", "engage-with-insights", "build-relationships"];
/** What rounding alone can make of a sum. */
const ROUNDING = 0.75;

/** A number as an attribute holds it: "13.118002", "0.29999998211860657". */
function attributeNumber(text: string | null): number | null {
  return text !== null && /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : null;
}

/** The member's own total: by the page's stable class, else the one caption that the pillars make. */
function totalFor(page: Page, pillars: Four): number | "none" | null {
  const shown = page.first(".user-ssi-score__donut-chart-caption .ssi-score__value");
  if (shown) return readDecimal(shown.textContent);
  const totals = new Set(captions(page).map(({ total }) => total));
  if (totals.size === 0) return "none";
  const fitting = [...totals].filter((total) => Math.abs(sum(pillars) - total) <= TOLERANCE);
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** Null without bars; "conflict" when the bars are there but do not make the total. */
export function fromBars(page: Page): Own | "conflict" | null {
  const values = BARS.map((name) => {
    const bar = page.first(`progress[id="${name}__sub-score-bar"], [id="${name}__sub-score-bar"][value]`);
    if (!bar || Number(bar.getAttribute("max") ?? MAX_PILLAR) !== MAX_PILLAR) return null;
    return attributeNumber(bar.getAttribute("value"));
  });
  if (values.every((value) => value === null)) return null;
  const pillars = four(values);
  const total = pillars && totalFor(page, pillars);
  if (!pillars || total === null) return "conflict";
  return consistent(total === "none" ? null : total, pillars, "progress-id") ?? "conflict";
}

export interface Table {
  element: Element;
  pillars: Four;
}

/** The hidden tables behind the donuts: four pillars and what remains to 100. */
function tables(page: Page): Table[] {
  return page.all("table").flatMap((element) => {
    const rows = Array.from(element.querySelectorAll("tr")).flatMap((row) => {
      const cell = row.querySelector("td:last-of-type");
      const label = row.querySelector("th") ?? row.querySelector("td");
      const value = cell && cell !== label ? readDecimal(cell.textContent) : null;
      return value === null ? [] : [{ label: label?.textContent ?? "", value }];
    });
    const byLabel = [0, 1, 2, 3].map(
      (index) => rows.find(({ label }) => pillarOf(page, label) === index)?.value,
    );
    const labelled = byLabel.filter((value) => value !== undefined).length;
    // Where no label is known, LinkedIn's own order of the pillars, which no markup has ever changed.
    const pillars =
      labelled > 0
        ? four(byLabel)
        : rows.length === 5
          ? four(rows.slice(0, 4).map(({ value }) => value))
          : null;
    return pillars ? [{ element, pillars }] : [];
  });
}

/** The table whose pillars make `total`: to the rounding, else within the tolerance; none where several do. */
export function tableOf(all: Table[], total: number): Table | null {
  for (const tolerance of [ROUNDING, TOLERANCE]) {
    const fitting = all.filter(({ pillars }) => Math.abs(sum(pillars) - total) <= tolerance);
    if (fitting.length === 1 && fitting[0]) return fitting[0];
    if (fitting.length > 1) return null;
  }
  return null;
}

/** The member's table beside the caption with its total; and the other tables. */
export function fromTables(page: Page): { own: Own; rest: Table[] } | null {
  const all = tables(page);
  const shown = captions(page);
  if (all.length === 0 || shown.length === 0) return null;
  // Captions of the groups repeat what a sentence beside them says; the member's own does not.
  const said = new Set(averages(page).map(({ value }) => value));
  const unsaid = shown.filter(({ total }) => !said.has(total));
  const caption = unsaid.length === 1 ? unsaid[0] : shown[0];
  if (!caption) return null;
  const near = all.filter(({ element }) => caption.element.parentElement?.contains(element));
  const mine = tableOf(near, caption.total) ?? tableOf(all, caption.total);
  if (!mine) return null;
  const own = consistent(caption.total, mine.pillars, "caption-tables");
  return own ? { own, rest: all.filter((table) => table !== mine) } : null;
}

/** Value and label on one line ("12.05 | Find the right people") or on two, in either order. */
export function fromLines(page: Page): Own | null {
  if (!page.labels) return null;
  const all = lines(page);
  const found: number[][] = [[], [], [], []];
  const labelAt = all.map((line) => pillarOf(page, line));
  // One order holds for the whole page; the first label tells which.
  const first = labelAt.findIndex((pillar) => pillar >= 0);
  const before = first > 0 && readDecimal(all[first - 1] ?? "") !== null;
  all.forEach((line, index) => {
    const joined = /^(.*?)\s*[|\t:]\s*(.*)$/.exec(line) ?? /^(.*\D)\s+([\d.,]+)$/.exec(line);
    if (joined) {
      const [, left = "", right = ""] = joined;
      for (const [label, value] of [
        [left, right],
        [right, left],
      ] as const) {
        const pillar = pillarOf(page, label);
        const number = readDecimal(value);
        if (pillar >= 0 && number !== null) found[pillar]?.push(number);
      }
    }
    const pillar = labelAt[index] ?? -1;
    if (pillar < 0) return;
    const number = readDecimal(all[index + (before ? -1 : 1)] ?? "");
    if (number !== null) found[pillar]?.push(number);
  });
  const values = found.map((numbers) => (new Set(numbers).size === 1 ? numbers[0] : undefined));
  const totals = new Set(captions(page).map(({ total }) => total));
  const pillars = four(values);
  if (!pillars) return null;
  const fitting = [...totals].filter((total) => Math.abs(sum(pillars) - total) <= TOLERANCE);
  if (totals.size > 0 && fitting.length !== 1) return null;
  return consistent(fitting[0] ?? null, pillars, "label");
}
