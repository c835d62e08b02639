/**
 * Acts of the member's as they happen, from visible state alone: a reaction button that turns on, a
 * comment of the member's, an invitation that turns to pending; and each taken back.
 *
 * What is counted is what cannot be anything else:
 * - A reaction or an invitation counts when a state that stood off turns on and stays so. What is on
 *   at first sight, or turns on while the page still fills, was so before.
 * - A comment counts by the moment in its own id, if it is marked as the member's.
 * - Reactions count on posts of the same day only: the list of reactions dates a reaction by its
 *   post, the archive by itself, and only where both agree is an act never counted on two days.
 * - Reactions to comments, posts that somebody passed on, and anything without an id stay out; so
 *   do messages, whose author only a class tells, and own posts: a feed drops posts of its own accord,
 *   so that one taken back would not be noticed. The list of the member's posts counts them.
 */

import type { Act, Self } from "../shared/messages";
import { vanityIn } from "./address";
import { comments, COMMENT, heads, isOwnComment, posts, type Item } from "./activity";
import { activityMs, today, youngerThan } from "./days";
import { plain } from "./labels";
import { topCard } from "./owner";
import { look, type Now, type Page } from "./page";
import { sightOf, type Visible } from "./visibility";

/** Milliseconds that a state must have stood off before it can be turned on by the member. */
export const STEADY_MS = 2_000;
/** Milliseconds that a new state must stand: a button may be drawn wrongly for a moment. */
export const CONFIRM_MS = 1_000;
/** Milliseconds of a day, with the hour by which the longest is longer. */
const LONGEST_DAY_MS = 25 * 3_600_000;
/** More than a document shows; the oldest are forgotten. */
const MOST_STATES = 3_000;

interface State {
  on: boolean;
  /** Since when it stands, as far as seen (milliseconds since 1970). */
  since: number;
  /** When the opposite was seen first; null while nothing differs. */
  turned: number | null;
}

/** What a document has shown so far. Lives in memory and ends with the document. */
export interface ActMemory {
  states: ReadonlyMap<string, State>;
  /** The member's comments on show: id → the post they stand under. */
  comments: ReadonlyMap<string, string>;
}

export const NO_ACTS: ActMemory = { states: new Map(), comments: new Map() };

export interface Seen {
  acts: Act[];
  memory: ActMemory;
  /** A change waits to be confirmed: another look is due although the page may stay as it is. */
  pending: boolean;
}

type Toggle = Pick<Act, "signal" | "subject" | "on">;

const PLACES = /^\/(?:feed(?:\/|$)|posts\/|in\/|mynetwork(?:\/|$))/i;

/**
 * SDUI words the state in the label of the button: what stands before the colon, and what after it
 * where there is no reaction.
 */
const REACTION_LABELS: readonly (readonly [string, string])[] = [
  ["reaction button state", "no reaction"],
  ["stato pulsante reazione", "nessuna reazione"],
];

/** Whether the member reacts to a post; null when its button does not tell for certain. */
function reacted(post: Element): boolean | null {
  const buttons = Array.from(post.querySelectorAll("button")).filter(
    (button) => !button.closest(COMMENT) && button.closest('[role="article"], [role="listitem"]') === post,
  );
  const pressed = buttons.filter((button) => button.hasAttribute("aria-pressed"));
  const worded = buttons.flatMap((button) => {
    const [head, state] = plain(button.getAttribute("aria-label") ?? "").split(/\s*:\s*/);
    const labels = REACTION_LABELS.find(([before]) => before === head);
    return labels && state ? [state !== labels[1]] : [];
  });
  const states = [...pressed.map((button) => button.getAttribute("aria-pressed") === "true"), ...worded];
  const [only] = states;
  return states.length === 1 && only !== undefined ? only : null;
}

const dayOfId = (page: Page, id: string): string | null => {
  const ms = activityMs(id, page.moment);
  return ms === null ? null : page.dayOf(ms);
};

function reactions(page: Page, items: Item[]): Toggle[] {
  const day = today(page.moment);
  return items.flatMap(({ element, id }) => {
    if (dayOfId(page, id) !== day || new Set(heads(element)).size > 1) return [];
    const on = reacted(element);
    return on === null ? [] : [{ signal: "reactions", subject: `post:${id}`, on }];
  });
}

const INVITE = "/preload/custom-invite";
/** How the control of an invitation that waits begins, as LinkedIn words it. */
const PENDING = /^(?:pending|in sospeso|en attente|ausstehend|pendiente|pendente)(?:$|[,.])/;

/** Whom an invitation link is for. */
function invitee(page: Page, link: Element): string | null {
  const name = page.address(link)?.searchParams.get("vanityName") ?? null;
  return name === null ? null : vanityIn(`/in/${encodeURIComponent(name)}`);
}

