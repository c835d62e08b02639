/**
 * Recognises periods in a page's language: "Past 7 days", "90 derniers jours", "過去7日間". The words
 * come from Unicode CLDR through `Intl`, so every interface language has them, with the grammatical
 * forms that a caption may use.
 */

import { plain } from "../labels";

const UNITS = ["hour", "day", "week", "month", "year"] as const;
/** Stems that CLDR's forms beside a number lack: cases, articles, other counters. */
const STEMS: Readonly<Record<string, string[]>> = {
  ar: ["يوم", "أيام", "ايام", "أسبوع", "أسابيع", "شهر", "أشهر"],
  bn: ["দিন", "সপ্তাহ", "মাস"],
  cs: ["den", "dní", "dny", "dnů", "týdn", "týden", "měsíc"],
  da: ["dag", "uge", "måned"],
  el: ["ημέρ", "ημερ", "μέρε", "εβδομάδ", "μήν", "μην"],
  en: ["day", "week", "month"],
  fi: ["päiv", "viik", "kuukau"],
  he: ["יום", "ימים", "הימים", "שבוע", "השבוע", "חודש", "החודש"],
  hu: ["nap", "hét", "het", "hónap"],
  ja: ["日", "週", "か月", "ヶ月", "カ月", "ヵ月"],
  ko: ["일", "주", "개월"],
  mr: ["दिवस", "आठवड", "महि"],
  no: ["dag", "døgn", "uke", "måned"],
  pl: ["dni", "dzień", "tygod", "miesi"],
  ro: ["zi", "zile", "săptămân", "lun"],
  ru: ["дн", "день", "недел", "месяц"],
  sv: ["dag", "dygn", "veck", "månad"],
  te: ["రోజు", "వార", "నెల"],
  tr: ["gün", "hafta", "ay"],
  uk: ["дн", "день", "тиж", "місяц"],
  zh: ["日", "天", "周", "週", "個月", "个月"],
};
/** Lengths that LinkedIn's captions name: days, weeks, months. */
const USUAL = new Set([1, 2, 3, 4, 6, 7, 12, 14, 24, 28, 30, 60, 90, 180, 365]);
/** Words that a caption of a usual length may put between number and unit: "90 derniers jours". */
const BETWEEN = 2;
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

const ALIASES: Readonly<Record<string, string>> = { nb: "no", nn: "no", iw: "he" };

/** CLDR's words of time beside `value`. */
function wordsOf(value: number, lang: string): string[] {
  const words = formatsOf(lang).flatMap((format) =>
    format.formatToParts(value).flatMap((part) => (part.type === "unit" ? [bare(part.value)] : [])),
  );
  return [...new Set(words)].filter((word) => word !== "");
}

function begins(text: string, word: string): boolean {
  if (UNSPACED.test(word)) return text.startsWith(word);
  // The last letter changes with the case: "päivää", "päivän".
  if (word.length > 2) return text.startsWith(word.length > 4 ? word.slice(0, -1) : word);
  return text.startsWith(word) && !LETTER.test(text.charAt(word.length));
}

/** True when the number `value` between the texts `before` and `after` is a length of time. */
export function isLapse(value: number, before: string, after: string, lang: string): boolean {
  const base = lang.split(/[-_]/)[0]?.toLowerCase() ?? "";
  const stems = (STEMS[ALIASES[base] ?? base] ?? []).map(bare);
  const words = wordsOf(value, lang);
  const isUnit = (text: string): boolean =>
    words.some((word) => begins(text, word)) || stems.some((stem) => text.startsWith(stem));
  const head = bare(before);
  if (words.some((word) => word.length > 2 && head.endsWith(` ${word}`))) return true;
  // A word that follows another number is not this one's unit.
  const [tail = ""] = bare(after)
    .replace(/^[-‐‑]/, "")
    .split(/\d/);
  const texts = tail.split(" ").filter((word) => word !== "");
  const reach = USUAL.has(value) ? BETWEEN : 0;
  return texts.slice(0, reach + 1).some((_, index) => isUnit(texts.slice(index).join(" ")));
}
