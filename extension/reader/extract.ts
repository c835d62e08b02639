/**
 * Applies the signal rules of one page and notes the anchor that gave each count, or why none did.
 * A wrong number is worse than none: an ambiguous one ends the search for that signal.
 */

import { SIGNALS } from "../contract/signals";
import type { Gauge } from "../contract/protocol";
import type { Trace } from "../messages";
import { frameArrived, isHome } from "./owner/frame";
import { plain } from "./labels";
import { isLapse } from "./numbers/durations";
import { countsIn, hasDigit, normalise, readCount, type Count } from "./numbers/numbers";
import type { Page } from "./page";
import type { Anchor, FlagRule, SignalRule } from "./rules";
import { distinct, lineOf, onlyCount, pieces, textNodes, type Piece } from "./text";

/** Why a signal has no reading; part of the trace. */
export type Reason =
  "no_anchor" | "no_number" | "two_candidates" | "out_of_range" | "not_proven_own" | "undatable" | "not_told";

type Taken = Count | "two_candidates" | null;

/** Periods in days that LinkedIn's captions name: "Past 7 days" beside a count. */
const PERIODS = new Set([7, 14, 28, 30, 60, 90, 180, 365]);
/** Longest text of a bare count, in characters. */
const COUNT_TEXT = 24;
/** Longest text of a count with its label, in characters. */
const LABEL_TEXT = 120;
const LABEL_CLIMBS = 3;
/** Longest text beside a count, in words, that may be an unknown label. */
const MOST_WORDS = 3;
/** Takes that search the whole page for a label: finding the page itself proves nothing. */
const WHOLE_PAGE = new Set(["label", "sole"]);
/** Counts of a period, which may follow their label ("in the past 90 days"). */
const PERIOD_LABELS = ["profile_views", "post_impressions", "search_appearances"] as const;
const ABOUT_A_PERIOD = new Set<string>(PERIOD_LABELS);
const WORD = /\p{L}/u;
const EDGES = /^[\s:·•.,()–—-]+|[\s:·•.,()–—-]+$/g;

const labelsFor = (page: Page, rule: SignalRule): string[] =>
  rule.label && page.labels ? page.labels[rule.label] : [];

/**
 * True when `rest` is one of the labels, or with `goesOn` begins with one and goes on to name a
 * period or dates.
 */
function matchesLabel(rest: string, labels: string[], goesOn: boolean): boolean {
  const bare = rest.replace(EDGES, "");
  return labels.some(
    (label) => bare === label || (goesOn && bare.startsWith(`${label} `) && namesPeriod(bare)),
  );
}

const namesPeriod = (text: string): boolean => /\d/.test(text);

/** True when a text holds the signal's label, or when the language has no known labels. */
const holdsLabel = (page: Page, rule: SignalRule, text: string): boolean =>
  page.labels === null || labelsFor(page, rule).some((label) => plain(text).includes(label));

/** Words that are longer than a particle. */
const wordsIn = (text: string): string[] => text.split(/[^\p{L}\p{M}]+/u).filter((word) => word.length > 3);

/** Tests for the text around a count, as far as the page's language is known. */
interface Caption {
  labels: string[];
  /** The text is about new items only, not about all. */
  isNews: (rest: string) => boolean;
  /** The text may be about the signal, in unknown words. */
  fits: (rest: string) => boolean;
}

function captionOf(page: Page, rule: SignalRule): Caption {
  const labels = labelsFor(page, rule);
  const fresh = page.labels?.fresh ?? [];
  const isNews = (rest: string): boolean =>
    rest.split(/[^\p{L}\p{M}]+/u).some((word) => fresh.some((stem) => word.startsWith(stem)));
  const fits = (rest: string): boolean =>
    labels.length === 0 ||
    (wordsIn(rest).length <= MOST_WORDS && !labels.some((label) => rest.includes(label)));
  return { labels, isNews, fits };
}

/**
 * The one count in an anchor's texts that is the signal's: not a period, not a count of new items.
 */
function choose(page: Page, rule: SignalRule, element: Element, found: Piece[]): Taken {
  const { labels, isNews, fits } = captionOf(page, rule);
  const labelled = ({ rest }: Piece): boolean => matchesLabel(rest, labels, true);
  const own = distinct(found.filter(labelled));
  if (own.length > 1) return "two_candidates";
  if (own[0]) return own[0];

  // The address often names the caption's period ("timeRange=past_7_days").
  const named = /past_(\d+)_days/i.exec(element.getAttribute("href") ?? "")?.[1];
  const lapses = found.filter(
    ({ alone, value, before, after }) => !alone && isLapse(value, before, after, page.lang),
  );
  const isPeriod = (piece: Piece): boolean => {
    if (piece.alone) return false;
    if (lapses.includes(piece) || (!piece.first && piece.value === Number(named))) return true;
    // Some languages have words of time that CLDR lacks: there a number inside a text may be a
    // period.
    const inside = plain(piece.before) !== "" && plain(piece.after) !== "";
    return inside && lapses.length === 0 && named === undefined && PERIODS.has(piece.value);
  };
  const counts = found.filter((piece) => !isPeriod(piece) && !isNews(piece.rest));
  const [count, ...others] = distinct(counts);
  if (count === undefined) return null;
  if (others.length > 0) return "two_candidates";
  return counts.some(({ alone, first, rest }) => alone || (first && fits(rest))) ? count : null;
}

