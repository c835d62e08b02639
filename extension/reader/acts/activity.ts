/**
 * Reads the lists of the user's own acts under /in/NAME/recent-activity/: posts, reposts, comments,
 * reactions, dated by their ids.
 *
 * A list shows what has loaded, newest first, and Ember removes items that scroll far away. So
 * every count is a lower bound, also on the oldest item's day, where the covered span begins. A
 * repost or a reaction carries the id of its post, which is never younger than the act: its day is
 * a stable lower bound, so reading the same list twice, or more of it, never counts an act twice.
 */

import type { Day, Tally } from "../../contract/protocol";
import type { Self, Trace } from "../../messages";
import type { PageKind } from "../../contract/pages";
import { addressOf, isUnder, vanityIn, vanityName } from "../address";
import { activityMs, earlier, today } from "../numbers/days";
import { railSelf } from "../owner/feed-rail";
import { plain } from "../labels";
import { normalise } from "../numbers/numbers";
import type { Page } from "../page";

const ARTICLE = '[role="article"][data-urn^="urn:li:"]';
/** Links to posts and their analytics carry the post's id in path or query. */
const ACTIVITY_PATHS = ["/feed/update", "/posts", "/analytics/post-summary", "/analytics/post"];
export const COMMENT =
  'article[data-id^="urn:li:comment:"], [componentkey^="replaceableComment_urn:li:comment:"]';
/** Links that only a post's author gets. */
const AUTHOR_ONLY = ["/analytics/post-summary", "/analytics/post"];
const ASIDE = "aside, header, nav";
/** Accounts that can write a post. */
const AUTHORS = ["/in", "/company", "/school"];
const URN = /^urn:li:(?:activity|ugcPost|share):(\d{6,20})/;
const LINKED = /\/urn(?::|%3A)li(?::|%3A)activity(?::|%3A)(\d{6,20})/i;

export interface Item {
  element: Element;
  id: string;
}

/** `urn:li:comment:(activity:POST,COMMENT)`, with or without the inner `urn:li:`. */
const commentId = (urn: string): string | null => /,(\d{6,20})\)/.exec(urn)?.[1] ?? null;

/**
 * The posts of the list, each once, in order, without parts of a post and content outside the list.
 *
 * @param wanted selects posts by id, since a feed holds a thousand
 */
export function posts(page: Page, wanted: (id: string) => boolean = () => true): Item[] {
  const seen = new Set<string>();
  const items: Item[] = [];
  const add = (element: Element, id: string | undefined, isOwnItem: () => boolean): void => {
    if (id === undefined || seen.has(id) || !wanted(id) || !isOwnItem() || !page.visible(element)) return;
    seen.add(id);
    items.push({ element, id });
  };
  const articles = page.all(ARTICLE);
  for (const element of articles) {
    const id = URN.exec(element.getAttribute("data-urn") ?? "")?.[1];
    add(element, id, () => !element.parentElement?.closest(ARTICLE) && !element.closest(ASIDE));
  }
  if (articles.length > 0) return items;
  // Search the page once for links, not once per item.
  const linked = new Set<Element>();
  for (const link of page.links(...ACTIVITY_PATHS)) {
    const id = LINKED.exec(page.address(link)?.pathname ?? "")?.[1];
    const element = id === undefined || !link.closest("main") ? null : outermost(link, '[role="listitem"]');
    if (!element || linked.has(element)) continue;
    linked.add(element);
    add(element, id, () => true);
  }
  return items;
}

function outermost(inside: Element, selector: string): Element | null {
  let found: Element | null = null;
  for (let at = inside.closest(selector); at; at = at.parentElement?.closest(selector) ?? null) found = at;
  return found;
}

/** The comments on the page, each once. */
export function comments(page: Page): Item[] {
  const seen = new Set<string>();
  return page.all(COMMENT).flatMap((element) => {
    const id = commentId(element.getAttribute("data-id") ?? element.getAttribute("componentkey") ?? "");
    if (id === null || seen.has(id) || element.closest(ASIDE) || !page.visible(element)) return [];
    seen.add(id);
    return [{ element, id }];
  });
}

/** The author's mark is among the first texts of an item. */
const HEAD_TEXTS = 40;
/** An item's header ends within so many characters, white space included. */
const HEADER_TEXT = 600;

/**
 * The marks after the bullets near an author's name ("• You", "• 2nd"), without those in comments
 * under the item.
 */
