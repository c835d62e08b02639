/** One look at one page: the document with what the parts of the reader need to know about it. */

import type { Self } from "../messages";
import type { Day, Moment } from "../contract/protocol";
import { addressOf, isUnder } from "./address";
import { dayAt, offsetOf } from "./numbers/days";
import { labelsOf, type Labels } from "./labels";
import { textNodes, type Sight } from "./text";
import type { Visible } from "./visibility";

export interface Page extends Sight {
  doc: Document;
  url: URL;
  labels: Labels | null;
  moment: Moment;
  /** The user's own day of a moment (milliseconds since 1970). */
  dayOf: (ms: number) => Day;
  known: Self | null;
  /**
   * Every match in the document and in the shadow tree that carries Ember pages inside SDUI ones.
   */
  all: (selector: string) => Element[];
  first: (selector: string) => Element | null;
  /** SDUI's cards of a profile with a name that ends so ("Topcard", "About"). */
  cards: (name: string) => Element[];
  /** The document's links to these paths, or below them, in order. */
  links: (...paths: string[]) => Element[];
  /** The target of a link; null outside of LinkedIn, or without one. */
  address: (link: Element) => URL | null;
  /** The page's texts in order, collected on first use. */
  texts: () => Text[];
  /** The page has had its time to fill: what is missing will not come. */
  settled: boolean;
}

/**
 * LinkedIn's own navigation, on every page: badges and the names of pages. Any other `nav` may hold
 * content, such as the rail of My Network.
 */
export const GLOBAL_NAV =
  '#global-nav, header nav, [data-testid="primary-nav"], [componentkey="primaryNavLinksComponentRef"]';

/** SDUI names the cards of a profile by this prefix, the member id and the card's own name. */
export const CARD = "com.linkedin.sdui.profile.card.ref";

/** The name of a card with the member id, without the prefix. */
export const cardName = (element: Element): string =>
  (element.id.startsWith(CARD) ? element.id : (element.getAttribute("componentkey") ?? "")).slice(
    CARD.length,
  );

/** Where SDUI pages embed a page of the other front end. */
const INTEROP = "#interop-outlet";

/** The moment of a look. */
export interface Now {
  /** RFC 3339, with the user's own offset from UTC. */
  moment: Moment;
  /**
   * Minutes east of UTC at a moment (milliseconds since 1970) where the user lives, so that an act
   * keeps its day across daylight saving. Without it the offset of `moment` holds for all.
   */
  offsetAt?: (ms: number) => number;
}

/**
 * The addresses of a document's links. A link is parsed only if its text contains the path, because
 * a page has thousands.
 */
function linksIn(all: Page["all"]): Pick<Page, "links" | "address"> {
  let hrefs: { element: Element; href: string }[] | null = null;
  const parsed = new Map<Element, URL | null>();
  const address = (link: Element): URL | null => {
    const kept = parsed.get(link);
    if (kept !== undefined) return kept;
    const href = link.getAttribute("href");
    const url = href === null ? null : addressOf(href);
    parsed.set(link, url);
    return url;
  };
  const links = (...paths: string[]): Element[] => {
    hrefs ??= all("a[href]").map((element) => ({ element, href: element.getAttribute("href") ?? "" }));
    return hrefs.flatMap(({ element, href }) => {
      const leads = paths.some((path) => {
        const url = href.includes(path) ? address(element) : null;
        return url !== null && isUnder(url, path);
      });
      return leads ? [element] : [];
    });
  };
  return { links, address };
}

export function look(
  doc: Document,
  url: URL,
  now: Now,
  known: Self | null,
  visible: Visible,
  settled = false,
): Page {
  const { moment, offsetAt } = now;
  const offset = offsetOf(moment);
  const lang = doc.documentElement.getAttribute("lang")?.trim() ?? "";
  const interop = doc.querySelector(INTEROP)?.shadowRoot;
  const roots: ParentNode[] = interop ? [doc, interop] : [doc];
  const all = (selector: string): Element[] =>
    roots.flatMap((root) => Array.from(root.querySelectorAll(selector)));
  let texts: Text[] | null = null;
  let cards: Element[] | null = null;
  return {
    doc,
    url,
    lang: lang === "" ? "en" : lang,
    labels: labelsOf(lang === "" ? "en" : lang),
    moment,
    dayOf: (ms) => dayAt(ms, offsetAt ? offsetAt(ms) * 60_000 : offset),
    known,
    visible,
    settled,
    all,
    ...linksIn(all),
    first: (selector) => {
      for (const root of roots) {
        const match = root.querySelector(selector);
        if (match) return match;
      }
      return null;
    },
    cards: (name) => {
      cards ??= all(`[id^="${CARD}"], [componentkey^="${CARD}"]`);
      return cards.filter((element) => cardName(element).toLowerCase().endsWith(name.toLowerCase()));
    },
    texts: () => (texts ??= [doc.body, ...roots.slice(1)].flatMap((root) => textNodes(root))),
  };
}