function ariaLabels(element: Element): string[] {
  const inside = Array.from(element.querySelectorAll("[aria-label]"));
  return [element, ...inside].flatMap((at) => at.getAttribute("aria-label") ?? []);
}

/** The count in an aria-label; where no text shows it too, only if it cannot be a period. */
function spokenCount(
  page: Page,
  rule: SignalRule,
  label: string,
  cap: number | undefined,
  shown: boolean,
): Count | null {
  const count = onlyCount(label, page.lang, cap);
  const at = count && countsIn(label, page.lang, cap)[0];
  if (!at || shown) return count;
  const text = normalise(label);
  const [before, after] = [text.slice(0, at.start), text.slice(at.end)];
  const rest = plain(`${before} ${after}`);
  const { labels, isNews, fits } = captionOf(page, rule);
  if (matchesLabel(rest, labels, true)) return count;
  const inside = plain(before) !== "" && plain(after) !== "";
  if (isLapse(at.value, before, after, page.lang) || (inside && PERIODS.has(at.value))) return null;
  return !isNews(rest) && fits(rest) ? count : null;
}

function takeNumber(page: Page, rule: SignalRule, element: Element, cap: number | undefined): Taken {
  const chosen = choose(page, rule, element, pieces(page, element, cap));
  // With a comparison beside the count ("12 more than last week"), the number next to the label is
  // the count.
  const shown =
    chosen === "two_candidates"
      ? (takeByLabel(page, rule, { name: "label", take: "label" }, element, cap) ?? chosen)
      : chosen;
  if (shown === "two_candidates") return shown;
  const spoken = distinct(
    ariaLabels(element).flatMap((label) => spokenCount(page, rule, label, cap, shown !== null) ?? []),
  );
  if (shown === null) return spoken.length > 1 ? "two_candidates" : (spoken[0] ?? null);
  return spoken.every(({ value }) => value === shown.value) ? shown : "two_candidates";
}

const patterns = new Map<string, RegExp>();

/** A pattern for any of the labels in a text, whatever the spaces and the case. */
function patternOf(labels: string[]): RegExp {
  const key = labels.join("|");
  let pattern = patterns.get(key);
  if (!pattern) {
    const escaped = labels.map((label) =>
      label
        .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
        .replace(/ /g, "[\\s\\u00a0\\u202f]+")
        .replace(/i/g, "(?:[iıİ]\\u0307?)"),
    );
    pattern = new RegExp(escaped.join("|"), "iu");
    patterns.set(key, pattern);
  }
  return pattern;
}

/** The visible elements under `scope` with a text of their own that holds one of the labels. */
function labelled(page: Page, anchor: Anchor, labels: string[], scope: Element): Element[] {
  const { outside } = anchor;
  const pattern = patternOf(labels);
  const texts = scope === page.doc.body ? page.texts() : textNodes(scope);
  return texts.flatMap((text) => {
    if (text.length > LABEL_TEXT || !pattern.test(text.data)) return [];
    const element = text.parentElement;
    const kept = element && !(outside !== undefined && element.closest(outside)) && page.visible(element);
    return kept ? [element] : [];
  });
}

/** The count in an element that holds the label `at` and nothing else. */
function withLabel(
  page: Page,
  at: Element,
  scope: Element,
  labels: string[],
  goesOn: boolean,
  cap: number | undefined,
): Taken {
  let element: Element | null = at;
  for (let climb = 0; element && climb <= LABEL_CLIMBS && scope.contains(element); climb += 1) {
    const line = lineOf(element);
    if (line.length > LABEL_TEXT) return null;
    const counts = countsIn(line, page.lang, cap);
    const fitting = counts.filter(({ start, end }) =>
      matchesLabel(plain(`${line.slice(0, start)} ${line.slice(end)}`), labels, goesOn && start === 0),
    );
    if (fitting.length === 1 && fitting[0]) return { value: fitting[0].value, bound: fitting[0].bound };
    if (counts.length > 0) return null;
    element = element.parentElement;
  }
  return null;
}

/**
 * The visible counts of an element that holds nothing else; with other words it is about something
 * else.
 */
