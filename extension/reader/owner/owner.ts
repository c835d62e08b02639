/**
 * Decides who owns a profile. Own counts are read only on proof, and never while anything
 * contradicts it, because the address can change before the page does. Proof comes from the card
 * with the name; a parameter of the address or a link in a text proves nothing.
 */

import type { Self } from "../../messages";
import { isUnder, MEMBER_ID, vanityIn, vanityName } from "../address";
import { plain } from "../labels";
import { cardName, type Page } from "../page";
import { textNodes } from "../text";

/** "moving": the page still shows something else than its address names. */
export type Ownership = "own" | "other" | "unknown" | "moving";

export interface Owned {
  owner: Ownership;
  self: Self | null;
}

/** Forms that only a profile's owner gets, each with the owner's name in its path. */
const EDIT = /^\/in\/[^/]+\/(?:details\/[^/]+\/)?(?:edit|add-edit)\//i;
/** SDUI's controls of the owner: `NAME_openToButton`. */
const OWN_KEY = /^(.+)_(?:cover_edit_button|openToButton|about_edit)$/;
const OWN_KEYS =
  '[componentkey$="_cover_edit_button"], [componentkey$="_openToButton"], [componentkey$="_about_edit"]';
const OTHER_IN_CARD = '[id$="-profile-overflow-action"]';
const OTHER_ON_PAGE = '[componentkey^="ProfilePostConnectDrawer_"]';

