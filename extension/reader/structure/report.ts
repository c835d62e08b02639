/**
 * The structure of a page as text for a bug report: tags, roles, patterns of addresses, ids and
 * component names, the shape of numbers. It holds no text, name, id or number of the page: words
 * stay only if they are interface words (`report_words.ts`), digits become 9.
 */

import { PAGES } from "../pages";
import { patternOf } from "./report-words";
import { RULES_VERSION } from "../rules";

/** An element: tag, attributes, and elements or text shapes inside. */
export type Shape = [tag: string, attributes: Record<string, string>, ...inside: (Shape | string)[]];

export interface Report {
  report: "bussola structure 1";
  rules: number;
  page: string;
  address: string;
  lang: string;
  body: Shape;
  /** The page has more elements than a report holds. */
  cut: boolean;
}

const MOST_ELEMENTS = 6_000;
const DEEPEST = 80;
/** Equal neighbours to keep; more add nothing. */
const MOST_ALIKE = 3;

/** Elements without visible text. */
const SKIPPED = new Set(["script", "style", "template", "noscript", "code", "svg", "iframe", "link", "meta"]);
const PATTERNS = new Set([
  "href",
  "action",
  "id",
  "componentkey",
  "for",
  "name",
  "data-testid",
  "data-view-name",
  "data-urn",
  "data-id",
  "data-event-urn",
  "data-tracking-control-name",
]);
/** Attributes with values from HTML's or ARIA's own lists. */
const PLAIN: Readonly<Record<string, RegExp>> = {
  role: /^(?:alert|article|banner|button|cell|checkbox|combobox|complementary|contentinfo|dialog|feed|figure|form|grid|group|heading|img|link|list|listbox|listitem|log|main|menu|menuitem|navigation|none|option|presentation|progressbar|radio|region|row|search|separator|slider|status|switch|tab|table|tablist|tabpanel|textbox|toolbar|tooltip)$/,
  type: /^(?:button|submit|text|password|checkbox|radio|search|hidden)$/,
  hidden: /^$/,
  dir: /^(?:ltr|rtl|auto)$/,
};
const BOOLEAN =
  /^aria-(?:pressed|selected|checked|current|expanded|hidden|busy|live|haspopup)$|^contenteditable$/;
const BOOLEAN_VALUE = /^(?:true|false|page|polite|assertive|off|menu|dialog)?$/;
const LANGUAGE = /^[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?$/;
/** Class names change often, except those of the front end that names them by meaning. */
const CLASS = /^(?:msg|ssi|pv|mn|feed|global-nav|scaffold|comments|visually-hidden)(?=$|-)/;
/** Elements of HTML; any other becomes a `div`. */
const TAGS =
  /^(?:a|article|aside|b|body|br|button|dd|div|dl|dt|em|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|i|img|input|label|legend|li|main|menu|nav|ol|option|p|picture|progress|section|select|small|span|strong|sub|summary|details|sup|table|tbody|td|textarea|tfoot|th|thead|time|tr|u|ul|video)$/;

/**
 * "1,268 connections" → "9,999 …": digits become 9, the marks between them stay, words become "…".
 */
export function numberShape(text: string): string {
  const marks = "[.,'’٬٫\\s\\u00a0\\u202f\\u2009]";
  const numbers = text.slice(0, 2_000).matchAll(new RegExp(`\\p{Nd}+(?:${marks}\\p{Nd}+)*[+%]?`, "gu"));
  const parts: string[] = [];
  let at = 0;
  const between = (from: number, to: number): void => {
    if (/\S/.test(text.slice(from, to)) && parts.at(-1) !== "…") parts.push("…");
  };
  for (const number of numbers) {
    between(at, number.index);
    parts.push(number[0].replace(/\p{Nd}/gu, "9"));
    at = number.index + number[0].length;
  }
  between(at, text.length);
  return parts.slice(0, 8).join(" ");
}

function attributesOf(element: Element): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const { name, value } of Array.from(element.attributes)) {
    if (PATTERNS.has(name)) kept[name] = patternOf(value.replace(/^https?:\/\/[^/]*/, ""));
    else if (PLAIN[name]?.test(value) || (BOOLEAN.test(name) && BOOLEAN_VALUE.test(value)))
      kept[name] = value;
    else if (name === "aria-label") kept[name] = numberShape(value);
    else if (name === "class") {
      const classes = value.split(/\s+/).filter((one) => CLASS.test(one));
      if (classes.length > 0) kept[name] = classes.map(patternOf).join(" ");
    } else if ((name === "value" || name === "max") && element.localName === "progress")
      kept[name] = numberShape(value);
  }
  return kept;
}

/** Takes elements up to the limit. */
class Walk {
  left = MOST_ELEMENTS;

  shape(element: Element, depth: number): Shape {
    this.left -= 1;
    const tag = TAGS.test(element.localName) ? element.localName : "div";
    const shape: Shape = [tag, attributesOf(element)];
    const inside = [element, ...(element.shadowRoot ? [element.shadowRoot] : [])].flatMap((root) =>
      Array.from(root.childNodes),
    );
    let before = "";
    let alike = 0;
    for (const node of inside) {
      const child = this.child(node, depth);
      if (child === null) continue;
      const text = JSON.stringify(child);
      alike = text === before ? alike + 1 : 1;
      before = text;
      if (alike <= MOST_ALIKE) shape.push(child);
    }
    return shape;
  }

  private child(node: Node, depth: number): Shape | string | null {
    if (node.nodeType === 3) return numberShape(node.textContent ?? "") || null;
    if (node.nodeType !== 1 || SKIPPED.has((node as Element).localName)) return null;
    return this.left > 0 && depth < DEEPEST ? this.shape(node as Element, depth + 1) : null;
  }
}

/** The structure of `doc` at `url`; the document is not changed. */
export function reportOf(doc: Document, url: URL): Report {
  const walk = new Walk();
  const lang = doc.documentElement.getAttribute("lang") ?? "";
  return {
    report: "bussola structure 1",
    rules: RULES_VERSION,
    page: PAGES.find(({ address }) => address.test(url.pathname))?.kind ?? "other",
    address: patternOf(url.pathname),
    lang: LANGUAGE.test(lang) ? lang : "",
    body: walk.shape(doc.body, 0),
    cut: walk.left <= 0,
  };
}
