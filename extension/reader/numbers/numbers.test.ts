import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMPACT } from "./compact";
import { countsIn, findNumbers, readCount, readDecimal } from "./numbers";

/** LinkedIn's interface languages. */
export const LANGUAGES = (
  "ar bn cs da de el en es fa fi fr hi hu id it he ja ko mr ms nl no pa pl pt ro ru sv te th tl tr uk vi " +
  "zh-CN zh-TW"
).split(" ");

const exact = (value: number) => ({ value, bound: "exact" });
const atLeast = (value: number) => ({ value, bound: "at_least" });
const approximate = (value: number) => ({ value, bound: "approximate" });

describe("counts in every language", () => {
  const whole = fc.oneof(fc.nat(9999), fc.nat(9_999_999), fc.nat(2_000_000_000));

  test.each(LANGUAGES)("%s: grouped, in the usual and in the native digits, with direction marks", (lang) => {
    fc.assert(
      fc.property(whole, fc.constantFrom("", "-u-nu-native"), fc.constantFrom("", "\u200e", "\u200f", "\u061c"), fc.boolean(), (n, digits, mark, useGrouping) => {
        const shown = new Intl.NumberFormat(lang + digits, { useGrouping }).format(n);
        expect(readCount(mark + shown + mark, lang)).toEqual(exact(n));
      }),
      { numRuns: 200 },
    ); // prettier-ignore
  });

  test.each(LANGUAGES)("%s: between words", (lang) => {
    fc.assert(
      fc.property(whole, fc.constantFrom("connections", "follower", "коллег", "人のつながり", "متابع", "फ़ॉलोअर"), (n, word) => {
        const shown = new Intl.NumberFormat(lang).format(n);
        for (const text of [`${shown} ${word}`, `${word}: ${shown}`, `(${shown})`])
          expect(countsIn(text, lang).map(({ value, bound }) => ({ value, bound }))).toEqual([exact(n)]);
      }),
      { numRuns: 50 },
    ); // prettier-ignore
  });

  test.each(LANGUAGES)("%s: shortened, always approximate", (lang) => {
    const short = fc.constantFrom<"short" | "long">("short", "long");
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 999_000_000 }), short, (n, compactDisplay) => {
        const format = new Intl.NumberFormat(lang, { notation: "compact", compactDisplay });
        const shown = format.format(n);
        const parts = format.formatToParts(n).map(({ type }) => type);
        // Some languages say "thousand" for 1,000, without a number.
        if (!parts.includes("integer")) return;
        const read = readCount(shown, lang);
        if (!parts.includes("compact")) {
          expect(read, shown).toEqual(exact(Math.round(n)));
          return;
        }
        expect(read?.bound, shown).toBe("approximate");
        expect(Math.abs((read?.value ?? 0) - n) / n, shown).toBeLessThan(0.11);
      }),
      { numRuns: 300 },
    );
  });

  test("every shortened form of a language is in the table", () => {
    expect(Object.keys(COMPACT).sort()).toEqual([...LANGUAGES].sort());
  });

  test.each(LANGUAGES)("%s: a percentage is never a count", (lang) => {
    fc.assert(
      fc.property(fc.nat(200), (n) => {
        const shown = new Intl.NumberFormat(lang, { style: "percent" }).format(n / 100);
        expect(countsIn(shown, lang)).toEqual([]);
        expect(findNumbers(shown, lang)).toMatchObject([{ kind: "percent", value: n }]);
      }),
      { numRuns: 100 },
    );
  });

  test.each(LANGUAGES)("%s: a price, a negative number and a decimal are never counts", (lang) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), (n) => {
        const price = new Intl.NumberFormat(lang, { style: "currency", currency: "EUR", currencyDisplay: "narrowSymbol" });
        const shown = [price.format(n), new Intl.NumberFormat(lang).format(-n), new Intl.NumberFormat(lang, { minimumFractionDigits: 2 }).format(n % 100)];
        for (const text of shown) expect(readCount(text, lang), text).toBeNull();
      }),
      { numRuns: 100 },
    ); // prettier-ignore
  });
});