const BESIDE = "nav, header, aside, footer";
const EMBER_TOPCARD = 'section[class*="pv-top-card"], main section:has(h1)';
const SKILL_ID = /^com\.linkedin\.sdui\.profile\.skill\((AC[ow]AA[A-Za-z0-9_-]{6,}),/;
const SKILL_ROW = '[id^="com.linkedin.sdui.profile.skill("]';

/** The card with the name, in either front end. */
export const topCard = (page: Page): Element | null => page.cards("Topcard")[0] ?? page.first(EMBER_TOPCARD);

/** True while a profile still shows under another page's address, during LinkedIn's navigation. */
export const showsProfile = (page: Page): boolean =>
  page.cards("Topcard").length > 0 || page.first("section.pv-top-card") !== null;

/** The member id that SDUI's cards carry: `…card.refACoAA…Topcard`. */
function cardMemberId(page: Page): string | null {
  const [card] = page.cards("Topcard");
  const id = card ? cardName(card).slice(0, -"Topcard".length) : "";
  return MEMBER_ID.test(id) ? id : null;
}

/** The one name among `names`; null without one, or with several. */
function agreed(names: (string | null)[]): string | null {
  const different = new Set(names.filter((name) => name !== null && name !== "me"));
  const [only] = different;
  return different.size === 1 && only !== undefined ? only : null;
}

/**
 * True for an icon or LinkedIn's words for it; a link with words of a member's own is no control.
 */
function isControl(page: Page, link: Element): boolean {
  const words = textNodes(link).filter(
    ({ data, parentElement }) =>
      /\p{L}/u.test(data) && !parentElement?.closest('svg, [class*="hidden"], [class*="a11y"]'),
  );
  return words.every(({ data }) => page.labels?.ownControls.includes(plain(data)));
}

const isEdit = (page: Page, link: Element): boolean =>
  EDIT.test(page.address(link)?.pathname ?? "") && isControl(page, link);

/** True for the picture or the name in the card, which link to the owner's own view. */
const isSelfLink = (page: Page, link: Element): boolean =>
  page.address(link)?.searchParams.get("isSelfProfile") === "true" &&
  (isControl(page, link) || link.querySelector("h1, h2, figure, img") !== null);

const nameIn = (link: Element): string | null => vanityIn(link.getAttribute("href") ?? "");

const keyed = (page: Page): (string | null)[] =>
  page.all(OWN_KEYS).map((control) => {
    const name = OWN_KEY.exec(control.getAttribute("componentkey") ?? "")?.[1];
    return name === undefined ? null : vanityName(name);
  });

/**
 * True when the top card has a control that only the owner gets, by its label in the page's
 * language.
 */
function hasOwnControl(page: Page, card: Element): boolean {
  const words = page.labels?.ownControls ?? [];
  if (words.length === 0) return false;
  return Array.from(card.querySelectorAll("a[aria-label], button[aria-label]")).some((control) =>
    words.includes(plain(control.getAttribute("aria-label") ?? "")),
  );
}

/**
 * Marks of another member's profile in the top card; older pages show "connections" to the owner
 * too.
 */
function othersMark(page: Page, card: Element | null): "sure" | "connections" | null {
  const links = card ? Array.from(card.querySelectorAll("a[href]")) : [];
  const addresses = links.flatMap((link) => page.address(link) ?? []);
  const says = (name: string, value: string): boolean =>
    addresses.some(({ searchParams }) => searchParams.get(name) === value);
  const invites = addresses.some((url) => isUnder(url, "/preload/custom-invite"));
  if (invites || says("screenContext", "NON_SELF_PROFILE_VIEW")) return "sure";
  if ((card?.querySelector(OTHER_IN_CARD) ?? page.first(OTHER_ON_PAGE)) !== null) return "sure";
  return says("origin", "MEMBER_PROFILE_CANNED_SEARCH") ? "connections" : null;
}

/** The owner's name in the controls of the card, and whether an edit control is among them. */
function ownerIn(page: Page, card: Element | null): { owner: string | null; edits: boolean } {
  const links = card ? Array.from(card.querySelectorAll("a[href]")) : [];
  const edits = links.filter((link) => isEdit(page, link)).map(nameIn);
  const selves = links.filter((link) => isSelfLink(page, link)).map(nameIn);
  return { owner: agreed([...edits, ...selves]) ?? agreed(keyed(page)), edits: agreed(edits) !== null };
}

/** Decides who owns the profile `/in/NAME/`, and returns the user's ids on it. */
export function ownership(page: Page): Owned {
  const { known, url } = page;
  const addressed = vanityIn(url.pathname);
  const isMe = addressed === "me";
  const card = topCard(page);
  const memberId = cardMemberId(page);
  const sameId = memberId !== null && memberId === known?.memberId;
  const otherId = memberId !== null && known?.memberId !== undefined && memberId !== known.memberId;
  const knownName = addressed !== null && addressed === known?.vanity;
  // LinkedIn's own links sometimes use the member id as name.
  const addressedById = memberId !== null && addressed === vanityName(memberId);
  const mine = isMe || knownName || sameId;
  const named = isMe ? known?.vanity : addressedById ? undefined : addressed;

  const { owner, edits } = ownerIn(page, card);
  const shownOwn = owner !== null || (card !== null && hasOwnControl(page, card));
  const mark = othersMark(page, card);
  // Until 2022 the owner's connections led to a search too.
  const older = mark === "connections" && edits && page.cards("Topcard").length === 0;

  if (mark !== null && !older) return { owner: mine || owner === addressed ? "moving" : "other", self: null };
  // The owner's controls show, so the page must be the one that the address names.
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

/** Different owner's controls that a list without a card must show to prove its owner. */
const PROOFS = 2;

/**
 * Decides who owns the list `/in/NAME/details/…`, which has no card: the known user by the address
 * or the member id, or the name that several owner's controls agree on. A known user outweighs the
 * controls.
 */
export function ownsList(page: Page): Owned {
  const { known, url } = page;
  const addressed = vanityIn(url.pathname);
  const memberId = SKILL_ID.exec(page.first(SKILL_ROW)?.id ?? "")?.[1];
  const edits = page.links("/in").filter((link) => !link.closest(BESIDE) && isEdit(page, link));
  const names = [...edits.map(nameIn), ...keyed(page)];
  const sameId = memberId !== undefined && memberId === known?.memberId;
  const otherId = memberId !== undefined && known?.memberId !== undefined && !sameId;
  if (addressed === null || otherId) return { owner: "unknown", self: null };
  if (addressed === "me" || addressed === known?.vanity || sameId) {
    if (names.some((name) => name !== null && name !== (known?.vanity ?? name)))
      return { owner: "moving", self: null };
    return { owner: "own", self: known };
  }
  if (known?.vanity !== undefined || agreed(names) !== addressed) return { owner: "unknown", self: null };
  const proofs = new Set([...edits.map((link) => page.address(link)?.pathname), ...keyed(page)]);
  return proofs.size >= PROOFS
    ? { owner: "own", self: { vanity: addressed } }
    : { owner: "unknown", self: null };
}
