/**
 * Industry and network, as the page compares them with the user: rank, average, change of the week.
 */

import type { GroupReading } from "../../contract/protocol";
import { plain } from "../labels";
import { findNumbers, hasDigit, readDecimal } from "../numbers/numbers";
import type { Page } from "../page";
import { lineOf } from "../text";
import { named, outOfHundred, type Four } from "./pillars";
import { averages, GROUP, lines, type Average } from "./texts";

/** "Top 75 %" in any language: the one percentage of a text, 1–100. */
function percentIn(page: Page, text: string): number | null {
  const percents = findNumbers(text, page.lang).filter(({ kind }) => kind === "percent");
  const value = percents[0]?.value;
  return percents.length === 1 && value !== undefined && value >= 1 && value <= 100 ? value : null;
}

/** A group's label or a percentage, with its line. */
type Mark = { line: number } & ({ group: 0 | 1 } | { percent: number });
/** Most lines between a label and its percentage. */
const APART = 1;

type Pair = [number | null, number | null];

/** Each group's percentage `step` marks away from its label; null unless all of them agree. */
function paired(marks: Mark[], step: 1 | -1): Pair {
  const found: [Set<number>, Set<number>] = [new Set(), new Set()];
  marks.forEach((mark, index) => {
    const neighbour = marks[index + step];
    if (!("group" in mark) || !neighbour || !("percent" in neighbour)) return;
    if (Math.abs(neighbour.line - mark.line) <= APART) found[mark.group].add(neighbour.percent);
  });
  const only = (values: Set<number>): number | null => (values.size === 1 ? ([...values][0] ?? null) : null);
  return [only(found[0]), only(found[1])];
}

/** Percentages next to the labels of the two groups: all after their label, or all before it. */
function ranksByLabel(page: Page, all: string[]): Pair | null {
  if (!page.labels) return null;
  const marks = all.flatMap((text, line): Mark[] => {
    const percent = percentIn(page, all[line + 1] === "%" ? `${text}%` : text);
    if (percent !== null) return [{ line, percent }];
    const label = plain(text);
    if (hasDigit(label)) return [];
    const group = groupOf(page, label);
    return group === null ? [] : [{ line, group }];
  });
  if (!marks.some((mark) => "percent" in mark)) return null;
  const after = paired(marks, 1);
  const before = paired(marks, -1);
  const size = (pair: Pair): number => pair.filter((value) => value !== null).length;
  // The order that leaves fewer labels without a percentage is the page's; a tie decides nothing.
  if (size(after) === size(before)) return [null, null];
  return size(after) > size(before) ? after : before;
}

/** The group of a text: 0 for industry, 1 for network; null when it names none or both. */
function groupOf({ labels }: Page, text: string): 0 | 1 | null {
  const line = plain(text);
  const names = (stems: string[] | undefined): boolean => stems?.some((stem) => line.includes(stem)) ?? false;
  const [industry, network] = [names(labels?.industry), names(labels?.network)];
  return industry === network ? null : industry ? 0 : 1;
}

/**
 * The element of each group: by the group that its text names, else by order, industry first.
 * `alone`: a single element that names no group is the industry's.
 */
function byGroup(page: Page, elements: Element[], alone: boolean): [Element | null, Element | null] {
  const named = elements.map((element) => groupOf(page, element.textContent));
  if (named.every((group) => group === null)) {
    const [first, second, ...more] = elements;
    return more.length > 0 || (!second && !alone) ? [null, null] : [first ?? null, second ?? null];
  }
  const only = (group: 0 | 1): Element | null => {
    const found = elements.filter((_, index) => named[index] === group);
    return found.length === 1 ? (found[0] ?? null) : null;
  };
  return [only(0), only(1)];
}

/**
 * Industry and network rank: by LinkedIn's named rows, else by label, else by order where the page
 * has no other percentage.
 */
