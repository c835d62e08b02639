/** Days of the user's own calendar, from LinkedIn's ids and from the page's words. */

import { LIMITS } from "../../contract/limits";
import type { Day, Moment } from "../../contract/protocol";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** LinkedIn's launch: no date on it is older. */
const EARLIEST = LIMITS.day_first * DAY;

/** Offset of an RFC 3339 moment from UTC, in milliseconds. */
export function offsetOf(moment: Moment): number {
  const match = /([+-])(\d{2}):(\d{2})$/.exec(moment);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === "-" ? -minutes : minutes) * MINUTE;
}

/** The day of `ms` (milliseconds since 1970) `offset` milliseconds east of UTC. */
export const dayAt = (ms: number, offset: number): Day => new Date(ms + offset).toISOString().slice(0, 10);

/** The user's own day at `moment`. */
export const today = (moment: Moment): Day => dayAt(Date.parse(moment), offsetOf(moment));

/**
 * Time of an act from its id: the upper 41 bits are the milliseconds. Null for an impossible date.
 */
export function activityMs(id: string, moment: Moment): number | null {
  if (!/^\d{12,20}$/.test(id)) return null;
  return plausible(Number(BigInt(id) >> 22n), moment);
}

/** A test whether an id is younger than `ms` (milliseconds since 1970), without decoding it. */
export function youngerThan(ms: number): (id: string) => boolean {
  const first = (BigInt(Math.max(0, ms)) << 22n).toString();
  return (id) => (id.length === first.length ? id > first : id.length > first.length);
}

/**
 * Time of a message by its id, which decoded begins with the milliseconds ("2-" + base64 of
 * "1719…b…").
 */
export function messageMs(id: string, moment: Moment): number | null {
  const encoded = /^2-([A-Za-z0-9+/_-]{16,})=*$/.exec(id)?.[1];
  if (encoded === undefined) return null;
  try {
    const decoded = atob(encoded.replace(/-/g, "+").replace(/_/g, "/"));
    const ms = /^(\d{13})b/.exec(decoded)?.[1];
    return ms === undefined ? null : plausible(Number(ms), moment);
  } catch {
    return null;
  }
}

function plausible(ms: number, moment: Moment): number | null {
  // One day of tolerance: the user's clock may be behind LinkedIn's.
  return ms >= EARLIEST && ms <= Date.parse(moment) + DAY ? ms : null;
}

export const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