function countsAlone(page: Page, element: Element, cap: number | undefined): Count[] {
  const found = pieces(page, element, cap);
  const whole = found.length > 0 ? readCount(lineOf(element), page.lang, cap) : null;
  if (whole) return [whole];
  const words = textNodes(element).filter(({ data, parentElement }) => {
    return WORD.test(data) && !hasDigit(data) && parentElement !== null && page.visible(parentElement);
  });
  return words.length === 0 && found.every(({ alone }) => alone) ? found : [];
}

/**
 * The count that is alone in the element before or after the one that holds only the label `at`.
 */
function besideLabel(
  page: Page,
  at: Element,
  scope: Element,
  labels: string[],
  cap: number | undefined,
  outside: string | undefined,
): Taken {
  let element: Element | null = at;
  const apart = (one: Element): boolean => outside !== undefined && one.matches(outside);
  for (let climb = 0; element && climb < LABEL_CLIMBS && element !== scope; climb += 1) {
    if (!matchesLabel(plain(lineOf(element)), labels, true)) return null;
    const counts = distinct(
      [element.previousElementSibling, element.nextElementSibling].flatMap((neighbour) => {
        const near = neighbour && !apart(neighbour) && neighbour.textContent.length <= LABEL_TEXT;
        return near ? countsAlone(page, neighbour, cap) : [];
      }),
    );
    if (counts.length > 0) return counts.length === 1 ? (counts[0] ?? null) : "two_candidates";
    element = element.parentElement;
  }
  return null;
}

/** The count next to the signal's label in the page's language, anywhere under `scope`. */
function takeByLabel(
  page: Page,
  rule: SignalRule,
  anchor: Anchor,
  scope: Element,
  cap: number | undefined,
): Taken {
  const labels = labelsFor(page, rule);
  const { outside, within, once } = anchor;
  const home = anchor.home === true || once !== undefined;
  if (labels.length === 0 || (once !== undefined && !frameArrived(page, once))) return null;
  const goesOn = ABOUT_A_PERIOD.has(rule.signal);
  const taken = labelled(page, anchor, labels, scope).map((at) => {
    const bounds = within === undefined ? scope : at.closest(within);
    if (!bounds || (home && !isHome(page, at))) return null;
    return (
      besideLabel(page, at, bounds, labels, cap, outside) ?? withLabel(page, at, bounds, labels, goesOn, cap)
    );
  });
  if (taken.includes("two_candidates")) return "two_candidates";
  const counts = distinct(taken.filter((one): one is Count => one !== null && typeof one === "object"));
  return counts.length > 1 ? "two_candidates" : (counts[0] ?? null);
}

/**
 * True when the smallest ancestor of `element` that holds one of `siblings` links to no people;
 * without known labels `element` must also be the first control there.
 */
function standsBeside(page: Page, element: Element, siblings: string[]): boolean {
  const links = page.links(...siblings);
  for (let at = element.parentElement; at && links.length > 0; at = at.parentElement) {
    const holds = (link: Element): boolean => at?.contains(link) ?? false;
    if (!links.some(holds)) continue;
    if (page.links("/in").some(holds)) return false;
    return page.labels !== null || at.querySelector("button[aria-label], a[aria-label]") === element;
  }
  return false;
}

function takeAria(
  page: Page,
  rule: SignalRule,
  anchor: Anchor,
  element: Element,
  cap: number | undefined,
): Taken {
  const label = element.getAttribute("aria-label") ?? "";
  if (anchor.siblings !== undefined && !standsBeside(page, element, anchor.siblings)) return null;
  if (anchor.labelled && !holdsLabel(page, rule, label)) return null;
  const only = onlyCount(label, page.lang, cap);
  if (only) return only;
  // A label may hold another number ("1촌", first degree): the one that is also visible is the
  // count.
  const spoken = countsIn(label, page.lang, cap);
  const shown = distinct(pieces(page, element, cap)).filter(({ value }) =>
    spoken.some((count) => count.value === value),
  );
  return shown.length === 1 ? (shown[0] ?? null) : null;
}

/** The one text in `scope` that is a bare count, unless a text names another signal. */
function takeSole(
  page: Page,
  rule: SignalRule,
  anchor: Anchor,
  scope: Element,
  cap: number | undefined,
): Taken {
  const { outside } = anchor;
  const texts = (scope === page.doc.body ? page.texts() : textNodes(scope)).filter(
    ({ parentElement }) => parentElement && !(outside !== undefined && parentElement.closest(outside)),
  );
  if (texts.some((text) => text.length <= LABEL_TEXT && namesAnother(page, rule, plain(text.data))))
    return null;
  const alone = distinct(
    texts.flatMap((text) => {
      const element = text.parentElement;
      if (!element || text.length > COUNT_TEXT || !hasDigit(text.data)) return [];
      // Read with its neighbours: "50" and "%" make a percentage.
      const found = pieces(page, element.parentElement ?? element, cap);
      return found.filter((piece) => piece.alone && piece.element === element);
    }),
  );
  return alone.length > 1 ? "two_candidates" : (alone[0] ?? null);
}

