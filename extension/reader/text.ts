/** Visible text of an element, piece by piece, with the numbers in it. */

import { countsIn, findNumbers, hasDigit, normalise, type Count } from "./numbers";
import { plain } from "./labels";
import type { Page } from "./page";

/** Between the texts of two elements: no mark that a number could hold, but a space to a phrase. */
const GAP = "\u2003";
const SHOW_TEXT = 4;
const BLANK = /^\s*$/;

export interface Piece extends Count {
  /** The text node's parent. */
  element: Element;
  /** The piece holds the count and nothing else. */
  alone: boolean;
  /** The piece's text without the count, as labels are compared. */
  rest: string;
  /** What its own text holds before and after the count. */
  before: string;
  after: string;
  /** It stands in the first visible text under the root. */
  first: boolean;
}

/** The text nodes under `root` that hold more than white space, in order. */
export function textNodes(root: Node): Text[] {
  const nodes: Text[] = [];
  const walker = (root.ownerDocument ?? (root as Document)).createTreeWalker(root, SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!BLANK.test((node as Text).data)) nodes.push(node as Text);
  return nodes;
}

/** The texts under `element` on one line, the twins for screen readers left out. */
export function lineOf(element: Element): string {
  const parts = textNodes(element).map(({ data }) => normalise(data).trim());
  return parts.filter((part, index) => part !== parts[index - 1]).join(GAP);
}

/** Whether two texts are parts of one line: their common ancestor is at most two steps up. */
const near = (a: Text, b: Text | undefined): b is Text =>
  b !== undefined && (a.parentElement?.parentElement?.contains(b) ?? false);

/**
 * The visible counts under `root`. A number that an element holds alone is read together with its
 * neighbours in the same line, so that `<b>75</b>%` is a percentage and `Più di <b>500</b>` a bound.
 */
export function pieces(page: Page, root: Element, cap?: number): Piece[] {
  if (!hasDigit(root.textContent)) return [];
  const nodes = textNodes(root);
  const found: Piece[] = [];
  let opening: string | null = null;
  nodes.forEach((node, index) => {
    const parent = node.parentElement;
    if ((opening !== null && !hasDigit(node.data)) || !parent || !page.visible(parent)) return;
    opening ??= node.data;
    if (!hasDigit(node.data)) return;
    const previous = nodes[index - 1];
    const next = nodes[index + 1];
    const head = near(node, previous) && !hasDigit(previous.data) ? normalise(previous.data) + GAP : "";
    const tail = near(node, next) && !hasDigit(next.data) ? GAP + normalise(next.data) : "";
    const own = normalise(node.data);
    const line = head + own + tail;
    for (const { value, bound, start, end } of countsIn(line, page.lang, cap)) {
      const before = own.slice(0, Math.max(0, start - head.length));
      const after = own.slice(Math.max(0, end - head.length));
      const rest = plain(`${before} ${after}`);
      // A twin for screen readers opens the element as well as its original.
      const first = node.data === opening;
      found.push({ value, bound, element: parent, alone: rest === "", rest, before, after, first });
    }
  });
  return found;
}

/** The different counts among `counts`: twins of one value are one. */
export function distinct<T extends Count>(counts: T[]): T[] {
  const seen = new Map<string, T>();
  for (const count of counts) {
    const key = `${count.value} ${count.bound}`;
    if (!seen.has(key)) seen.set(key, count);
  }
  return [...seen.values()];
}

/** The one count of a text that holds exactly one number; null otherwise. */
export function onlyCount(text: string, lang: string, cap?: number): Count | null {
  const numbers = findNumbers(text, lang).filter(({ kind }) => kind !== "percent");
  const counts = countsIn(text, lang, cap);
  const [only] = counts;
  return only && counts.length === 1 && numbers.length === 1
    ? { value: only.value, bound: only.bound }
    : null;
}
