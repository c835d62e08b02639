/** Visible text of an element, piece by piece, with the numbers in it. */

import { countsIn, findNumbers, hasDigit, normalise, type Count } from "./numbers/numbers";
import { plain } from "./labels";
import type { Visible } from "./visibility";

/** Separates the texts of two elements: never part of a number, but a space within a phrase. */
const GAP = "\u2003";
const SHOW_TEXT = 4;
const BLANK = /^\s*$/;

/** What reading a text needs to know of its page. */
export interface Sight {
  lang: string;
  visible: Visible;
}

export interface Piece extends Count {
  /** The text node's parent. */
  element: Element;
  /** The piece holds the count and nothing else. */
  alone: boolean;
  /** The piece's text without the count, normalised like labels. */
  rest: string;
  /** The text before and after the count. */
  before: string;
  after: string;
  /** It is in the first visible text under the root. */
  first: boolean;
}

/** The text nodes under `root`, in order; with `blank` also those of white space. */
export function textNodes(root: Node, blank = false): Text[] {
  const nodes: Text[] = [];
  const walker = (root.ownerDocument ?? (root as Document)).createTreeWalker(root, SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (blank || !BLANK.test((node as Text).data)) nodes.push(node as Text);
  return nodes;
}

/**
 * Scripts without spaces between words, where one character says as much as three European ones.
 */
const DENSE = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}]/gu;

/** How much a text says, in characters of a European script. */
export const weightOf = (text: string): number => text.trim().length + 2 * (text.match(DENSE)?.length ?? 0);

const INLINE = new Set([
  "a",
  "abbr",
  "b",
  "bdi",
  "em",
  "font",
  "i",
  "mark",
  "small",
  "span",
  "strong",
  "sub",
  "sup",
  "u",
]);
/** A number that several elements make up, once they are joined. */
const TOKEN = /\d+(?:[.,'’\u066b\u066c\u060c]\d+)*(?:[ \u00a0\u2009\u202f]\d{3}(?!\d))*/g;
const FOR_SCREEN_READERS = '[class*="hidden"], [class*="a11y"]';

function blockOf(node: Text): Element | null {
  let element = node.parentElement;
  while (element && INLINE.has(element.localName)) element = element.parentElement;
  return element;
}

/**
 * Who gets a text: sighted readers, screen readers, or both. The two copies of a text differ in it.
 */
const audience = ({ parentElement: at }: Text): string =>
  at?.closest('[aria-hidden="true"]') ? "sighted" : at?.closest(FOR_SCREEN_READERS) ? "screen" : "both";

/** Consecutive texts of a line for the same readers, without the other readers' copy. */
function runsOf(root: Node): Text[][] {
  const runs: Text[][] = [];
  for (const node of textNodes(root, true)) {
    const last = runs.at(-1);
    const before = last?.at(-1);
    const twin = before?.data.trim() === node.data.trim() && node.data.trim().length > 1;
    const joins = before && !twin && blockOf(before) === blockOf(node) && audience(before) === audience(node);
    if (joins) last?.push(node);
    else runs.push([node]);
  }
  return runs;
}

/** The texts that hold part of a number which several elements make up: "1", ",", "027". */
function splitNumbers(root: Node, nodes: Text[]): ReadonlySet<Text> {
  const split = new Set<Text>();
  if (nodes.filter(({ data }) => hasDigit(data)).length < 2) return split;
  for (const run of runsOf(root)) {
    const starts: number[] = [];
    let line = "";
    for (const { data } of run) {
      starts.push(line.length);
      line += normalise(data).replace(/\n/g, " ");
    }
    for (const { 0: token, index } of line.matchAll(TOKEN)) {
      const parts = run.filter((node, at) => {
        const start = starts[at] ?? 0;
        return start < index + token.length && start + normalise(node.data).length > index;
      });
      if (parts.length > 1) for (const part of parts) split.add(part);
    }
  }
  return split;
}

/** Replaces a number that cannot be read whole. */
const UNREAD = "\ufffc";

/** The texts under `element` as one line, without copies for screen readers. */
export function lineOf(element: Element): string {
  const nodes = textNodes(element);
  const split = splitNumbers(element, nodes);
  const parts = nodes.map((node) => {
    const text = normalise(node.data).trim();
    return split.has(node) ? text.replace(/\d+/g, UNREAD) : text;
  });
  return parts.filter((part, index) => part !== parts[index - 1]).join(GAP);
}

/** True when two texts are in one line: their common ancestor is at most two steps up. */
const near = (a: Text, b: Text | undefined): b is Text =>
  b !== undefined && (a.parentElement?.parentElement?.contains(b) ?? false);

/**
 * The visible counts under `root`. A number that fills its element is read with its neighbours in
 * the line, so that `<b>75</b>%` is a percentage and `Più di <b>500</b>` a bound.
 */
export function pieces(page: Sight, root: Element, cap?: number): Piece[] {
  if (!hasDigit(root.textContent)) return [];
  const nodes = textNodes(root);
  const split = splitNumbers(root, nodes);
  const found: Piece[] = [];
  let opening: string | null = null;
  nodes.forEach((node, index) => {
    const parent = node.parentElement;
    if ((opening !== null && !hasDigit(node.data)) || !parent || !page.visible(parent)) return;
    opening ??= node.data;
    if (!hasDigit(node.data) || split.has(node)) return;
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
      // A copy for screen readers is as much the first text as its original.
      const first = node.data === opening;
      found.push({ value, bound, element: parent, alone: rest === "", rest, before, after, first });
    }
  });
  return found;
}

/** The different counts among `counts`; copies of one value count once. */
export function distinct<T extends Count>(counts: T[]): T[] {
  const seen = new Map<string, T>();
  for (const count of counts) {
    const key = `${count.value} ${count.bound}`;
    if (!seen.has(key)) seen.set(key, count);
  }
  return [...seen.values()];
}

/** The count of a text that holds exactly one number; null otherwise. */
export function onlyCount(text: string, lang: string, cap?: number): Count | null {
  const numbers = findNumbers(text, lang).filter(({ kind }) => kind !== "percent");
  const counts = countsIn(text, lang, cap);
  const [only] = counts;
  return only && counts.length === 1 && numbers.length === 1
    ? { value: only.value, bound: only.bound }
    : null;
}
