/** The labels of a page's language; null for a language without known labels. */

import { languageKey } from "../numbers/compact";
import { de } from "./de";
import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";
import { it } from "./it";
import { nl } from "./nl";
import { pl } from "./pl";
import { pt } from "./pt";
import { ru } from "./ru";
import { tr } from "./tr";
import type { Labels } from "./types";

export type { Labels };

/**
 * A text in the form used for comparison: one line, lower case, typographic spaces made plain,
 * letters composed. Turkish has four letters i, other languages two: here all are one.
 */
export const plain = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/[\s\u00a0\u202f]+/g, " ")
    .trim()
    .toLowerCase()
    .replace(/i\u0307|ı/g, "i");

type Phrases = string[] | Phrases[];

const folded = (phrases: Phrases): Phrases =>
  phrases.map((one: string | Phrases) => (typeof one === "string" ? plain(one) : folded(one))) as Phrases;

/** The labels normalised by `plain`. */
const fold = (labels: Labels): Labels =>
  Object.fromEntries(
    Object.entries(labels).map(([key, phrases]) => [key, folded(phrases as Phrases)]),
  ) as unknown as Labels;

const TABLE: Record<string, Labels> = { de, en, es, fr, it, nl, pl, pt, ru, tr: fold(tr) };

/** `lang` as in `<html lang>`. */
export const labelsOf = (lang: string): Labels | null => TABLE[languageKey(lang)] ?? null;
