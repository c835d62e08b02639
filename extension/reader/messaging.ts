/**
 * /messaging/ and Sales Navigator's inbox: InMails of the member's that were answered.
 *
 * An opened conversation whose beginning shows tells who began it and when the answer came: one
 * answer, for certain. The list tells only that a conversation is an InMail and who wrote last:
 * approximate. What has no day, or nobody to attribute it to in the page's language, is not counted.
 */

import type { Day, Tally } from "../shared/protocol";
import type { Trace } from "../shared/messages";
import { messageMs, today } from "./days";
import { plain } from "./labels";
import type { Page } from "./page";
import { dayInWords } from "./words_of_time";

const CONVERSATION =
  "li.msg-conversation-listitem, .msg-conversation-listitem, [data-x-conversation-list-item]";
/** LinkedIn does not translate the product's name. */
const INMAIL = "inmail";
const EVENT = '[data-event-urn], li.msg-s-message-list__event [data-id^="urn:li:msg_message:"]';
const OTHER_SIDE = '[class*="msg-s-event-listitem--other"]';
/** Stands above the first message of a conversation: the list has been loaded to its beginning. */
const BEGINNING = '[class*="msg-s-profile-card"], [class*="msg-s-message-list__top-of-list"]';
/** Small chats over the page. */
const OVERLAY = '[class*="msg-overlay"]';
const ACTIVE = '[class*="convo-item-link--active"], [aria-current="true"], [aria-selected="true"]';

/** A short text of its own that says "InMail": the label, not a word in a message. */
function isInMail(scope: Element): boolean {
  return Array.from(scope.querySelectorAll("span, p, div, li-icon")).some(
    (element) =>
      element.childElementCount === 0 && plain(element.textContent).replace(/[^\p{L}]/gu, "") === INMAIL,
  );
}

/** Whether the other side wrote last; null when the page's language does not tell. */
function otherWroteLast(page: Page, item: Element): boolean | null {
  const own = page.labels?.youSaid;
  if (!own) return null;
  const snippet = item.querySelector('[class*="snippet"]') ?? item.querySelector("p:last-of-type");
  if (!snippet) return null;
  const text = plain(snippet.textContent).replace(/^inmail[\s:·•]*/, "");
  return text === "" ? null : !own.some((prefix) => text.startsWith(prefix));
}

interface Opened {
  /** Day of the answer to an InMail that the member began. */
  answered: Day | null;
}

/** The conversation that stands open, when all of it is there and it is an InMail of the member's. */
function opened(page: Page, list: Element[]): Opened | null {
  const events = page.all(EVENT).filter((event) => !event.closest(OVERLAY));
  const pane = events[0]?.closest('[class*="msg-thread"], [class*="conversation-detail"], main') ?? null;
  const active = list.find((item) => item.matches(ACTIVE) || item.querySelector(ACTIVE));
  if (!pane || events.length === 0 || !page.first(BEGINNING)) return null;
  const labelled = active ? isInMail(active) : isInMail(pane);
  if (!labelled) return null;
  const fromOther = events.map((event) => event.matches(OTHER_SIDE) || event.closest(OTHER_SIDE) !== null);
  if (fromOther[0]) return { answered: null };
  const answer = events[fromOther.indexOf(true)];
  const urn = answer?.getAttribute("data-event-urn") ?? answer?.getAttribute("data-id") ?? "";
  const id = /(2-[A-Za-z0-9+/_-]+=*)/.exec(urn)?.[1];
  const ms = id === undefined ? null : messageMs(id, page.moment);
  return { answered: ms === null ? null : page.dayOf(ms) };
}

/** The day that an item of the list shows. */
function shownDay(page: Page, item: Element): Day | null {
  const time = item.querySelector("time");
  const machine = time?.getAttribute("datetime");
  if (machine) {
    const ms = Date.parse(machine);
    if (!Number.isNaN(ms)) return /T/.test(machine) ? page.dayOf(ms) : machine.slice(0, 10);
  }
  return time ? dayInWords(time.textContent, page.lang, page.moment) : null;
}

/** `byNature`: every conversation of this inbox is an InMail (Sales Navigator). */
export function readMessaging(page: Page, byNature: boolean): { tallies: Tally[]; trace: Trace[] } {
  const list = page.all(byNature ? `${CONVERSATION}, [class*="conversation-list-item"]` : CONVERSATION);
  const active = list.find((item) => item.matches(ACTIVE) || item.querySelector(ACTIVE)) ?? null;
  const thread = opened(page, list);
  const fromList = list
    .filter((item) => !(thread && item === active) && !item.closest(OVERLAY) && page.visible(item))
    .filter((item) => (byNature || isInMail(item)) && otherWroteLast(page, item) === true)
    .flatMap((item) => shownDay(page, item) ?? []);
  const days = thread?.answered ? [...fromList, thread.answered] : fromList;
  if (days.length === 0)
    return { tallies: [], trace: [{ signal: "inmail_replies", anchor: null, reason: "not_told" }] };
  const counts: Record<Day, number> = {};
  for (const day of days) counts[day] = (counts[day] ?? 0) + 1;
  const from = days.reduce((first, day) => (day < first ? day : first));
  return {
    tallies: [
      {
        signal: "inmail_replies",
        from,
        to: today(page.moment),
        days: counts,
        bound: fromList.length > 0 ? "approximate" : "at_least",
      },
    ],
    trace: [{ signal: "inmail_replies", anchor: fromList.length > 0 ? "list-label" : "thread-events" }],
  };
}
