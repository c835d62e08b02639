/**
 * Lengths of time in a page's language: "Past 7 days", "過去7日間". Words are Unicode CLDR's, by
 * `Intl`, so that every interface language has them.
 */

import { plain } from "./labels";

const UNITS = ["hour", "day", "week", "month", "year"] as const;
/** Languages that count time in more words than CLDR's one. */
const MORE: Readonly<Record<string, string[]>> = {
  en: ["day", "week", "month"],
  ja: ["日", "週", "か月", "ヶ月", "カ月", "ヵ月"],
  ko: ["일", "주", "개월"],
  zh: ["日", "天", "周", "週", "個月", "个月"],
};
const UNSPACED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}]/u;
const LETTER = /[\p{L}\p{M}]/u;

const bare = (text: string): string => plain(text).replace(/\./g, "");

const formats = new Map<string, Intl.NumberFormat[]>();

function formatsOf(lang: string): Intl.NumberFormat[] {
  const kept = formats.get(lang);
  if (kept) return kept;
  const build = (tag: string): Intl.NumberFormat[] =>
    UNITS.flatMap((unit) =>
      (["long", "short"] as const).map(
        (unitDisplay) => new Intl.NumberFormat(tag, { style: "unit", unit, unitDisplay }),
      ),
    );
  let built: Intl.NumberFormat[];
  try {
    built = build(lang.replace("_", "-"));
  } catch {
    built = build("en");
  }
  formats.set(lang, built);
  return built;
}

/** The words of time beside `value`. */
function wordsOf(value: number, lang: string): string[] {
  const words = formatsOf(lang).flatMap((format) =>
    format.formatToParts(value).flatMap((part) => (part.type === "unit" ? [bare(part.value)] : [])),
  );
  return [...new Set([...words, ...(MORE[lang.split(/[-_]/)[0] ?? ""] ?? [])])].filter((word) => word !== "");
}

function begins(text: string, word: string): boolean {
  if (UNSPACED.test(word)) return text.startsWith(word);
  // The last letter changes with the case: "päivää", "päivän".
  if (word.length > 2) return text.startsWith(word.length > 4 ? word.slice(0, -1) : word);
  return text.startsWith(word) && !LETTER.test(text.charAt(word.length));
}

/** Whether the number `value` between the texts `before` and `after` is a length of time. */
export function isLapse(value: number, before: string, after: string, lang: string): boolean {
  const head = bare(before);
  const tail = bare(after).replace(/^[-‐‑]/, "");
  return wordsOf(value, lang).some(
    (word) => begins(tail, word) || (word.length > 2 && head.endsWith(` ${word}`)),
  );
}
