/** The member's own score, from the page's bars, its hidden tables or its lines. */

import { readDecimal } from "../numbers";
import type { Page } from "../page";
import {
  consistent,
  four,
  MAX_PILLAR,
  pillarOf,
  pillarValue,
  sum,
  TOLERANCE,
  type Four,
  type Own,
} from "./pillars";
import { averages, captions, lines, type Caption } from "./texts";

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
    // Where no label is known, LinkedIn's own order of the pillars, which no markup has ever changed;
    // the points that remain to 100 stand below them.
    const inOrder = rows.length === 4 || rows.length === 5 ? rows.slice(0, 4) : [];
    const pillars = four(labelled > 0 ? byLabel : inOrder.map(({ value }) => value));
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

/** The caption that is the member's own: the one whose total no sentence says of a group; null where that leaves none, or several. */
function ownCaption(page: Page): Caption | null {
  const shown = captions(page);
  const said = averages(page).map(({ value }) => value);
  const unsaid = shown.filter(({ total }) => {
    const at = said.indexOf(total);
    if (at >= 0) said.splice(at, 1);
    return at < 0;
  });
  const totals = new Set(unsaid.map(({ total }) => total));
  return totals.size === 1 ? (unsaid[0] ?? null) : null;
}

/** The member's table beside the caption with its total; and the other tables. */
export function fromTables(page: Page): { own: Own; rest: Table[] } | null {
  const all = tables(page);
  const caption = all.length > 0 ? ownCaption(page) : null;
  if (!caption) return null;
  const near = all.filter(({ element }) => caption.element.parentElement?.contains(element));
  const mine = tableOf(near, caption.total) ?? tableOf(all, caption.total);
  if (!mine) return null;
  const own = consistent(caption.total, mine.pillars, "caption-tables");
  return own ? { own, rest: all.filter((table) => table !== mine) } : null;
}

/** A line of a value and words about it, in either order: "12.05 | Find the right people". */
const VALUE_FIRST = /^([\d.,\u066b]+(?:\s*\/\s*25)?)\s*[|\t:]?\s*(\p{L}.*)$/u;
const VALUE_LAST = /^(\p{L}.*?)\s*[|\t:]?\s*([\d.,\u066b]+(?:\s*\/\s*25)?)$/u;

/** The value and the words of a line that holds both, and no other number; null elsewhere. */
function joined(line: string): { value: number; words: string } | null {
  const [, first, after] = VALUE_FIRST.exec(line) ?? [];
  const [, before, last] = VALUE_LAST.exec(line) ?? [];
  const words = after ?? before ?? "";
  const value = pillarValue(first ?? last ?? "");
  return value === null || /\d/.test(words) ? null : { value, words };
}

/** The four values by the labels of the pillars. */
function byLabels(page: Page, all: string[]): Four | null {
  const found: number[][] = [[], [], [], []];
  const labelAt = all.map((line) => pillarOf(page, line));
  // One order holds for the whole page; the first label tells which.
  const first = labelAt.findIndex((pillar) => pillar >= 0);
  const before = first > 0 && pillarValue(all[first - 1] ?? "") !== null;
  all.forEach((line, index) => {
    const both = joined(line);
    const pillar = both ? pillarOf(page, both.words) : (labelAt[index] ?? -1);
    const value = both ? both.value : pillarValue(all[index + (before ? -1 : 1)] ?? "");
    if (pillar >= 0 && value !== null) found[pillar]?.push(value);
  });
  return four(found.map((numbers) => (new Set(numbers).size === 1 ? numbers[0] : undefined)));
}

/**
 * The four values by their order, where nobody has told us the labels: only if they are the page's
 * only ones, most of them with a fraction.
 */
function byOrder(all: string[]): Four | null {
  const values = all.flatMap((line) => {
    const { value } = joined(line) ?? {};
    // Beside words a whole number may count anything.
    return pillarValue(line) ?? (value === undefined || Number.isInteger(value) ? [] : value);
  });
  return values.filter((value) => !Number.isInteger(value)).length >= 2 ? four(values) : null;
}

/** Value and label on one line or on two, in either order. */
export function fromLines(page: Page): Own | null {
  const all = lines(page);
  const pillars = page.labels ? byLabels(page, all) : byOrder(all);
  if (!pillars) return null;
  const totals = [...new Set(captions(page).map(({ total }) => total))];
  const fitting = totals.filter((total) => Math.abs(sum(pillars) - total) <= TOLERANCE);
  const told = page.labels ? totals.length === 0 || fitting.length === 1 : totals.length === 1;
  return told
    ? consistent(fitting[0] ?? totals[0] ?? null, pillars, page.labels ? "label" : "line-order")
    : null;
}
