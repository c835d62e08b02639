/** Milestones that are news today. Pure. */

import type { Found } from "../../messages";
import type { State } from "../../contract/protocol";
import { dayOf } from "../../text/format";

/**
 * Adds the day on which each milestone of the state was first seen; "" where it is no news: when an
 * account is new to this browser, and on the first day of its history.
 */
export function foundAfter(found: Found, { profile, milestones, at, first_seen }: State): Found {
  if (!profile) return found;
  const known = found[profile.key];
  const today = dayOf(at);
  const isNews = known !== undefined && first_seen !== undefined && first_seen < today;
  const fresh = milestones.filter(({ id }) => known?.[id] === undefined);
  if (known !== undefined && fresh.length === 0) return found;
  const days = Object.fromEntries(fresh.map(({ id }) => [id, isNews ? today : ""]));
  return { ...found, [profile.key]: { ...known, ...days } };
}
