/** The words and numbers of the page, outside of its bars and tables. */

import { plain } from "../labels";
import { findNumbers, hasDigit, normalise } from "../numbers/numbers";
import type { Page } from "../page";
import { weightOf } from "../text";
import { outOfHundred } from "./pillars";

/** Longest line of a label with its value, in characters. */
export const LINE = 160;
/** Least weight of a text that describes its number in words. */
const SENTENCE = 20;
/** A shorter text must name the index and one word more: "Средний SSI: 29". */
const NAMED = /\p{L}{2,}\P{L}+ssi|ssi(?!\p{L})\P{L}*\p{L}{2,}/u;

/** LinkedIn's class for industry and network, which show the same as the user's own donut. */
export const GROUP = ".group-ssi-score";

const INLINE = new Set(["a", "b", "em", "i", "span", "strong"]);

interface Block {
  element: Element;
  text: string;
}

const UNREAD = "table, progress, code, script, style, noscript, nav, header";

/** The nearest ancestor of a text that is not inline markup. */
function blockOf(node: Text): Element | null {
  let element = node.parentElement;
  while (element && INLINE.has(element.localName)) element = element.parentElement;
  return element && !element.closest(UNREAD) ? element : null;
}

/** The short blocks of text that hold a number, each once, whatever the markup inside. */
export function blocks(page: Page): Block[] {
  const found = new Map<Element, Block>();
  for (const node of page.texts()) {
    if (node.length > LINE || !hasDigit(node.data)) continue;
    const element = blockOf(node);
    if (!element || found.has(element)) continue;
    const text = element.textContent.trim();
    if (text.length <= LINE) found.set(element, { element, text });
  }
  return [...found.values()];
}

export interface Caption {
  element: Element;
  total: number;
}

/** "33 out of 100" under the donuts, in a caption or in a block of its own. */
export function captions(page: Page): Caption[] {
  const totals = (elements: Block[]): Caption[] =>
    elements.flatMap(({ element, text }) => {
      const total = outOfHundred(text);
      return total === null ? [] : [{ element, total }];
    });
  const own = page.all("figcaption").filter((element) => !element.closest(GROUP));
  const named = totals(own.map((element) => ({ element, text: element.textContent })));
  return named.length > 0 ? named : totals(blocks(page).filter(({ element }) => !element.closest(GROUP)));
}

export interface Average {
  element: Element;
  text: string;
  value: number;
}

/**
 * Sentences with one number that is no percentage: "People in your industry have an average SSI of
 * 29."
 */
export function averages(page: Page): Average[] {
  return blocks(page).flatMap(({ element, text }) => {
    const says = weightOf(text) >= SENTENCE || NAMED.test(plain(text));
    if (!says || element.closest("figcaption")) return [];
    const numbers = findNumbers(text, page.lang);
    const [only] = numbers;
    if (!only || numbers.length !== 1 || only.kind !== "count" || only.value > 100) return [];
    return [{ element, text: plain(text), value: only.value }];
  });
}

/** Short texts of the page, one line for each block, or for each line of a preformatted one. */
export function lines(page: Page): string[] {
  const joined: { block: Element; text: string }[] = [];
  for (const node of page.texts()) {
    const block = blockOf(node);
    if (!block) continue;
    const last = joined.at(-1);
    if (last?.block === block) last.text += node.data;
    else joined.push({ block, text: node.data });
  }
  return joined.flatMap(({ text }) =>
    text.split("\n").flatMap((line) => {
      const clean = normalise(line).trim();
      return clean === "" || clean.length > LINE ? [] : [clean];
    }),
  );
}

/** The one of `elements` that shares the smallest ancestor with `at`; null when several do. */
export function nearest<T extends { element: Element }>(at: Element, elements: T[]): T | null {
  for (let block: Element | null = at; block; block = block.parentElement) {
    const inside = elements.filter(({ element }) => block?.contains(element));
    if (inside.length > 0) return inside.length === 1 ? (inside[0] ?? null) : null;
  }
  return null;
}
