/**
 * Visits that are acts: a people search, a profile opened. Only the address is used; nothing is
 * read.
 */

import type { Visit } from "../../messages";
import { vanityIn } from "../address";
import type { Page } from "../page";

/** Parameters about a search's origin or page, not about what is sought. */
const NOT_SOUGHT =
  /^(?:origin|sid|page|searchId|spellCorrectionEnabled|position|session.*|_.*|trk|lipi|heroEntityKey|viewAllFilters|prioritizeMessage|savedSearchId|recentSearchId)$/i;
const OPERATORS = /\b(?:AND|OR|NOT)\b|["“”()]/;
const SALES_KEYWORDS = /(?:^|[(,])keywords:([^,)]*)/;

function sought(url: URL): [string, string][] {
  return [...url.searchParams].filter(([name, value]) => !NOT_SOUGHT.test(name) && value !== "").sort();
}

/** The keywords of a Sales Navigator query, which encodes them a second time. */
function salesKeywords(query: string): string {
  const words = SALES_KEYWORDS.exec(query)?.[1] ?? "";
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
}

/** A search is one act, however many of its pages are looked at. */
export function searchVisits(page: Page, prefix: string): Visit[] {
  const parts = sought(page.url);
  const subject = `${prefix}:${JSON.stringify(parts)}`;
  const filtered = parts.some(([name, value]) =>
    name === "query" ? /filters:List\(\(|type:/.test(value) : name !== "keywords",
  );
  const words = parts.map(([name, value]) =>
    name === "keywords" ? value : name === "query" ? salesKeywords(value) : "",
  );
  const visits: Visit[] = [{ signal: "people_searches", subject }];
  if (filtered || words.some((text) => OPERATORS.test(text)))
    visits.push({ signal: "advanced_searches", subject });
  return visits;
}

/** Another member's profile, opened. */
export function profileVisit(page: Page): Visit[] {
  const name = vanityIn(page.url.pathname);
  return name === null ? [] : [{ signal: "profiles_viewed", subject: `in:${name}` }];
}

/** A lead in Sales Navigator: `/sales/lead/ID,AUTH,TOKEN`. */
export function leadVisit(page: Page): Visit[] {
  const id = /^\/sales\/(?:lead|people)\/([A-Za-z0-9_-]+)/.exec(page.url.pathname)?.[1];
  return id === undefined ? [] : [{ signal: "profiles_viewed", subject: `lead:${id}` }];
}
