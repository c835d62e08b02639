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

/** The text of `key` with its placeholders filled in order; the key itself when it has no text. */
export function t(key: string, ...values: Value[]): string {
  const text = chrome.i18n.getMessage(key, values.map(String)) || key;
  return values.length === 0 ? text : elided(text, language());
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
  // Private-use characters cannot occur in the catalogue and survive the substitution.
  const first = 0xe000;
  const marks = parts.map((_, index) => String.fromCharCode(first + index));
  const pieces = t(key, ...marks).split(/([\ue000-\ue008])/);
  return pieces
    .filter((piece) => piece !== "")
    .map((piece) => {
      const code = piece.charCodeAt(0);
      if (piece.length !== 1 || code < first || code >= first + parts.length) return piece;
      const part = parts[code - first] as Value | Node;
      return typeof part === "number" ? String(part) : part;
    });
}
