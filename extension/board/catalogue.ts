/**
 * The texts of the board, in English and Italian. The board is no page of the extension: it brings the
 * part of `chrome.i18n` that text/i18n.ts reads.
 */

import sharedEnglish from "../_locales/en/messages.json";
import sharedItalian from "../_locales/it/messages.json";
import english from "./texts/en.json";
import italian from "./texts/it.json";

export const LANGUAGES = ["en", "it"] as const;
export type Language = (typeof LANGUAGES)[number];

type Texts = Record<string, { message: string } | undefined>;

const CATALOGUES: Record<Language, Texts> = {
  en: { ...sharedEnglish, ...english },
  it: { ...sharedItalian, ...italian },
};

export const isLanguage = (text: string | null | undefined): text is Language =>
  LANGUAGES.some((language) => language === text);

/** The language of the catalogue that is nearest to the browser's. */
export function languageOf(languages: readonly string[]): Language {
  return languages.map((tag) => tag.split("-")[0]).find(isLanguage) ?? "en";
}

export function useCatalogue(language: Language): void {
  const getMessage = (key: string, values: string[] = []): string =>
    (CATALOGUES[language][key]?.message ?? "").replaceAll(
      /\$(\d)/g,
      (_, at: string) => values[Number(at) - 1] ?? "",
    );
  const getUILanguage = (): string => navigator.language;
  Object.assign(globalThis, { chrome: { i18n: { getMessage, getUILanguage } } });
  document.documentElement.lang = language;
}
