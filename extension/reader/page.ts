/** One look at one page: the document with what the reader's parts need to know about it. */

import type { Self } from "../shared/messages";
import type { Day, Moment } from "../shared/protocol";
import { addressOf, isUnder } from "./address";
import { dayAt, offsetOf } from "./days";
import { labelsOf, type Labels } from "./labels";
import { textNodes } from "./text";
import type { Visible } from "./visibility";

export interface Page {
  doc: Document;
  url: URL;
  lang: string;
  labels: Labels | null;
  moment: Moment;
  /** The member's own day of a moment (milliseconds since 1970). */
  dayOf: (ms: number) => Day;
  known: Self | null;
  visible: Visible;
  /** Every match in the document and in the shadow tree that carries Ember pages inside SDUI ones. */
  all: (selector: string) => Element[];
  first: (selector: string) => Element | null;
  /** SDUI's cards of a profile whose name ends so ("Topcard", "About"). */
  cards: (name: string) => Element[];
  /** The links of the document to these paths, or below them, in order. */
  links: (...paths: string[]) => Element[];
  /** Where a link leads; null outside of LinkedIn, or where it leads nowhere. */
  address: (link: Element) => URL | null;
  /** The page's texts in order, gathered when first asked for. */
  texts: () => Text[];
  /** The page has had its time to fill: what is not there will not come. */
  settled: boolean;
}

/**
 * LinkedIn's own navigation, on every page: badges and the names of pages. A `nav` of another identity
 * may be anything, also the rail of My Network.
 */
export const GLOBAL_NAV =
  '#global-nav, header nav, [data-testid="primary-nav"], [componentkey="primaryNavLinksComponentRef"]';

/** How SDUI names the cards of a profile: this, the member id, the card's own name. */
export const CARD = "com.linkedin.sdui.profile.card.ref";

/** The name of a card with the member's id, without the part common to all. */
export const cardName = (element: Element): string =>
  (element.id.startsWith(CARD) ? element.id : (element.getAttribute("componentkey") ?? "")).slice(
    CARD.length,
  );

/** Where SDUI pages keep a page of the other front end. */
const INTEROP = "#interop-outlet";

/** The moment of a look. */
export interface Now {
  /** RFC 3339, with the member's own offset from UTC. */
  moment: Moment;
  /**
   * Minutes east of UTC at a moment (milliseconds since 1970) where the member lives: with summer
   * time, an act of last season keeps its day. Without it the offset of `moment` holds for all.
   */
  offsetAt?: (ms: number) => number;
}

/** The addresses of a document's links. One that cannot hold a path is never parsed: there are thousands. */
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