describe("forms seen on LinkedIn", () => {
  test.each([
    ["1,010", 1010], ["1.010", 1010], ["1\u00a0010", 1010], ["1\u202f010", 1010], ["1\u2009010", 1010], ["1 010", 1010],
    ["1'010", 1010], ["1’010", 1010], ["12,34,567", 1234567], ["1010", 1010], ["25\u202f977", 25977], ["٢٥٬٩٧٧", 25977],
    ["۱۲۳", 123], ["४२", 42], ["৪২", 42], ["０", 0], ["0", 0],
  ])("%s is exactly %i", (text, value) => expect(readCount(text, "en")).toEqual(exact(value))); // prettier-ignore

  test.each([
    ["500+", "en"], ["+500", "ar"], ["Più di 500", "it"], ["Más de 500", "es"], ["Mais de 500", "pt"], ["Plus de 500", "fr"],
    ["Über 500", "de"], ["Более 500", "ru"], ["Ponad 500", "pl"], ["Meer dan 500", "nl"], ["500’den fazla", "tr"],
    ["500以上", "ja"], ["500명 이상", "ko"], ["أكثر من ٥٠٠", "ar"], ["500 से अधिक", "hi"], ["יותר מ-500", "he"],
    ["超过 500", "zh-CN"], ["Více než 500", "cs"], ["Yli 500", "fi"], ["Hơn 500", "vi"], ["Lebih dari 500", "id"],
    ["৫০০+", "bn"], ["Πάνω από 500", "el"], ["Peste 500", "ro"], ["Több mint 500", "hu"],
  ])("%s is at least 500", (text, lang) => expect(readCount(text, lang, 500)).toEqual(atLeast(500))); // prettier-ignore

  test.each([
    ["1.2K", "en", 1200], ["12,3 mila", "it", 12300], ["12,3 mil", "es", 12300], ["1,2 Mio.", "de", 1200000],
    ["12 tys.", "pl", 12000], ["1.2万", "ja", 12000], ["3천", "ko", 3000], ["5 B", "tr", 5000], ["5 B", "en", 5e9],
    ["1,2 тыс.", "ru", 1200], ["1.2 हज़ार", "hi", 1200], ["2 लाख", "hi", 200000],
  ])("%s in %s is about %i", (text, lang, value) => expect(readCount(text, lang)).toEqual(approximate(value))); // prettier-ignore

  test.each(["50%", "50 %", "%50", "٥٠٪", "104% more", "-5", "−5", "3h", "2nd", "1st", "v2", "H1", "12.5", "12,34", "007",
    "10:30", "1/5", "5–10", "2026-05-30", "$40", "40€", "1.2.3", "Fewer than 5", "Meno di 10", "+12", "1,23,4", "B2B", ""])(
    "%j holds no count", (text) => expect(countsIn(text, "en")).toEqual([])); // prettier-ignore

  test.each([
    ["15reazioni", "it", [15]], ["54Profile viewers in the past 90 days", "en", [54, 90]], ["161人", "ja", [161]],
    ["過去7日間", "ja", [7]], ["1.2万人のフォロワー", "ja", [12000]], ["268 connections", "en", [268]], ["People (40)", "en", [40]],
    ["Jun 2 2026", "en", [2, 2026]], ["30 500 000 vues", "fr", [30500000]], ["2 reposts, 15 comments", "en", [2, 15]],
    ["12 mi piace", "it", [12]], ["Chats: 3. Then 4.", "en", [3, 4]],
  ])("%s in %s holds %j", (text, lang, values) => expect(countsIn(text, lang).map(({ value }) => value)).toEqual(values)); // prettier-ignore

  test("a letter with different powers in different languages is no count where the page's language lacks it", () => {
    expect(readCount("1,2 mil", "de")).toBeNull();
    expect(readCount("1,2 mil", "es")).toEqual(approximate(1200));
    expect(readCount("1,2 mil", "ro")).toEqual(approximate(1200000));
  });
});

describe("decimals of the SSI page", () => {
  test.each([["12.05", 12.05], ["12,05", 12.05], ["13.118002", 13.118002], ["13.118", 13.118], ["7", 7], ["١٢٫٠٥", 12.05]])(
    "%s is %d", (text, value) => expect(readDecimal(text)).toBe(value)); // prettier-ignore
  test.each(["12.05 | Build", "1.234,5", "-3", "12%", ""])("%j is no decimal", (text) =>
    expect(readDecimal(text)).toBeNull(),
  );
});
