/**
 * Recognises the SSI page of an account without an SSI: LinkedIn's heading and a sentence, and
 * nothing that holds a score or waits for one. By structure, so that it works in every language.
 */

import { plain } from "../labels";
import { hasDigit } from "../numbers/numbers";
import { GLOBAL_NAV, type Page } from "../page";
import { weightOf } from "../text";
import { outOfHundred } from "./pillars";
import { blocks } from "./texts";

/** Elements around the page's own content. */
const OUTSIDE = `${GLOBAL_NAV}, nav, aside, footer, dialog, [role="navigation"], [role="complementary"], [role="contentinfo"], [role="dialog"], [id^="artdeco-toasts"]`;
const NEVER_SHOWN = "script, style, template, noscript, code";
const MAIN = 'main, [role="main"]';

/** Parts of a score, shown or hidden, in any markup. */
const SCORE =
  'table, [role="table"], [role="grid"], progress, meter, [role="meter"], [aria-valuenow], figcaption, canvas, svg [stroke-dasharray], [class*="donut"], [class*="ssi-score"], [class*="ssi-rank"], [id$="__sub-score-bar"]';
/** Placeholders of content that is still loading. */
const PENDING = [
  '[aria-busy="true"], [role="progressbar"]',
  ...["skeleton", "placeholder", "ghost", "shimmer", "loader", "loading", "spinner"].map(
    (word) => `[class*="${word}" i], [data-testid*="${word}" i], [componentkey*="${word}" i]`,
  ),
].join(",");
/** An error that a retry may end. */
const FAILURE = '[role="alert"], [class*="error" i], button:not([aria-expanded], [aria-haspopup])';

/** The index by its short name, or by its long one as LinkedIn translates it. */
const INDEX_NAME =
  /(?<![a-z])ssi(?![a-z])|social[\s-]*selling|ventas (?:con las redes )?sociales|vendas sociais|vente sociale|sosyal satış|социальных продаж|البيع الاجتماعي|सोशल सेलिंग|社交销售|社交銷售|ソーシャル・?セリング|소셜 ?셀링/u;

/** Least weight of a sentence. */
const SENTENCE = 12;
/** Most weight of a heading. */
const HEADING = 160;
/** Equal empty elements in a row that make a skeleton. */
const EMPTY_ROWS = 3;

const YEAR = /(?<!\d)20\d\d(?!\d)/;
const PERCENT = /[%٪％]/u;
const PRICE = /\p{Sc}/u;

/** True when a text names the index. */
export const namesIndex = (text: string): boolean => INDEX_NAME.test(plain(text));

/** A test whether an element is page content: inside `main` where the page has one. */
function contentOf(page: Page): (element: Element) => boolean {
  const whole = page.first(MAIN) === null;
  return (element) =>
    !element.closest(OUTSIDE) &&
    (whole || element.closest(MAIN) !== null || element.getRootNode() !== page.doc);
}

/** The page's first heading; null without one. */
function headingOf(page: Page, isContent: (element: Element) => boolean): Element | null {
  const shown = (selector: string): Element | undefined =>
    page.all(selector).find((element) => isContent(element) && page.visible(element));
  return shown('h1, [role="heading"][aria-level="1"]') ?? shown('h2, [role="heading"]') ?? null;
}

/** True when a number may be a score. Dates and the prices of offers are not. */
const mayBeScore = (text: string): boolean =>
  PERCENT.test(text) || outOfHundred(text) !== null || !(YEAR.test(text) || PRICE.test(text));

function holdsScore(page: Page, isContent: (element: Element) => boolean): boolean {
  const named = page
    .all("[aria-label]")
    .filter((element) => hasDigit(element.getAttribute("aria-label") ?? ""));
  return (
    [...page.all(SCORE), ...named].some(isContent) ||
    blocks(page).some(({ element, text }) => isContent(element) && mayBeScore(text))
  );
}

/** True for the first of several empty elements of one kind, as in a skeleton without a name. */
function isEmptyRow(element: Element): boolean {
  const row: Element[] = [];
  for (let at: Element | null = element; at && row.length < EMPTY_ROWS; at = at.nextElementSibling)
    row.push(at);
  return (
    row.length === EMPTY_ROWS &&
    row.every(
      (one) =>
        one.className === element.className && one.childElementCount === 0 && one.textContent.trim() === "",
    )
  );
}

function isPending(page: Page, isContent: (element: Element) => boolean): boolean {
  const rows = page
    .all("div + div, li + li, p + p, span + span")
    .flatMap(({ previousElementSibling: first }) => first ?? []);
  return (
    page.all(PENDING).some((element) => isContent(element) && page.visible(element)) ||
    rows.some((element) => isContent(element) && isEmptyRow(element))
  );
}

/** The visible texts of the page's content. */
const textsOf = (page: Page, isContent: (element: Element) => boolean): Text[] =>
  page
    .texts()
    .filter(({ parentElement: at }) => at && isContent(at) && !at.closest(NEVER_SHOWN) && page.visible(at));

/**
 * "none" where LinkedIn shows its heading and says that there is no SSI, "pending" where the page
 * is still filling; null where neither is certain.
 */
export function accessOf(page: Page): "none" | "pending" | null {
  const isContent = contentOf(page);
  if (holdsScore(page, isContent)) return null;
  if (page.doc.readyState === "loading" || isPending(page, isContent)) return "pending";
  const heading = headingOf(page, isContent);
  if (!heading || weightOf(heading.textContent) > HEADING) return null;
  const texts = textsOf(page, isContent);
  const says = texts.some((text) => !heading.contains(text) && weightOf(text.data) >= SENTENCE);
  const isOwn = texts.some(({ data }) => namesIndex(data));
  const failed = [...page.all(FAILURE), ...page.links("/sales/ssi")].some(isContent);
  return says && isOwn && !failed ? "none" : null;
}
