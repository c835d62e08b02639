/**
 * Whose profile is this? Own counts are read only on proof, and never while anything contradicts
 * it: an address can be ahead of what the page still shows.
 */

import type { Self } from "../shared/messages";
import { MEMBER_ID, vanityIn, vanityName } from "./address";
import { plain } from "./labels";
import { cardName, type Page } from "./page";

/** "moving": the page still shows something else than its address names. */
export type Ownership = "own" | "other" | "unknown" | "moving";

/** Links that only a profile's owner gets, each with the owner's name in it. */
const EDIT_LINK = 'a[href*="/edit/intro/"], a[href*="isSelfProfile=true"]';
const EDIT_FORM = 'a[href*="/edit/forms/"], a[href*="/add-edit/"]';
/** SDUI's controls of the owner: `NAME_openToButton`. */
const OWN_KEY = /^(.+)_(?:cover_edit_button|openToButton|about_edit)$/;
const OWN_KEYS =
  '[componentkey$="_cover_edit_button"], [componentkey$="_openToButton"], [componentkey$="_about_edit"]';

/** What the top card of somebody else's profile holds. */
const OTHER_IN_CARD = [
  'a[href*="MEMBER_PROFILE_CANNED_SEARCH"]',
  'a[href*="NON_SELF_PROFILE_VIEW"]',
  'a[href*="/preload/custom-invite/"]',
  '[id$="-profile-overflow-action"]',
].join(",");
const OTHER_ON_PAGE = '[componentkey^="ProfilePostConnectDrawer_"]';

const BESIDE = "nav, header, aside, footer";
const EMBER_TOPCARD = "section.pv-top-card, main section:has(h1)";

/** The card with the name, in either front end. */
export const topCard = (page: Page): Element | null => page.cards("Topcard")[0] ?? page.first(EMBER_TOPCARD);

/** A profile still shows although the address is another page's: LinkedIn's router is under way. */
export const showsProfile = (page: Page): boolean =>
  page.cards("Topcard").length > 0 || page.first("section.pv-top-card") !== null;

/** The member id that SDUI's cards carry: `…card.refACoAA…Topcard`. */
function cardMemberId(page: Page): string | null {
  const [card] = page.cards("Topcard");
  const id = card ? cardName(card).slice(0, -"Topcard".length) : "";
  return MEMBER_ID.test(id) ? id : null;
}

/** The one name among `names`; null when there is none, or more than one. */
function agreed(names: (string | null)[]): string | null {
  const different = new Set(names.filter((name) => name !== null && name !== "me"));
  const [only] = different;
  return different.size === 1 && only !== undefined ? only : null;
}

const linked = (page: Page, selector: string): (string | null)[] =>
  page
    .all(selector)
    .filter((link) => !link.closest(BESIDE))
    .map((link) => vanityIn(link.getAttribute("href") ?? ""));

const keyed = (page: Page): (string | null)[] =>
  page.all(OWN_KEYS).map((control) => {
    const name = OWN_KEY.exec(control.getAttribute("componentkey") ?? "")?.[1];
    return name === undefined ? null : vanityName(name);
  });

/** A control of the top card that only the owner has, by its label in the page's language. */
function hasOwnControl(page: Page, card: Element): boolean {
  const words = page.labels?.ownControls ?? [];
  if (words.length === 0) return false;
  return Array.from(card.querySelectorAll("a[aria-label], button[aria-label]")).some((control) =>
    words.includes(plain(control.getAttribute("aria-label") ?? "")),
  );
}

/** Whose page `/in/NAME/…` is, and what it tells of the member's own ids. */
export function ownership(page: Page): { owner: Ownership; self: Self | null } {
  const { known, url } = page;
  const addressed = vanityIn(url.pathname);
  const isMe = addressed === "me" || url.searchParams.get("isSelfProfile") === "true";
  const card = topCard(page);
  const memberId = cardMemberId(page);
  const sameId = memberId !== null && memberId === known?.memberId;
  const otherId = memberId !== null && known?.memberId !== undefined && memberId !== known.memberId;
  const knownName = addressed !== null && addressed === known?.vanity;
  // LinkedIn's own links name a member by id at times.
  const addressedById = memberId !== null && addressed === vanityName(memberId);
  const mine = isMe || knownName || sameId;
  const named = isMe ? known?.vanity : addressedById ? undefined : addressed;

  const owner = agreed(linked(page, EDIT_LINK)) ?? agreed(keyed(page)) ?? agreed(linked(page, EDIT_FORM));
  const shownOwn = owner !== null || (card !== null && hasOwnControl(page, card));
  const shownOther = (card?.querySelector(OTHER_IN_CARD) ?? page.first(OTHER_ON_PAGE)) !== null;

  if (shownOther) return { owner: mine || owner === addressed ? "moving" : "other", self: null };
  // The owner's controls show: it must be the page that the address names.
  if (owner !== null && owner !== addressed && !isMe && !sameId && !addressedById)
    return { owner: "moving", self: null };
  if (shownOwn || mine) {
    if (otherId && !shownOwn) return { owner: "moving", self: null };
    const vanity = owner ?? named;
    const self = { ...(vanity ? { vanity } : {}), ...(memberId !== null ? { memberId } : {}) };
    return { owner: "own", self };
  }
  const othersName = known?.vanity !== undefined && addressed !== null && card !== null;
  return { owner: othersName ? "other" : "unknown", self: null };
}
