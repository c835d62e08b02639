/**
 * Texts for people: the catalogue in `_locales`, read through `chrome.i18n`, with plural forms.
 *
 * A plural text is a family of keys `BASE_one`, `BASE_other`, … named after the categories of
 * `Intl.PluralRules`; a category that a catalogue lacks falls back to `_other`. The command
 * line embeds English and Italian of the same files, so messages hold only text and `$NAMED$`
 * placeholders.
 */

import { elided } from "./elision";

export type Value = string | number;

/** The language of the catalogue in use (BCP 47), which may differ from the browser's. */
export function language(): string {
  return chrome.i18n.getMessage("catalogue_language") || "en";
}

/**
 * The locale for numbers and dates: the browser's where it has the catalogue's language (so that
 * en-GB keeps its dates), else the catalogue's, so that words and dates agree.
 */
export function locale(): string {
  const browser = chrome.i18n.getUILanguage();
  const texts = language();
  return browser.split("-")[0] === texts.split("-")[0] ? browser : texts;
}

/** True when the catalogue has `key`. */
export function has(key: string): boolean {
  return chrome.i18n.getMessage(key) !== "";
}

/** Private-use characters, which no catalogue has, stand for the values while a text is cut. */
const FIRST_MARK = 0xe000;
const MARK = /([\ue000-\ue008])/;

/**
 * The text of `key` as its own pieces and, in place of the placeholders, the parts; a piece is
 * fitted to the part that follows.
 */
function filled<Part>(key: string, parts: Part[], textOf: (part: Part) => string): (string | Part)[] {
  const marks = parts.map((_, index) => String.fromCharCode(FIRST_MARK + index));
  const cut = (chrome.i18n.getMessage(key, marks) || key).split(MARK);
  return cut.map((piece, at) => {
    const isMark = at % 2 === 1;
    const mark = cut[isMark ? at : at + 1];
    const part = mark === undefined ? undefined : parts[mark.charCodeAt(0) - FIRST_MARK];
    if (part === undefined) return piece;
    return isMark ? part : elided(piece, textOf(part), language());
  });
}

/** The text of `key` with its placeholders filled in order; the key itself when it has no text. */
export function t(key: string, ...values: Value[]): string {
  return filled(key, values.map(String), (value) => value).join("");
}

/** The key of the plural text of `base` for `count`. */
export function pluralKey(base: string, count: number): string {
  const category = new Intl.PluralRules(locale()).select(count);
  return has(`${base}_${category}`) ? `${base}_${category}` : `${base}_other`;
}

/**
 * The plural text of `base` for `count`. The first placeholder is the count, grouped as the locale
 * does; `values` fill the others.
 */
export function tn(base: string, count: number, ...values: Value[]): string {
  return t(pluralKey(base, count), new Intl.NumberFormat(locale()).format(count), ...values);
}

/** True when `base` has plural forms. */
export function hasPlural(base: string): boolean {
  return has(`${base}_other`);
}

/**
 * The text of `key` as a list of strings and nodes, for a sentence with a link or a bold number:
 * each placeholder is replaced by the part at the same position.
 */
export function tparts(key: string, ...parts: (Value | Node)[]): (string | Node)[] {
  const nodes = parts.map((part) => (typeof part === "object" ? part : String(part)));
  const textOf = (part: string | Node): string =>
    typeof part === "string" ? part : (part.textContent ?? "");
  return filled(key, nodes, textOf).filter((piece) => piece !== "");
}
