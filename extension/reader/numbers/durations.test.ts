import { describe, expect, test } from "vitest";
import { gaugesOf, readHtml } from "../testing";

/**
 * Captions of a period in LinkedIn's 36 interface languages, each in the ways that a page may word
 * it.
 */
const CAPTIONS: Record<string, string[]> = {
  ar: ["آخر ٩٠ يومًا", "آخر 7 أيام", "خلال آخر 30 يومًا"],
  bn: ["গত ৯০ দিন", "বিগত ৭ দিন"],
  cs: ["Posledních 90 dní", "Za posledních 7 dnů", "90 posledních dnů"],
  da: ["Seneste 90 dage", "De seneste 7 dage"],
  de: ["Letzte 90 Tage", "In den letzten 7 Tagen"],
  el: ["Τελευταίες 90 ημέρες", "Τις τελευταίες 7 μέρες", "90 τελευταίων ημερών"],
  en: ["Past 90 days", "Past 7 days", "Last 4 weeks", "7 days"],
  es: ["Últimos 90 días", "Últimos 7 días", "90 últimos días"],
  fa: ["۹۰ روز گذشته", "۷ روز اخیر"],
  fi: ["Viimeiset 90 päivää", "7 viime päivän aikana"],
  fr: ["90 derniers jours", "7 derniers jours", "Les 90 derniers jours", "12 derniers mois", "4 dernières semaines", "365 derniers jours"],
  he: ["90 הימים האחרונים", "ב-7 הימים האחרונים", "7 ימים אחרונים"],
  hi: ["पिछले 90 दिन", "बीते 7 दिन"],
  hu: ["Elmúlt 90 nap", "Az elmúlt 7 napban"],
  id: ["90 hari terakhir", "7 hari lalu"],
  it: ["Ultimi 90 giorni", "Negli ultimi 7 giorni"],
  ja: ["過去90日間", "過去7日", "過去3か月"],
  ko: ["지난 90일", "최근 7일간"],
  mr: ["मागील 90 दिवस", "गेल्या ७ दिवसांत"],
  ms: ["90 hari lalu", "7 hari terakhir"],
  nl: ["Afgelopen 90 dagen", "Laatste 7 dagen"],
  no: ["Siste 90 dager", "De siste 7 dagene"],
  pa: ["ਪਿਛਲੇ 90 ਦਿਨ", "ਪਿਛਲੇ 7 ਦਿਨ"],
  pl: ["Ostatnie 90 dni", "W ciągu ostatnich 7 dni", "90 ostatnich dni"],
  pt: ["Últimos 90 dias", "Nos últimos 7 dias", "90 últimos dias"],
  ro: ["Ultimele 90 de zile", "Ultimele 7 zile"],
  ru: ["Последние 90 дней", "За последние 7 дней", "90 последних дней"],
  sv: ["Senaste 90 dagarna", "De senaste 7 dagarna"],
  te: ["గత 90 రోజులు", "గత 7 రోజుల్లో"],
  th: ["90 วันที่ผ่านมา", "ในช่วง 7 วันที่ผ่านมา"],
  tl: ["Nakaraang 90 araw", "Huling 7 na araw"],
  tr: ["Son 90 gün", "Son 7 günde"],
  uk: ["Останні 90 днів", "За останні 7 днів"],
  vi: ["90 ngày qua", "7 ngày gần đây"],
  "zh-CN": ["过去 90 天", "最近7天"],
  "zh-TW": ["過去 90 天", "最近7天"],
}; // prettier-ignore

const read = (lang: string, count: string, caption: string): string[] =>
  gaugesOf(
    readHtml(
      `<main><aside><a href="/me/profile-views/"><p>${count}</p><p>${caption}</p></a></aside></main>`,
      "/feed/",
      { lang },
    ),
  );

test("all of LinkedIn's languages have captions", () => expect(Object.keys(CAPTIONS)).toHaveLength(36));

describe.each(Object.entries(CAPTIONS))("a period in %s", (lang, captions) => {
  test.each(captions)("%s is no count", (caption) => {
    expect(read(lang, "1027", caption)).toEqual(["profile_views=1027 exact"]);
    // Also where the card's count is the same number, or has not loaded yet.
    expect(read(lang, "7", caption)).toEqual(["profile_views=7 exact"]);
    expect(read(lang, "", caption)).toEqual([]);
  });
});

test("a count of something else beside the count makes two candidates", () => {
  expect(read("fr", "1027", "12 nouveaux abonnés")).toEqual(["profile_views=1027 exact"]);
  expect(read("en", "1027", "12 recruiters")).toEqual([]);
  expect(read("ja", "1027", "12社")).toEqual([]);
});
