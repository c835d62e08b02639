/** Shortens words before a vowel, where the vowel comes from a placeholder's value. Pure. */

/** Italian articles, and what they stand before: 8, 80, 800 ("otto", "ottanta", "ottocento") and 11 ("undici"). */
const ARTICLE = /(?<!\p{L})(i|a|da|de|ne|su)l $/iu;
const NUMBER = /^(8|11(?!\d))/u;

/** French "de", before April, August and October. */
const DE = /(?<!\p{L})de $/u;
const MONTH = /^(avril|août|octobre)/u;

/**
 * The part of a text before a placeholder, fitted to its value: "il " before "8 mar"
 * becomes "l'" in Italian, "de " before "août" becomes "d’" in French. The value itself may be the
 * user's own words, and stays as it is.
 */
export function elided(part: string, value: string, language: string): string {
  if (language === "it" && NUMBER.test(value))
    return part.replace(ARTICLE, (_all, stem: string) =>
      stem.toLowerCase() === "i" ? (stem === "i" ? "l'" : "L'") : `${stem}ll'`,
    );
  return language === "fr" && MONTH.test(value) ? part.replace(DE, "d’") : part;
}