function marksOf(page: Page, item: Element): string[] {
  const marks: string[] = [];
  const walker = page.doc.createTreeWalker(item, 4);
  for (
    let seen = 0, node = walker.nextNode();
    node && seen < HEAD_TEXTS;
    node = walker.nextNode(), seen += 1
  ) {
    const { data } = node as Text;
    // A headline may contain a bullet too; a mark begins with one.
    if (data.length > 40 || !data.trimStart().startsWith("•")) continue;
    const inside = node.parentElement?.closest(COMMENT);
    if (inside && inside !== item && item.contains(inside)) continue;
    const [, ...parts] = plain(data).split("•");
    marks.push(...parts.map((part) => part.trim()));
  }
  return marks;
}

const marksYou = (page: Page, item: Element): boolean => {
  const words = page.labels?.you ?? [];
  return words.length > 0 && marksOf(page, item).some((mark) => words.includes(mark));
};

/** A degree of connection, which a user never has to themselves: "2nd", "3°", "1er", "2次". */
const DEGREE = /^[123](?:st|nd|rd|er|e|º|°|ª|\.|\+|次|度|촌|-|$)/u;

const marksAnother = (page: Page, item: Element): boolean =>
  marksOf(page, item).some((mark) => DEGREE.test(normalise(mark)));

const linksTo = (item: Element, paths: string[]): Element[] =>
  Array.from(item.querySelectorAll("a[href]")).filter((link) => {
    const href = link.getAttribute("href") ?? "";
    const url = paths.some((path) => href.includes(path)) ? addressOf(href) : null;
    return url !== null && paths.some((path) => isUnder(url, path));
  });

/** Links to people and Pages in an item, without those in comments under it. */
const profileLinks = (item: Element): Element[] =>
  linksTo(item, AUTHORS).filter((link) => {
    const inside = link.closest(COMMENT);
    return !inside || inside === item;
  });

const nameIn = (link: Element): string => vanityIn(link.getAttribute("href") ?? "") ?? "";

/** Names that the top of an item links to, in order: the sharer, then the author. */
export const heads = (item: Element): string[] =>
  profileLinks(item)
    .filter((link) => link.querySelector("img, figure, svg") !== null)
    .map(nameIn);

/** True for a link in the middle of a text, which mentions somebody. */
const isMention = (link: Element): boolean =>
  Array.from(link.parentElement?.childNodes ?? []).some(
    ({ nodeType, textContent }) => nodeType === 3 && /\p{L}/u.test(textContent ?? ""),
  );

/** The author of a comment: the profile of its picture, else of its first link. */
function authorOf(comment: Element): string | undefined {
  const [first] = profileLinks(comment).filter((link) => !isMention(link));
  return heads(comment)[0] ?? (first && nameIn(first));
}

/** LinkedIn links to a user by name, and sometimes by id. */
const isSelf = (name: string, self: Self | null): boolean =>
  name !== "" &&
  (name === self?.vanity || (self?.memberId !== undefined && name === vanityName(self.memberId)));

/** True when the user wrote this post or comment. */
export function isAuthored(page: Page, element: Element): boolean {
  return marksYou(page, element) || linksTo(element, AUTHOR_ONLY).some((link) => !isMention(link));
}

/** True when every profile in the item's head is `owner`. */
const headsOnly = (element: Element, owner: string): boolean =>
  heads(element).every((name) => name === owner);

/**
 * Whether the list is the signed-in user's: the address names the known user, or an item under the
 * name in the address is marked as the user's own.
 */
export function ownsActivity(page: Page): { own: boolean; self: Self | null } {
  const addressed = vanityIn(page.url.pathname);
  if (addressed === null) return { own: false, self: null };
  const { known } = page;
  if (addressed === "me" || isSelf(addressed, known)) return { own: true, self: known };
  // A name from a profile card outweighs what a list shows.
  if (known?.vanity !== undefined) return { own: false, self: null };
  const self = { vanity: addressed };
  if (railSelf(page)?.vanity === addressed) return { own: true, self };
  const isMark = ({ element }: Item): boolean => {
    if (!isAuthored(page, element) || marksAnother(page, element)) return false;
    const linked = linksTo(element, ["/in"]).map(nameIn);
    return (linked.length === 0 || linked.includes(addressed)) && headsOnly(element, addressed);
  };
  return [...comments(page), ...posts(page)].some(isMark) ? { own: true, self } : { own: false, self: null };
}

/** Tally of dated acts; null without any. `from` is the oldest day of the whole list. */
function tally(page: Page, signal: string, days: Day[], from: Day | null): Tally | null {
  if (days.length === 0 || from === null) return null;
  const counts: Record<Day, number> = {};
  for (const day of days) counts[day] = (counts[day] ?? 0) + 1;
  const to = days.reduce((last, day) => (day > last ? day : last), today(page.moment));
  return { signal, from, to, days: counts, bound: "at_least" };
}

