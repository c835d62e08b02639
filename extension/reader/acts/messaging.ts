/**
 * /messaging/ and Sales Navigator's inbox: the user's InMails that were answered. Only an opened
 * conversation that shows its beginning says who started it and when the answer came. The list does
 * not: recruiters' InMails carry the same label and look the same unanswered. An answer in a
 * conversation that was never opened stays unknown.
 */

import type { Day, Tally } from "../../contract/protocol";
import type { Trace } from "../../messages";
import { messageMs, today } from "../numbers/days";
import { plain } from "../labels";
import type { Page } from "../page";

const CONVERSATION =
  "li.msg-conversation-listitem, .msg-conversation-listitem, [data-x-conversation-list-item]";
/** LinkedIn does not translate the product's name. */
const INMAIL = "inmail";
const EVENT = '[data-event-urn], li.msg-s-message-list__event [data-id^="urn:li:msg_message:"]';
const OTHER_SIDE = '[class*="msg-s-event-listitem--other"]';
/** Above the first message of a conversation that has loaded to its beginning. */
const BEGINNING = '[class*="msg-s-profile-card"], [class*="msg-s-message-list__top-of-list"]';
/** Small chats over the page. */
const OVERLAY = '[class*="msg-overlay"]';
/** Places where "InMail" is a message's own text, or another conversation's label. */
const NO_LABEL = `${EVENT}, ${OVERLAY}`;
const PANE = '[class*="msg-thread"], [class*="conversation-detail"], main';
const ACTIVE = '[class*="convo-item-link--active"], [aria-current="true"], [aria-selected="true"]';

/**
 * True when `scope` holds the label "InMail": an element with that text alone, outside of any
 * message.
 */
function isInMail(scope: Element): boolean {
  return Array.from(scope.querySelectorAll("span, p, div, li-icon")).some(
    (element) =>
      element.childElementCount === 0 &&
      plain(element.textContent).replace(/[^\p{L}]/gu, "") === INMAIL &&
      !element.closest(NO_LABEL),
  );
}

/**
 * The day of the answer to the user's InMail in the open conversation; null when it is no such
 * InMail, or has not loaded completely.
 */
function answeredOn(page: Page, byNature: boolean): Day | null {
  const events = page.all(EVENT).filter((event) => !event.closest(OVERLAY) && page.visible(event));
  const pane = events[0]?.closest(PANE) ?? null;
  if (!pane || !page.all(BEGINNING).some((start) => !start.closest(OVERLAY))) return null;
  const active = page.all(CONVERSATION).find((item) => item.matches(ACTIVE) || item.querySelector(ACTIVE));
  if (!byNature && !isInMail(active ?? pane)) return null;
  const fromOther = events.map((event) => event.matches(OTHER_SIDE) || event.closest(OTHER_SIDE) !== null);
  const answer = fromOther[0] ? undefined : events[fromOther.indexOf(true)];
  const urn = answer?.getAttribute("data-event-urn") ?? answer?.getAttribute("data-id") ?? "";
  const id = /(2-[A-Za-z0-9+/_-]+=*)/.exec(urn)?.[1];
  const ms = id === undefined ? null : messageMs(id, page.moment);
  return ms === null ? null : page.dayOf(ms);
}

/** `byNature`: every conversation of this inbox is an InMail (Sales Navigator). */
export function readMessaging(page: Page, byNature: boolean): { tallies: Tally[]; trace: Trace[] } {
  const signal = "inmail_replies";
  const day = answeredOn(page, byNature);
  if (day === null) return { tallies: [], trace: [{ signal, anchor: null, reason: "not_told" }] };
  return {
    tallies: [{ signal, from: day, to: today(page.moment), days: { [day]: 1 }, bound: "at_least" }],
    trace: [{ signal, anchor: "thread-events" }],
  };
}
