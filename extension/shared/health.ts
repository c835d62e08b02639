/** What the health of LinkedIn's pages comes to, for popup and options. Pure. */

import type { PageKind, Status } from "./messages";

/** So many silent visits in a row are no chance. */
const MISSES = 3;

type Health = Status["health"];

/** Kinds of page that LinkedIn may have changed: they used to give counts and no longer do. */
export function changedPages(health: Health): PageKind[] {
  return (Object.keys(health) as PageKind[]).filter((page) => (health[page]?.misses ?? 0) >= MISSES);
}

/** The kind of page to send a report about: the one missed most, then the one visited last. */
export function pageToReport(health: Health): PageKind | null {
  const [first] = (Object.entries(health) as [PageKind, NonNullable<Health[PageKind]>][])
    .filter(([page]) => page !== "other" && page !== "other_profile")
    .sort(([, a], [, b]) => b.misses - a.misses || Date.parse(b.visit) - Date.parse(a.visit));
  return first?.[0] ?? null;
}
