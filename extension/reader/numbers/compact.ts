/**
 * Words that follow a shortened number ("1.2K", "12,3 mila", "1.2万"), per interface language, with
 * their power of ten. Source: Unicode CLDR's compact decimal formats, as `Intl.NumberFormat` gives
 * them; a test compares this table with it. A final full stop is omitted.
 */

export const COMPACT: Record<string, Record<string, number>> = {
  ar: { ألف: 3, آلاف: 3, مليون: 6, ملايين: 6, مليار: 9 },
  bn: { হা: 3, হাজার: 3, লা: 5, লাখ: 5, কো: 7, কোটি: 7 },
  cs: { tis: 3, tisíc: 3, tisíce: 3, mil: 6, milion: 6, milionu: 6, miliony: 6, milionů: 6, mld: 9 },
  da: { t: 3, tusind: 3, mio: 6, million: 6, millioner: 6, mia: 9 },
  de: { tsd: 3, tausend: 3, mio: 6, million: 6, millionen: 6, mrd: 9 },
  el: { χιλ: 3, χιλιάδα: 3, χιλιάδες: 3, εκ: 6, εκατομμύριο: 6, εκατομμύρια: 6, δισ: 9 },
  en: { K: 3, k: 3, thousand: 3, M: 6, million: 6, B: 9, billion: 9 },
  es: { K: 3, mil: 3, M: 6, millón: 6, millones: 6 },
  fa: { هزار: 3, میلیون: 6, میلیارد: 9 },
  fi: { t: 3, tuhat: 3, tuhatta: 3, milj: 6, miljoona: 6, miljoonaa: 6, mrd: 9 },
  fr: { k: 3, K: 3, mille: 3, millier: 3, milliers: 3, M: 6, million: 6, millions: 6, Md: 9 },
  he: { K: 3, אלף: 3, M: 6, מיליון: 6, B: 9 },
  hi: { हज़ार: 3, लाख: 5, "क॰": 7, करोड़: 7, "अ॰": 9, अरब: 9 },
  hu: { E: 3, ezer: 3, M: 6, millió: 6, Mrd: 9 },
  id: { rb: 3, ribu: 3, jt: 6, juta: 6, miliar: 9 },
  it: { K: 3, mila: 3, mille: 3, Mln: 6, mln: 6, milione: 6, milioni: 6, Mld: 9 },
  ja: { 千: 3, 万: 4, 億: 8 },
  ko: { 천: 3, 만: 4, 억: 8 },
  mr: { ह: 3, हजार: 3, लाख: 5, कोटी: 7, अब्ज: 9 },
  ms: { K: 3, ribu: 3, J: 6, juta: 6, B: 9 },
  nl: { K: 3, duizend: 3, mln: 6, miljoen: 6, mld: 9 },
  no: { k: 3, tusen: 3, mill: 6, million: 6, millioner: 6, mrd: 9 },
  pa: { ਹਜ਼ਾਰ: 3, ਲੱਖ: 5, ਕਰੋੜ: 7, ਅਰਬ: 9 },
  pl: {
    tys: 3,
    tysiąc: 3,
    tysiąca: 3,
    tysiące: 3,
    tysięcy: 3,
    mln: 6,
    milion: 6,
    miliona: 6,
    miliony: 6,
    milionów: 6,
    mld: 9,
  },
  pt: { mil: 3, K: 3, mi: 6, milhão: 6, milhões: 6, bi: 9 },
  ro: { K: 3, mie: 3, mii: 3, mil: 6, milion: 6, milioane: 6, mld: 9 },
  ru: { тыс: 3, тысяча: 3, тысячи: 3, тысяч: 3, млн: 6, миллион: 6, миллиона: 6, миллионов: 6, млрд: 9 },
  sv: { tn: 3, tusen: 3, mn: 6, miljon: 6, miljoner: 6, md: 9 },
  te: { వే: 3, వేయి: 3, వేలు: 3, మి: 6, మిలియన్: 6, మిలియన్లు: 6 },
  th: { K: 3, พัน: 3, หมื่น: 4, แสน: 5, M: 6, ล้าน: 6 },
  tl: { K: 3, libo: 3, M: 6, milyon: 6 },
  tr: { B: 3, bin: 3, Mn: 6, milyon: 6, Mr: 9 },
  uk: {
    тис: 3,
    тисяча: 3,
    тисячі: 3,
    тисяч: 3,
    млн: 6,
    мільйон: 6,
    мільйона: 6,
    мільйони: 6,
    мільйонів: 6,
    млрд: 9,
  },
  vi: { N: 3, nghìn: 3, Tr: 6, triệu: 6, T: 9, tỷ: 9 },
  "zh-CN": { 千: 3, 万: 4, 萬: 4, 亿: 8 },
  "zh-TW": { 千: 3, 萬: 4, 万: 4, 億: 8 },
};

const ALIASES: Record<string, string> = { nb: "no", nn: "no", fil: "tl", in: "id", iw: "he", zh: "zh-CN" };

/** The table row of an interface language: "pt-BR" is "pt", "nb" is "no", "zh_TW" is "zh-TW". */
export function languageKey(lang: string): string {
  const tag = lang.replace("_", "-");
  const [base = "en", region = ""] = tag.split("-");
  const lower = base.toLowerCase();
  if (lower === "zh") return /^(tw|hk|mo|hant)$/i.test(region) ? "zh-TW" : "zh-CN";
  return ALIASES[lower] ?? lower;
}

/** Words long enough, or of a script rare enough, to mean the same on a page of any language. */
const ANYWHERE = new Map<string, Set<number>>();
for (const row of Object.values(COMPACT))
  for (const [word, power] of Object.entries(row))
    if (word === "K" || word === "k" || word.length >= 4 || !/^[A-Za-z]/.test(word))
      ANYWHERE.set(word, (ANYWHERE.get(word) ?? new Set()).add(power));

/** The word that some languages put between a number and its power: "220 de milioane". */
export const LINKS: Record<string, string> = { ro: "de", tl: "na" };

/**
 * The power of ten of `word` after a number on a page in `lang`: null when it is no such word,
 * "ambiguous" when languages disagree and the page's language does not have it.
 */
export function compactPower(word: string, lang: string): number | "ambiguous" | null {
  const row = COMPACT[languageKey(lang)] ?? {};
  const own = row[word] ?? (word.length > 2 ? row[word.toLowerCase()] : undefined);
  if (own !== undefined) return own;
  const powers = ANYWHERE.get(word);
  if (!powers) return null;
  const [only] = powers;
  return powers.size === 1 && only !== undefined ? only : "ambiguous";
}
