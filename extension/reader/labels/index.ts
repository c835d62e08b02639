/** The labels of a page's language; null for a language whose words nobody has told us. */

import { languageKey } from "../compact";
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

const TABLE: Record<string, Labels> = { de, en, es, fr, it, nl, pl, pt, ru, tr };

/** `lang` as in `<html lang>`. */
export const labelsOf = (lang: string): Labels | null => TABLE[languageKey(lang)] ?? null;

/** A text as labels are compared: one line, lower case, typographic spaces made plain. */
export const plain = (text: string): string =>
  text
    .replace(/[\s\u00a0\u202f]+/g, " ")
    .trim()
    .toLowerCase();
