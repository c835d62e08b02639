/** Turns a page's reading into an observation for the host. Pure. */

import type { PageReading } from "../../messages";
import type { Day, LocalEvent, Moment, ObserveRequest, ProfileRef, Tally } from "../../contract/protocol";
import { SIGNED_OUT } from "../host/outbox";

export interface Context {
  request: string;
  at: Moment;
  profile?: ProfileRef | undefined;
  events: LocalEvent[];
  /** The day of presence to report, if it is due. */
  active: Tally | null;
  /** The page had its time to fill, so what it does not show is absent. */
  filled: boolean;
}

/** The user was on LinkedIn on `today`; covered since they agreed. */
export function presence(since: Day | null, today: Day): Tally {
  const from = since !== null && since <= today ? since : today;
  return { signal: "days_active", from, to: today, days: { [today]: 1 } };
}

export function observationOf(reading: PageReading, context: Context): ObserveRequest {
  const { profile, events, active, request, at } = context;
  return {
    type: "observe",
    request,
    ...(profile !== undefined ? { profile } : {}),
    page: reading.page,
    source: "page",
    lang: reading.lang,
    at,
    gauges: reading.gauges,
    tallies: active === null ? reading.tallies : [...reading.tallies, active],
    ...(events.length > 0 ? { events } : {}),
    ...(reading.official !== undefined ? { official: reading.official } : {}),
    ...(reading.noAccess ? { no_access: true } : {}),
    ...(context.filled ? { filled: true } : {}),
  };
}

/** InMail replies of one day, typed in by hand; the largest count of a day wins. */
export function typedReplies(typed: {
  request: string;
  at: Moment;
  key: string;
  day: Day;
  count: number;
}): ObserveRequest {
  const { request, at, key, day, count } = typed;
  return {
    type: "observe",
    request,
    profile: { key },
    page: "messaging",
    source: "typed",
    lang: "und",
    at,
    gauges: [],
    tallies: [{ signal: "inmail_replies", from: day, to: day, days: { [day]: count } }],
  };
}

/** Tells the host to drop what waits for a profile. */
export function signOutOf(request: string, at: Moment): ObserveRequest {
  return { type: "observe", request, page: SIGNED_OUT, lang: "und", at, gauges: [], tallies: [] };
}