interface Lists {
  tallies: Tally[];
  trace: Trace[];
}

function collect(page: Page, groups: Record<string, { items: Item[]; anchor: string }>): Lists {
  const tallies: Tally[] = [];
  const trace: Trace[] = [];
  const dated = new Map<string, Day[]>();
  let oldest: Day | null = null;
  for (const [signal, { items }] of Object.entries(groups)) {
    const days = items.flatMap(({ id }) => {
      const ms = activityMs(id, page.moment);
      return ms === null ? [] : [page.dayOf(ms)];
    });
    dated.set(signal, days);
    for (const day of days) oldest = oldest === null ? day : earlier(oldest, day);
  }
  for (const [signal, { items, anchor }] of Object.entries(groups)) {
    const one = tally(page, signal, dated.get(signal) ?? [], oldest);
    if (one) tallies.push(one);
    trace.push(
      one
        ? { signal, anchor }
        : { signal, anchor: null, reason: items.length > 0 ? "undatable" : "no_anchor" },
    );
  }
  return { tallies, trace };
}

/**
 * True for a repost: the user's name above the author's, with the words for it. Without the words
 * the user may only have liked or quoted the post.
 */
function isPassedOn(page: Page, element: Element, self: Self | null): boolean {
  const [first = "", ...others] = heads(element);
  if (!isSelf(first, self) || !others.some((name) => !isSelf(name, self))) return false;
  const line = plain(element.textContent.slice(0, HEADER_TEXT));
  return page.labels?.reposted.some((phrase) => line.includes(phrase)) ?? false;
}

/** The list's posts that the user wrote, and those reposted unchanged. */
export function postsByKind(page: Page, self: Self | null): { written: Item[]; passedOn: Item[] } {
  const written: Item[] = [];
  const passedOn: Item[] = [];
  for (const item of posts(page)) {
    const foreign =
      heads(item.element).some((name) => !isSelf(name, self)) || marksAnother(page, item.element);
    if (!foreign || isAuthored(page, item.element)) written.push(item);
    else if (isPassedOn(page, item.element, self)) passedOn.push(item);
  }
  return { written, passedOn };
}

/** /recent-activity/all/: posts that the user wrote, and reposts. */
export function readPosts(page: Page, { written, passedOn }: ReturnType<typeof postsByKind>): Lists {
  return collect(page, {
    posts: { items: written, anchor: "article-urn" },
    reposts: { items: passedOn, anchor: "article-urn" },
  });
}

/** True when the user wrote a comment, by its mark or by its author link. */
export const isOwnComment = (page: Page, comment: Element, self: Self | null): boolean =>
  isAuthored(page, comment) || (isSelf(authorOf(comment) ?? "", self) && !marksAnother(page, comment));

/** /recent-activity/comments/: the user's own comments among all others. */
export function readComments(page: Page, self: Self | null): Lists {
  const all = comments(page);
  // Where the page marks the user's own comments, unmarked ones belong to others.
  const marked = all.filter(({ element }) => isAuthored(page, element));
  const own = marked.length > 0 ? marked : all.filter(({ element }) => isOwnComment(page, element, self));
  return collect(page, { comments: { items: own, anchor: "comment-urn" } });
}

/** /recent-activity/reactions/: posts that the user reacted to, rarely the user's own. */
export function readReactions(page: Page): Lists {
  const items = posts(page);
  const ofOthers = items.filter(({ element }) => !isAuthored(page, element));
  // A list of mostly own posts is left over from another tab.
  const moving = ofOthers.length * 2 <= items.length;
  return collect(page, { reactions: { items: moving ? [] : ofOthers, anchor: "article-urn" } });
}

const PILL = '[id^="content-collection-pill-"]';
const PRESSED = '[aria-pressed="true"], [aria-selected="true"], [aria-checked="true"]';

/**
 * True when the pressed pill above the list belongs to another tab than the address: posts first,
 * reactions last.
 */
export function showsOtherTab(page: Page, kind: PageKind): boolean {
  const pills = page.all(PILL);
  const pressed = pills.findIndex((pill) => pill.matches(PRESSED));
  if (pressed < 0 || pills.length < 3) return false;
  const shown =
    pressed === 0
      ? "activity_posts"
      : pressed === pills.length - 1
        ? "activity_reactions"
        : "activity_comments";
  return shown !== kind;
}