/**
 * True when a text is the label of another period count, as after an address change before the page
 * updates.
 */
function namesAnother(page: Page, rule: SignalRule, text: string): boolean {
  const { labels } = page;
  return labels !== null && PERIOD_LABELS.some((key) => key !== rule.label && labels[key].includes(text));
}

const PARENTHESISED = /[(（]([^()（）]+)[)）]\s*$/u;

function take(page: Page, rule: SignalRule, anchor: Anchor, element: Element): Taken {
  const cap = SIGNALS[rule.signal]?.cap;
  switch (anchor.take) {
    case "number":
      return anchor.labelled &&
        ![lineOf(element), ...ariaLabels(element)].some((text) => holdsLabel(page, rule, text))
        ? null
        : takeNumber(page, rule, element, cap);
    case "aria":
      return takeAria(page, rule, anchor, element, cap);
    case "parenthesised": {
      const line = lineOf(element).trim();
      const match = PARENTHESISED.exec(line);
      const head = plain(line.slice(0, match?.index));
      if (!match?.[1] || (anchor.labelled && !labelsFor(page, rule).includes(head))) return null;
      return onlyCount(match[1], page.lang, cap);
    }
    case "leading": {
      const line = lineOf(element);
      if (anchor.labelled && !holdsLabel(page, rule, line)) return null;
      const [leading, ...more] = countsIn(line, page.lang, cap);
      return leading?.start === 0 && more.length === 0
        ? { value: leading.value, bound: leading.bound }
        : null;
    }
    case "sole":
      return takeSole(page, rule, anchor, element, cap);
    case "label":
      return takeByLabel(page, rule, anchor, element, cap);
    case "distinct":
      return null;
  }
}

function candidates(page: Page, { card, select, links, find, where }: Anchor): Element[] {
  if (where && !where(page)) return [];
  if (find) return find(page);
  if (links) return page.links(...links);
  if (card === undefined) return select === undefined ? [] : page.all(select);
  const cards = page.cards(card);
  return select === undefined ? cards : cards.flatMap((one) => Array.from(one.querySelectorAll(select)));
}

function matches(page: Page, anchor: Anchor): Element[] {
  return candidates(page, anchor).filter(
    (element) => !(anchor.outside && element.closest(anchor.outside)) && page.visible(element),
  );
}

function countDistinct(anchor: Anchor, elements: Element[]): Count | null {
  const keys = new Set(
    elements.map((element) => anchor.key?.(element) ?? null).filter((key) => key !== null),
  );
  return keys.size === 0 ? null : { value: keys.size, bound: "at_least" };
}

/** The signal's gauge, with the trace of how it was found or missed. */
export function readSignal(page: Page, rule: SignalRule): { gauge: Gauge | null; trace: Trace } {
  const miss = (reason: Reason) => ({ gauge: null, trace: { signal: rule.signal, anchor: null, reason } });
  const facts = SIGNALS[rule.signal];
  let reason: Reason = "no_anchor";
  for (const anchor of rule.anchors) {
    const elements = matches(page, anchor);
    if (elements.length === 0) continue;
    if (!WHOLE_PAGE.has(anchor.take)) reason = "no_number";
    const taken =
      anchor.take === "distinct"
        ? [countDistinct(anchor, elements)]
        : elements.map((element) =>
            take(page, anchor.label ? { ...rule, label: anchor.label } : rule, anchor, element),
          );
    if (taken.includes("two_candidates")) return miss("two_candidates");
    const [count, ...rest] = distinct(
      taken.filter((one): one is Count => one !== null && typeof one === "object"),
    );
    if (count === undefined) continue;
    if (rest.length > 0) return miss("two_candidates");
    if (!facts || count.value < 0 || count.value > facts.max) return miss("out_of_range");
    const bound = rule.capped && count.value === facts.cap ? "at_least" : count.bound;
    return {
      gauge: { signal: rule.signal, value: count.value, bound },
      trace: { signal: rule.signal, anchor: anchor.name },
    };
  }
  return miss(reason);
}

/** A flag's gauge: 1, or 0 where the page says that it is missing. */
export function readFlag(page: Page, rule: FlagRule): { gauge: Gauge | null; trace: Trace } {
  const read = rule.read(page);
  return read === null
    ? { gauge: null, trace: { signal: rule.signal, anchor: null, reason: "no_anchor" } }
    : {
        gauge: { signal: rule.signal, value: read.value, bound: "exact" },
        trace: { signal: rule.signal, anchor: read.anchor },
      };
}