/** Cards of one other person each: a profile's top card, suggestions in My Network. */
function invitations(page: Page): Toggle[] {
  const addressed = vanityIn(page.url.pathname);
  const top = addressed === null ? null : topCard(page);
  const cards: { card: Element; name: string | null }[] = [
    ...(top && addressed !== null && addressed !== "me" ? [{ card: top, name: addressed }] : []),
    ...(page.url.pathname.startsWith("/mynetwork")
      ? page.all('[role="listitem"]').map((card) => ({ card, name: soleName(card) }))
      : []),
  ];
  const invites = page.links(INVITE);
  return cards.flatMap(({ card, name }) => {
    if (name === null || !page.visible(card)) return [];
    const links = invites.filter((link) => card.contains(link));
    const pending = Array.from(card.querySelectorAll("button, a")).some((control) =>
      PENDING.test(plain(control.getAttribute("aria-label") ?? control.textContent)),
    );
    const offered = links.some((link) => invitee(page, link) === name);
    if (offered === pending || links.some((link) => invitee(page, link) !== name)) return [];
    return [{ signal: "invitations_sent", subject: `invite:${name}`, on: pending }];
  });
}

/** The one person that a card links to; null when there are several. */
function soleName(card: Element): string | null {
  const links = Array.from(card.querySelectorAll("a[href]"));
  const names = new Set(links.flatMap((link) => vanityIn(link.getAttribute("href") ?? "") ?? []));
  const [only] = names;
  return names.size === 1 && only !== undefined ? only : null;
}

/** Follows the toggles: off and steady, then on and confirmed, is an act; on, then off, takes it back. */
function follow(
  before: ActMemory["states"],
  toggles: Toggle[],
  day: string,
  ms: number,
): { acts: Act[]; states: Map<string, State>; pending: boolean } {
  const states = new Map(before);
  const acts: Act[] = [];
  let pending = false;
  for (const { signal, subject, on } of toggles) {
    const state = before.get(subject);
    states.delete(subject);
    if (state === undefined) states.set(subject, { on, since: ms, turned: null });
    else if (state.on === on) states.set(subject, { ...state, turned: null });
    else if (state.turned === null || ms - state.turned < CONFIRM_MS) {
      states.set(subject, { ...state, turned: state.turned ?? ms });
      pending = true;
    } else {
      states.set(subject, { on, since: state.turned, turned: null });
      if (!on || state.turned - state.since >= STEADY_MS) acts.push({ signal, subject, on, day });
    }
  }
  for (const subject of states.keys()) {
    if (states.size <= MOST_STATES) break;
    states.delete(subject);
  }
  return { acts, states, pending };
}

const POST_OF_COMMENT = /urn:li:comment:\((?:urn:li:)?(?:activity|ugcPost|share):(\d{6,20}),/;

const postOf = ({ element }: Item): string | null =>
  POST_OF_COMMENT.exec(element.getAttribute("data-id") ?? element.getAttribute("componentkey") ?? "")?.[1] ??
  null;

/** Own comments that appeared, and those that went while their post still stands. */
function written(
  page: Page,
  all: Item[],
  items: Item[],
  before: ActMemory["comments"],
  day: string,
): { acts: Act[]; comments: Map<string, string> } {
  const standing = new Set(items.map(({ id }) => id));
  const shown = new Map<string, string>();
  for (const item of all) {
    const post = postOf(item);
    // Only where its post shows too can it be told later that the comment is gone.
    if (post !== null && standing.has(post) && isOwnComment(page, item.element, page.known))
      shown.set(item.id, post);
  }
  const appeared = [...shown.keys()].flatMap((id): Act[] => {
    const ms = activityMs(id, page.moment);
    if (before.has(id) || ms === null || page.dayOf(ms) !== day) return [];
    return [{ signal: "comments", subject: `comment:${id}`, on: true, day, ms }];
  });
  const known = new Map([...before, ...shown]);
  const gone = [...before].flatMap(([id, post]): Act[] => {
    if (shown.has(id) || !standing.has(post)) return [];
    known.delete(id);
    return [{ signal: "comments", subject: `comment:${id}`, on: false, day }];
  });
  return { acts: [...appeared, ...gone], comments: known };
}

/**
 * The acts that a signed-in page shows since `before`.
 *
 * @param doc the page; never changed
 * @param url its address
 * @param now the moment of the look
 * @param known whose session this is
 * @param before what this document has shown so far
 */
export function actsOn(
  doc: Document,
  url: URL,
  now: Now,
  known: Self | null,
  before: ActMemory,
  visible: Visible = sightOf(doc),
): Seen {
  if (!PLACES.test(url.pathname)) return { acts: [], memory: before, pending: false };
  const page = look(doc, url, now, known, visible);
  const day = today(page.moment);
  const all = comments(page);
  const commented = new Set([...all.flatMap((item) => postOf(item) ?? []), ...before.comments.values()]);
  const recent = youngerThan(Date.parse(now.moment) - LONGEST_DAY_MS);
  const items = posts(page, (id) => commented.has(id) || recent(id));
  const toggles = [...reactions(page, items), ...invitations(page)];
  const followed = follow(before.states, toggles, day, Date.parse(now.moment));
  const wrote = written(page, all, items, before.comments, day);
  return {
    acts: [...followed.acts, ...wrote.acts],
    memory: { states: followed.states, comments: wrote.comments },
    pending: followed.pending,
  };
}
