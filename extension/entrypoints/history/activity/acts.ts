/** The user's acts by day. Pure: the host's series in, counts out. */

import { addDays, daysBetween } from "../../../text/format";
import type { Activity, Day } from "../../../contract/protocol";
import { bucketOf } from "../series";

/** What the user does, in the order of display; what others do in reply is no act. */
export const ACTS = [
  "posts",
  "comments",
  "reposts",
  "reactions",
  "messages_sent",
  "invitations_sent",
  "people_searches",
  "profiles_viewed",
] as const;

/** Charted by week beside the acts, and not counted as one: others reply. */
export const REPLIES = "inmail_replies";

/** Weeks of a year, this one included. */
export const WEEKS = 52;

export interface ActDay {
  day: Day;
  /** Null where nothing was counted. */
  count: number | null;
  /** True if some kinds of acts were not counted, or not whole. */
  isLeast: boolean;
  kinds: { signal: string; count: number }[];
}

/** The Monday on which the year's first week begins. */
export function firstOfYear(today: Day): Day {
  return addDays(bucketOf(today, "week"), 7 * (1 - WEEKS));
}

/** Every day of the year up to today, oldest first. A kind that was never counted is left out. */
export function actDays({ day: days, acts }: Activity, today: Day): ActDay[] {
  const places = new Map(days.map((day, place) => [day, place]));
  const series = ACTS.flatMap((id) => acts.find(({ signal }) => signal === id) ?? []);
  const first = firstOfYear(today);
  return Array.from({ length: daysBetween(first, today) + 1 }, (_, index) => {
    const day = addDays(first, index);
    const place = places.get(day) ?? -1;
    const read = series.map(({ signal, values, bounds }) => ({
      signal,
      count: values[place] ?? null,
      isLeast: (bounds?.[place] ?? "exact") !== "exact",
    }));
    const kinds = read.flatMap(({ signal, count }) => (count === null ? [] : { signal, count }));
    return {
      day,
      count: kinds.length === 0 ? null : kinds.reduce((sum, { count }) => sum + count, 0),
      isLeast: kinds.length < series.length || read.some(({ isLeast }) => isLeast),
      kinds: kinds.filter(({ count }) => count > 0).sort((one, other) => other.count - one.count),
    };
  });
}

/** True if more than one of these days was counted. */
export function isCounted(days: ActDay[]): boolean {
  return days.filter(({ count }) => count !== null).length > 1;
}

/** The least count of each of at most four sizes: the quarters of the days with acts. */
export function sizesOf(days: ActDay[]): number[] {
  const counts = days.flatMap(({ count }) => (count === null || count === 0 ? [] : count));
  counts.sort((one, other) => one - other);
  const quarters = [0.25, 0.5, 0.75].map((share) => counts[Math.floor(share * counts.length)]);
  return counts.length === 0 ? [] : [...new Set([1, ...quarters.filter((count) => count !== undefined)])];
}
