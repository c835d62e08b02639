/**
 * Reactions and comments that the user's own posts received, by the counts under each post.
 * LinkedIn does not show when each came, so they count on the day of the post, as a lower bound.
 */

import type { Tally } from "../../contract/protocol";
import type { Trace } from "../../messages";
import { COMMENT, type Item } from "./activity";
import { activityMs } from "../numbers/days";
import { plain } from "../labels";
import { hasDigit, normalise } from "../numbers/numbers";
import type { Page } from "../page";
import { distinct, lineOf, onlyCount, pieces } from "../text";

/** The host's limit for one day. */
const MOST_A_DAY = 10_000;
/** The longest text of a control that shows a count. */
const LONGEST = 120;
const CONTROLS = 'button, a[href], [role="button"]';
/** SDUI draws icons of the reactions beside their count. */
const REACTION_ICON = 'svg[id*="-consumption-"]';
const NUMBER = /[\d.,'’\u00a0\u202f\u2009\s]*\d[\d.,'’\u00a0\u202f\u2009]*/u;

/** The letters of a shortened number: "1.2K". */
const UNIT = /^\p{L}{1,4}\.? /u;

/** The words around a text's number. */
const wordsOf = (text: string): string => plain(normalise(text).replace(NUMBER, " ")).replace(UNIT, "");

const begins = (words: string, phrases: readonly string[]): boolean =>
  phrases.some((phrase) => words === phrase || words.startsWith(`${phrase} `));

interface Counted {
  kind: "reactions" | "comments";
  value: number;
}

/** The count that a control shows: alone, else the only one in its text. */
function countOf(page: Page, control: Element, text: string): { value: number; alone: boolean } | null {
  const [alone, ...others] = distinct(pieces(page, control).filter((piece) => piece.alone));
  if (alone !== undefined && others.length === 0) return { value: alone.value, alone: true };
  const count = onlyCount(text, page.lang);
  return count && { value: count.value, alone: false };
}

/** The count of a control under a post; null unless it counts reactions or comments. */
function counted(page: Page, control: Element): Counted | null {
  const shown = lineOf(control);
  const spoken = control.getAttribute("aria-label") ?? "";
  const text = hasDigit(shown) ? shown : spoken;
  if (!hasDigit(text) || text.length > LONGEST) return null;
  const count = countOf(page, control, text);
  if (count === null) return null;
  const { value } = count;
  const words = [wordsOf(text), wordsOf(spoken)];
  const said = (phrases: readonly string[]): boolean => words.some((one) => begins(one, phrases));
  if (said(page.labels?.comments ?? [])) return { kind: "comments", value };
  // "Mira Olsen and 15 others": a label names what it counts only if it begins with the number.
  const named = page.labels !== null && /^\P{L}*\p{Nd}/u.test(spoken);
  const isReactions =
    said(page.labels?.reactions ?? []) ||
    (count.alone && !named && control.localName !== "a") ||
    control.querySelector(REACTION_ICON) !== null;
  return isReactions ? { kind: "reactions", value } : null;
}

/** The one count of a kind; 0 when the post shows none, or counts that differ. */
function only(found: readonly Counted[], kind: Counted["kind"]): number {
  const values = new Set(found.filter((one) => one.kind === kind).map(({ value }) => value));
  const [value = 0] = values;
  return values.size === 1 ? value : 0;
}

function received(page: Page, { element }: Item): number {
  const found = Array.from(element.querySelectorAll(CONTROLS)).flatMap((control) => {
    const inComment = control.closest(COMMENT);
    if (inComment !== null && element.contains(inComment)) return [];
    if (control.hasAttribute("aria-pressed") || !page.visible(control)) return [];
    return counted(page, control) ?? [];
  });
  return only(found, "reactions") + only(found, "comments");
}

/** @param posts the tally of the same posts; the result covers the same days */
export function readEngagement(
  page: Page,
  items: readonly Item[],
  posts: Tally | undefined,
): { tallies: Tally[]; trace: Trace[] } {
  const signal = "engagement_received";
  const days: Tally["days"] = {};
  for (const item of items) {
    const ms = activityMs(item.id, page.moment);
    const count = ms === null ? 0 : received(page, item);
    if (ms === null || count === 0) continue;
    const day = page.dayOf(ms);
    days[day] = Math.min(MOST_A_DAY, (days[day] ?? 0) + count);
  }
  if (posts === undefined || Object.keys(days).length === 0) return { tallies: [], trace: [] };
  const { from, to } = posts;
  return {
    tallies: [{ signal, from, to, days, bound: "at_least" }],
    trace: [{ signal, anchor: "post-counts" }],
  };
}
