/** One look at one page: the document with what the reader's parts need to know about it. */

import type { Self } from "../shared/messages";
import type { Day, Moment } from "../shared/protocol";
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
  /** The page's texts in order, gathered when first asked for. */
  texts: () => Text[];
}

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

export function look(doc: Document, url: URL, now: Now, known: Self | null, visible: Visible): Page {
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
    all,
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
    texts: () => (texts ??= [doc.body, ...roots.slice(1)].flatMap(textNodes)),
  };
}
