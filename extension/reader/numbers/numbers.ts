/**
 * Numbers as LinkedIn writes them in its 36 interface languages. `findNumbers` lists every number
 * of a text with its kind; only counts carry a bound.
 *
 * A count is a whole, non-negative number: grouped ("1,010", "1.010", "25 977", "12,34,567",
 * "1’010"), in any digits, capped ("500+", "Più di 500": at least) or shortened ("1.2K":
 * approximate). Percentages, decimals, times, dates, ordinals and negative numbers have kinds of
 * their own, so that they are never taken for counts. Pure: no document, no locale of the machine.
 */

import type { Bound } from "../../contract/protocol";
import { AT_LEAST_AFTER, AT_LEAST_BEFORE, LESS_THAN_BEFORE } from "./bounds";
import { compactPower, languageKey, LINKS } from "./compact";

export interface Count {
  value: number;
  bound: Bound;
}

export interface NumberInText {
  kind: "count" | "percent" | "decimal" | "other";
  /** For a percentage the number before the sign; NaN for a kind that has no value. */
  value: number;
  bound: Bound;
  /** "+N": a cap on some pages, a growth on others; the caller knows which number is the cap. */
  plusBefore: boolean;
  /** Range in the normalised text, with the words that belong to the number. */
  start: number;
  end: number;
}

const BIDI = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const DIGIT = /\p{Nd}/u;
const NATIVE_DIGITS = /(?![0-9])\p{Nd}/gu;

/** First digits of the decimal-digit blocks that interface languages use, full width included. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xc66, 0xe50, 0xff10];

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = ZEROS.find((start) => code >= start && code < start + 10);
  return zero === undefined ? digit : String(code - zero);
}

/** The text without direction marks and with the digits 0–9; all other characters stay. */
export function normalise(text: string): string {
  return text.replace(BIDI, "").replace(NATIVE_DIGITS, asciiDigit);
}

export const hasDigit = (text: string): boolean => DIGIT.test(text);

const SPACES = "\\u0020\\u00a0\\u2009\\u202f";
const TOKEN = new RegExp(`\\d+(?:[.,'’\\u066b\\u066c\\u060c${SPACES}]\\d+)*`, "g");
const GROUPED = new RegExp(`^\\d{1,3}(?:([.,'’\\u066c\\u060c${SPACES}])\\d{3})(?:\\1\\d{3})*$`);
const INDIAN = /^\d{1,2}(?:,\d{2})+,\d{3}$/;
const PLAIN = /^\d{1,15}$/;
const DECIMAL = /^(\d{1,15})[.,\u066b](\d{1,9})$/;
const SPACE_INSIDE = new RegExp(`[${SPACES}]`);
const NOT_DIGITS = /\D/g;

/**
 * Scripts written without spaces between words: a letter may touch a number and not be part of it.
 */
const UNSPACED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}]/u;
/** Scripts in which letters that touch a number are a grammatical suffix, not a unit. */
const SUFFIXING = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Telu}]/u;
const LETTER = /[\p{L}\p{M}]/u;
const PERCENT_AFTER = /^[\s\u00a0\u202f]?[%٪％]/;
const PERCENT_BEFORE = /[%٪％][\s\u00a0]?$/;
/** "1촌", a first-degree contact in Korean, is a word. */
const DEGREE = /(?<!\d)[123]촌/g;
const LEADING_ZERO = /^0\d/;
const WORD_AFTER = /^([\s\u00a0\u202f]?)([\p{L}\p{M}॰]+)\.?/u;
/** "15reazioni" is a count with its label; "3h", "2nd" are not counts. */
const SHORTEST_TOUCHING_LABEL = 5;

/**
 * Length of the longest of `phrases` that ends `before` as whole words, with the spaces after it; 0
 * without a match.
 */
function phraseBefore(before: string, phrases: readonly string[]): number {
  const trimmed = before.trimEnd().replace(/-$/, "");
  const lower = trimmed.toLowerCase();
  let longest = 0;
  for (const phrase of phrases) {
    if (phrase.length <= longest || !lower.endsWith(phrase)) continue;
    const previous = lower[lower.length - phrase.length - 1];
    if (previous !== undefined && LETTER.test(previous) && !UNSPACED.test(phrase)) continue;
    longest = phrase.length;
  }
  return longest === 0 ? 0 : before.length - trimmed.length + longest;
}

function phraseAfter(after: string, phrases: readonly string[]): number {
  const lower = after.toLowerCase();
  const offset = lower.length - lower.trimStart().length;
  for (const phrase of phrases) {
    if (!lower.startsWith(phrase, offset)) continue;
    const next = lower[offset + phrase.length];
    if (next !== undefined && LETTER.test(next) && !UNSPACED.test(phrase) && !SUFFIXING.test(phrase))
      continue;
    return offset + phrase.length;
  }
  return 0;
}

/** The value of a token that is a whole number in itself, or null. */
function whole(token: string): number | null {
  if (LEADING_ZERO.test(token)) return null;
  if (PLAIN.test(token) || GROUPED.test(token) || INDIAN.test(token)) {
    const value = Number(token.replace(NOT_DIGITS, ""));
    return Number.isSafeInteger(value) ? value : null;
  }
  return null;
}

function decimal(token: string): number | null {
  const match = DECIMAL.exec(token);
  return match ? Number(`${match[1]}.${match[2]}`) : null;
}