function ranks(page: Page): Pair {
  const rows = page.all(".ssi-rank");
  if (rows.length > 0) {
    const [industry, network] = byGroup(page, rows, false).map((row) =>
      row ? percentIn(page, (row.querySelector(".ssi-rank__category-score") ?? row).textContent) : null,
    );
    return [industry ?? null, network ?? null];
  }
  const all = lines(page);
  const labelled = ranksByLabel(page, all);
  if (labelled) return labelled;
  const percents = all.flatMap((line) => percentIn(page, line) ?? []);
  return percents.length === 2 ? [percents[0] ?? null, percents[1] ?? null] : [null, null];
}

/** "Up 1% since last week", "No change since last week", inside a group's block. */
const CHANGE = /\b(?:(up|down)\s+(\d{1,3})\s*%?|(no change))\s+since last week/i;

function weekChange(block: Element | null): number | null {
  const match = block ? CHANGE.exec(lineOf(block)) : null;
  if (!match) return null;
  if (match[3]) return 0;
  const value = Number(match[2]);
  return match[1]?.toLowerCase() === "down" ? -value : value;
}

/**
 * The average in a sentence about the group: "People in your industry have an average SSI of 29."
 */
function groupAverage(page: Page, stems: string[] | undefined, others: string[] | undefined): Average | null {
  const about = averages(page).filter(
    ({ text }) =>
      stems?.some((stem) => text.includes(stem)) &&
      !others?.some((stem) => text.includes(stem)) &&
      text.includes("ssi"),
  );
  const values = new Set(about.map(({ value }) => value));
  return values.size === 1 ? (about[0] ?? null) : null;
}

/** The blocks of the groups, industry first, by LinkedIn's stable class. */
function groupBlocks(page: Page): [Element | null, Element | null] {
  const blocks = page.all(GROUP).filter((block) => !block.parentElement?.closest(GROUP));
  return byGroup(page, blocks, true);
}

function blockAverage(block: Element | null): number | null {
  const shown = block?.querySelector(".ssi-score__value");
  const value = shown ? readDecimal(shown.textContent) : null;
  if (value !== null) return value <= 100 ? value : null;
  const caption = block?.querySelector("figcaption");
  return caption ? outOfHundred(caption.textContent) : null;
}

export interface Groups {
  industry?: GroupReading;
  network?: GroupReading;
}

/** An average and its element. */
type Said = Pick<Average, "element" | "value">;

/**
 * What the page shows of both groups, merged over its data. `pillarsOf` returns the pillars of the
 * table that adds up to an average; `tied` when both groups have the same.
 */
export function readGroups(
  page: Page,
  data: Record<string, GroupReading>,
  pillarsOf: (average: Said, tied: boolean) => Four | null,
): Groups {
  const { labels } = page;
  const [industryRank, networkRank] = ranks(page);
  const [industryBlock, networkBlock] = groupBlocks(page);
  const said = (block: Element | null, other: Average | null): Said | null => {
    const value = blockAverage(block);
    return block && value !== null ? { element: block, value } : other;
  };
  const averageOf = [
    said(industryBlock, groupAverage(page, labels?.industry, labels?.network)),
    said(networkBlock, groupAverage(page, labels?.network, labels?.industry)),
  ] as const;
  const tied = averageOf[0]?.value === averageOf[1]?.value;
  const reading = (
    known: GroupReading | undefined,
    rank: number | null,
    average: Said | null,
    block: Element | null,
  ): GroupReading | undefined => {
    const pillars = average === null ? null : pillarsOf(average, tied);
    const change = weekChange(block);
    const group: GroupReading = {
      ...known,
      ...(rank !== null ? { rank_pct: rank } : {}),
      ...(average !== null ? { average: average.value } : {}),
      ...(pillars ? { pillars: named(pillars) } : {}),
      ...(change !== null ? { week_change: change } : {}),
    };
    return Object.keys(group).length > 0 ? group : undefined;
  };
  const industry = reading(data.INDUSTRY, industryRank, averageOf[0], industryBlock);
  const network = reading(data.NETWORK, networkRank, averageOf[1], networkBlock);
  return { ...(industry ? { industry } : {}), ...(network ? { network } : {}) };
}
