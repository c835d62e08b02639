/** Shortens words before a vowel, where the vowel comes from a filled placeholder. Pure. */

/** Italian articles before 8, 80, 800 ("otto", "ottanta", "ottocento") and 11 ("undici"). */
const BEFORE_NUMBER = /(?<!\p{L})(i|a|da|de|ne|su)l (?=8|11(?!\d))/giu;

/** French "de" before April, August and October. */
const BEFORE_MONTH = /(?<!\p{L})de (?=avril|août|octobre)/gu;

/** "il 8 mar" becomes "l'8 mar" in Italian, "de août" becomes "d’août" in French. */
export function elided(text: string, language: string): string {
  if (language === "it")
    return text.replace(BEFORE_NUMBER, (_all, stem: string) =>
      stem.toLowerCase() === "i" ? (stem === "i" ? "l'" : "L'") : `${stem}ll'`,
    );
  return language === "fr" ? text.replace(BEFORE_MONTH, "d’") : text;
}
