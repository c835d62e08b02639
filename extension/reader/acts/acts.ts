/**
 * Recognises the user's acts as they happen, from visible state alone: a reaction button that turns
 * on, a comment by the user, an invitation that turns to pending; and the undoing of each. Only
 * unambiguous changes count:
 * - A reaction or an invitation counts when a steady off state turns on and stays on. One that is
 * on at first sight, or turns on while the page still fills, was on before.
 * - A comment counts by the time in its own id, if it is marked as the user's.
 * - Reactions count on posts of the same day only. The list of reactions dates a reaction by its
 * post, the archive by the reaction itself; only where both agree is an act never counted on two
 * days.
 * - Skipped are reactions to comments, reposts and anything without an id; messages, because only a
 * class names their author; and own posts, because a feed drops posts by itself, so a deletion
 * would go unnoticed. The list of the user's posts counts those.
 */

import type { Act, Self } from "../../messages";
import { vanityIn } from "../address";
import { comments, COMMENT, heads, isOwnComment, posts, type Item } from "./activity";
import { activityMs, today, youngerThan } from "../numbers/days";
import { plain } from "../labels";
import { topCard } from "../owner/owner";
import { look, type Now, type Page } from "../page";
import { sightOf, type Visible } from "../visibility";

/** How long a state must have been off before the user can turn it on, in milliseconds. */
export const STEADY_MS = 2_000;
/** How long a new state must last, in milliseconds: a button may be drawn wrongly for a moment. */
export const CONFIRM_MS = 1_000;
/** The longest day, with the hour that ends daylight saving, in milliseconds. */
const LONGEST_DAY_MS = 25 * 3_600_000;
/** More than a document shows; the oldest are dropped. */
const MOST_STATES = 3_000;

interface State {
  on: boolean;
  /** First time this state was seen (milliseconds since 1970). */
  since: number;
  /** When the opposite state was first seen; null while nothing differs. */
  turned: number | null;
}

/** What a document has shown so far. In memory; dropped with the document. */
export interface ActMemory {
  states: ReadonlyMap<string, State>;
  /** The user's comments shown: id → post id. */
  comments: ReadonlyMap<string, string>;
}

export const NO_ACTS: ActMemory = { states: new Map(), comments: new Map() };

export interface Seen {
  acts: Act[];
  memory: ActMemory;
  /** A change awaits confirmation, so another look is due even if the page does not change. */
  pending: boolean;
}

type Toggle = Pick<Act, "signal" | "subject" | "on">;

const PLACES = /^\/(?:feed(?:\/|$)|posts\/|in\/|mynetwork(?:\/|$))/i;

/**
 * SDUI puts the state into the button's label: the text before the colon, and the text after it
 * without a reaction.
 */
const REACTION_LABELS: readonly (readonly [string, string])[] = [
  ["reaction button state", "no reaction"],
  ["stato pulsante reazione", "nessuna reazione"],
];

/** Whether the user reacted to a post; null when its buttons are ambiguous. */
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
/** Start of the label of a pending invitation, in LinkedIn's wording. */
const PENDING = /^(?:pending|in sospeso|en attente|ausstehend|pendiente|pendente)(?:$|[,.])/;

/** The vanity name that an invitation link is for. */
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

/**
 * Compares toggles with their last state: steady off, then confirmed on, is an act; on, then off,
 * undoes it.
 */
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

/** Own comments that appeared, and those that are gone while their post still shows. */
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
    // Only while its post shows too can a missing comment be recognised later.
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
 * @param known the signed-in account
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
