/** Which of LinkedIn's pages to send the user to. */

import type { Status } from ".";
import type { PageKind, Place } from "../contract/pages";
import { SIGNALS } from "../contract/signals";

/** The pages from which Bussola estimates the index where LinkedIn shows no number. */
export const ESTIMATE_PAGES = [
  "own_profile",
  "skills",
  "network",
  "activity_posts",
  "activity_comments",
  "activity_reactions",
] as const satisfies readonly PageKind[];

export type FirstPage = "ssi" | (typeof ESTIMATE_PAGES)[number];

/**
 * The pages of the first run; LinkedIn's own number comes last, and only where LinkedIn shows one.
 */
export const firstPages = (noAccess: boolean): readonly FirstPage[] =>
  noAccess ? ESTIMATE_PAGES : [...ESTIMATE_PAGES, "ssi"];

type Looks = Pick<Status, "pages" | "health">;

/**
 * When each kind of page was read, with counts or filled without any: what it does not show is
 * absent.
 */
export function pagesRead({ pages, health }: Looks): Status["pages"] {
  const empty = Object.entries(health).flatMap(([page, { empty: at }]) =>
    at === undefined ? [] : [[page, at] as const],
  );
  return { ...Object.fromEntries(empty), ...pages };
}

/** The page for a signal; the feed for a signal that this version does not know. */
export function placeOf(signal: string): Place {
  return (Object.hasOwn(SIGNALS, signal) ? SIGNALS[signal]?.seen : undefined) ?? "feed";
}
