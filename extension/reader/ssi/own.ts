/** The user's own score, from the page's bars, its hidden tables or its lines. */

import { LIMITS } from "../../contract/limits";
import { normalise, readDecimal } from "../numbers/numbers";
import type { Page } from "../page";
import {
  consistent,
  four,
  joined,
  pillarOf,
  pillarValue,
  sum,
  TOLERANCE,
  type Four,
  type Own,
} from "./pillars";
import { averages, captions, lines, nearest, type Caption } from "./texts";

const BARS = ["establish-brand", "find-people", "engage-with-insights", "build-relationships"];
const WORD = /\p{L}/u;
/** The largest difference that rounding alone makes in a sum. */
const ROUNDING = 0.75;

/** A number in an attribute: "13.118002", "0.29999998211860657". */
function attributeNumber(text: string | null): number | null {
  return text !== null && /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : null;
}

/**
 * The user's own total: by the page's stable class, else the one caption that the pillars add up
 * to.
 */
function totalFor(page: Page, pillars: Four): number | "none" | null {
  const shown = page.first(".user-ssi-score__donut-chart-caption .ssi-score__value");
  if (shown) return readDecimal(shown.textContent);
  const totals = new Set(captions(page).map(({ total }) => total));
  if (totals.size === 0) return "none";
  const fitting = [...totals].filter((total) => Math.abs(sum(pillars) - total) <= TOLERANCE);
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** Null without bars; "conflict" when the bars do not add up to the total. */
export function fromBars(page: Page): Own | "conflict" | null {
  const values = BARS.map((name) => {
    const bar = page.first(`progress[id="${name}__sub-score-bar"], [id="${name}__sub-score-bar"][value]`);
    if (!bar || Number(bar.getAttribute("max") ?? LIMITS.pillar) !== LIMITS.pillar) return null;
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
  /** The labels of its four rows, in the order of the pillars. */
  names: string[];
  /** One of its labels is unknown although the page's language is known. */
  renamed: boolean;
}

/** The hidden tables behind the donuts: four pillars and the rest to 100. */
function tables(page: Page): Table[] {
  return page.all("table").flatMap((element) => {
    const rows = Array.from(element.querySelectorAll("tr")).flatMap((row) => {
      const cell = row.querySelector("td:last-of-type");
      const label = row.querySelector("th") ?? row.querySelector("td");
      const value = cell && cell !== label ? readDecimal(cell.textContent) : null;
      const name = normalise(label?.textContent ?? "").trim();
      return value === null ? [] : [{ pillar: pillarOf(page, name), name, value }];
    });
    const namesOf = (some: typeof rows): string[] => some.map(({ name }) => name);
    const labelled = [0, 1, 2, 3].flatMap((index) => rows.find(({ pillar }) => pillar === index) ?? []);
    const byLabel = four(labelled.map(({ value }) => value));
    if (byLabel) return [{ element, pillars: byLabel, names: namesOf(labelled), renamed: false }];
    // Unknown labels are assigned by LinkedIn's order of the pillars, which is the same in every
    // markup; the rest to 100 is the last row.
    const inOrder = rows.every(({ pillar }, index) => pillar < 0 || pillar === index);
    const first = rows.slice(0, 4);
    const pillars = inOrder && rows.length <= 5 ? four(first.map(({ value }) => value)) : null;
    return pillars ? [{ element, pillars, names: namesOf(first), renamed: page.labels !== null }] : [];
  });
}

/**
 * The table with pillars that add up to `total`, within rounding, else within the tolerance; null
 * if several do.
 */
export function tableOf(all: Table[], total: number): Table | null {
  for (const tolerance of [ROUNDING, TOLERANCE]) {
    const fitting = all.filter(({ pillars }) => Math.abs(sum(pillars) - total) <= tolerance);
    if (fitting.length === 1 && fitting[0]) return fitting[0];
    if (fitting.length > 1) return null;
  }
  return null;
}

interface Captions {
  own: Caption | null;
  groups: Caption[];
}

/**
 * Sorts captions into the groups' and the user's own: a caption that a sentence repeats is a
 * group's, and the user's is what remains. If several have the same total, the sentence means the
 * one in its own block; without such a block the result is null.
 */
function captionsOf(page: Page): Captions {
  const shown = captions(page);
  const groups: Caption[] = [];
  for (const { element, value } of averages(page)) {
    const equal = shown.filter((caption) => caption.total === value && !groups.includes(caption));
    const meant = equal.length > 1 ? nearest(element, equal) : equal[0];
    if (meant === null) return { own: null, groups };
    if (meant) groups.push(meant);
  }
  const left = shown.filter((caption) => !groups.includes(caption));
  const totals = new Set(left.map(({ total }) => total));
  return { own: totals.size === 1 ? (left[0] ?? null) : null, groups };
}

/** The largest ancestor of a caption that holds none of `others`. */
function blockOf({ element }: Caption, others: Caption[]): Element {
  let block = element;
  const free = (at: Element): boolean => !others.some((other) => at.contains(other.element));
  while (block.parentElement && free(block.parentElement)) block = block.parentElement;
  return block;
}

/**
 * The user's table, in the block of the caption with its total or in no group's block; and the
 * other tables.
 */
export function fromTables(page: Page): { own: Own; names: string[]; rest: Table[] } | null {
  const all = tables(page);
  const { own: caption, groups } = captionsOf(page);
  if (!caption) return null;
  const block = blockOf(caption, groups);
  const theirs = groups.map((group) =>
    blockOf(group, [caption, ...groups.filter((other) => other !== group)]),
  );
  const inOwn = all.filter(({ element }) => block.contains(element));
  const inNone = all.filter(({ element }) => !theirs.some((other) => other.contains(element)));
  const mine = tableOf(inOwn, caption.total) ?? tableOf(inNone, caption.total);
  if (!mine) return null;
  const own = consistent(caption.total, mine.pillars, mine.renamed ? "tables-new-label" : "caption-tables");
  return own ? { own, names: mine.names, rest: all.filter((table) => table !== mine) } : null;
}

interface Lines {
  pillars: Four;
  /** One of the four labels is unknown although the page's language is known. */
  renamed: boolean;
}

/** The four values by the labels of the pillars; three known labels give the fourth by its line. */
function byLabels(page: Page, all: string[]): Lines | null {
  const found: { value: number; line: number }[][] = [[], [], [], []];
  const labelAt = all.map((line) => pillarOf(page, line));
  // The whole page has one order; the first label decides it.
  const first = labelAt.findIndex((pillar) => pillar >= 0);
  const before = first > 0 && pillarValue(all[first - 1] ?? "") !== null;
  const valueAt = (line: number): number | null =>
    joined(all[line] ?? "")?.value ?? pillarValue(all[line + (before ? -1 : 1)] ?? "");
  all.forEach((line, index) => {
    const pillar = labelAt[index] ?? -1;
    const at = pillar >= 0 ? pillar : pillarOf(page, joined(line)?.words ?? "");
    const value = valueAt(index);
    if (at >= 0 && value !== null) found[at]?.push({ value, line: index });
  });
  const sure = found.map((values) =>
    new Set(values.map(({ value }) => value)).size === 1 ? values[0] : undefined,
  );
  const named = four(sure.map((one) => one?.value));
  if (named) return { pillars: named, renamed: false };
  const missing = found.findIndex((values) => values.length === 0);
  const line =
    missing < 0
      ? null
      : placeOf(
          missing,
          sure.map((one) => one?.line),
        );
  if (line === null || !WORD.test(all[line] ?? "") || labelAt[line] !== -1) return null;
  const pillars = four(sure.map((one, index) => (index === missing ? valueAt(line) : one?.value)));
  return pillars ? { pillars, renamed: true } : null;
}

/** The line of the missing one of four labels, if the others are in order and evenly spaced. */
function placeOf(missing: number, places: (number | undefined)[]): number | null {
  const known = places.flatMap((line, index) => (line === undefined ? [] : [{ line, index }]));
  const [a, b, c] = known;
  if (!a || !b || !c) return null;
  const step = (b.line - a.line) / (b.index - a.index);
  const even = c.line - b.line === step * (c.index - b.index);
  return even && step > 0 && Number.isInteger(step) ? a.line + step * (missing - a.index) : null;
}

/**
 * The four values by their order, for a language without known labels: only if they are the page's
 * only values and at least two have a fraction.
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
  const ordered = page.labels ? null : byOrder(all);
  const named = page.labels ? byLabels(page, all) : null;
  const pillars = named?.pillars ?? ordered;
  if (!pillars) return null;
  const totals = [...new Set(captions(page).map(({ total }) => total))];
  const fitting = totals.filter((total) => Math.abs(sum(pillars) - total) <= TOLERANCE);
  // With an unknown label, a reading needs a total that matches.
  const known = named !== null && !named.renamed && totals.length === 0;
  const fits = named ? fitting.length === 1 : totals.length === 1;
  const anchor = named ? (named.renamed ? "lines-new-label" : "label") : "line-order";
  return known || fits ? consistent(fitting[0] ?? totals[0] ?? null, pillars, anchor) : null;
}