/** True when the text before a number makes it part of a price, a date or a range. */
function isPart(before: string, after: string): boolean {
  const last = before.at(-1) ?? "";
  if (/[$€£¥₹₽₩₺#@/:_=*^\\]/.test(last)) return true;
  if (/[.,'’]/.test(last) && DIGIT.test(before.at(-2) ?? "")) return true;
  // "-5", "5-10", "B2B-5"; but the Hebrew "מ-500" joins a word to its number.
  const dash = /(.?)[-‐‑–—−]$/su.exec(before);
  if (dash && !SUFFIXING.test(dash[1] ?? "")) return true;
  if (LETTER.test(last) && !UNSPACED.test(last)) return true;
  if (/^\s?[-‐‑–—−/:×x]\s?\d/.test(after)) return true;
  return /^[°/:€£$¥₹_@]/.test(after);
}

function classify(text: string, start: number, token: string, lang: string): NumberInText {
  const before = text.slice(0, start);
  let end = start + token.length;
  const after = text.slice(end);
  const found = (kind: NumberInText["kind"], value: number, bound: Bound = "exact", plusBefore = false, from = start) => ({
    kind, value, bound, plusBefore, start: from, end,
  }); // prettier-ignore
  const other = () => found("other", Number.NaN);

  if (PERCENT_AFTER.test(after) || PERCENT_BEFORE.test(before))
    return found("percent", whole(token) ?? decimal(token) ?? Number.NaN);

  const plus = /\+$/.test(before) && !DIGIT.test(before.at(-2) ?? "");
  const head = plus ? before.slice(0, -1) : before;
  const atLeastBefore = phraseBefore(head, AT_LEAST_BEFORE);
  if (atLeastBefore === 0 && (isPart(head, after) || phraseBefore(head, LESS_THAN_BEFORE) > 0))
    return other();

  const link = LINKS[languageKey(lang)];
  const linked = link === undefined ? 0 : (new RegExp(`^\\s${link}(?=\\s)`).exec(after)?.[0].length ?? 0);
  const word = WORD_AFTER.exec(after.slice(linked));
  if (word) {
    const [all = "", gap = "", letters = ""] = word;
    const unspaced = UNSPACED.test(letters);
    const asWord = compactPower(letters, lang);
    const power = asWord ?? (unspaced ? compactPower(letters.charAt(0), lang) : null);
    if (power === "ambiguous") return other();
    if (power !== null) {
      const mantissa = PLAIN.test(token) ? Number(token) : decimal(token);
      if (mantissa === null || LEADING_ZERO.test(token) || GROUPED.test(token)) return other();
      end += linked + (asWord === null ? gap.length + 1 : all.length);
      return found("count", Math.round(mantissa * 10 ** power), "approximate");
    }
    const label = unspaced || SUFFIXING.test(letters) || letters.length >= SHORTEST_TOUCHING_LABEL;
    if (gap === "" && !label) return other();
  }

  const value = whole(token);
  if (value === null) {
    const fraction = decimal(token);
    return fraction === null ? other() : found("decimal", fraction);
  }
  if (atLeastBefore > 0) return found("count", value, "at_least", false, head.length - atLeastBefore);
  const plusAfter = /^\s?\+(?!\s?\d)/.exec(after);
  const more = plusAfter ? plusAfter[0].length : phraseAfter(after, AT_LEAST_AFTER);
  if (more > 0) {
    end += more;
    return found("count", value, "at_least", plus, plus ? start - 1 : start);
  }
  return found("count", value, plus ? "at_least" : "exact", plus, plus ? start - 1 : start);
}

/**
 * Every number of `text`, in order. Offsets refer to `normalise(text)`. `lang` is the page's own.
 */
export function findNumbers(text: string, lang: string): NumberInText[] {
  if (!DIGIT.test(text)) return [];
  const clean = normalise(text).replace(DEGREE, (degree) => "\u2003".repeat(degree.length));
  const found: NumberInText[] = [];
  for (const match of clean.matchAll(TOKEN)) {
    const token = match[0];
    if (whole(token) === null && SPACE_INSIDE.test(token)) {
      let offset = match.index;
      for (const part of token.split(SPACE_INSIDE)) {
        found.push(classify(clean, offset, part, lang));
        offset += part.length + 1;
      }
    } else found.push(classify(clean, match.index, token, lang));
  }
  return found;
}

/**
 * The counts of a text. `cap` is the number at which the page caps this count: "+500" is then "at
 * least 500"; any other "+N" is a growth and no count.
 */
export function countsIn(
  text: string,
  lang: string,
  cap?: number,
): (Count & { start: number; end: number })[] {
  return findNumbers(text, lang).flatMap(({ kind, value, bound, plusBefore, start, end }) =>
    kind === "count" && (!plusBefore || value === cap) ? [{ value, bound, start, end }] : [],
  );
}

/** The count when `text` holds nothing else; null otherwise. */
export function readCount(text: string, lang: string, cap?: number): Count | null {
  const clean = normalise(text).trim();
  const numbers = findNumbers(clean, lang);
  const [only] = countsIn(clean, lang, cap);
  if (!only || numbers.length !== 1) return null;
  return clean.slice(0, only.start).trim() === "" && clean.slice(only.end).trim() === ""
    ? { value: only.value, bound: only.bound }
    : null;
}

/**
 * A decimal where one is expected (SSI values): "12.05", "12,05", "13.118002", "7". The mark never
 * groups digits, because the values end at 100. Null when `text` holds anything else.
 */
export function readDecimal(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,\u066b](\d{1,9}))?$/.exec(normalise(text).trim());
  return match ? Number(`${match[1]}.${match[2] ?? 0}`) : null;
}
