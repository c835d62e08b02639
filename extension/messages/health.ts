/** Interprets the health of LinkedIn's pages for popup and options. Pure. */

import type { Status } from ".";
import { LIMITS } from "../contract/limits";
import type { PageKind } from "../contract/pages";

type Health = Status["health"];

/** Page kinds that used to give counts and no longer do: LinkedIn may have changed them. */
export function changedPages(health: Health): PageKind[] {
  return (Object.keys(health) as PageKind[]).filter((page) => (health[page]?.misses ?? 0) >= LIMITS.misses);
}

/** The page kind to report: the one missed most, then the one visited last. */
export function pageToReport(health: Health): PageKind | null {
  const [first] = (Object.entries(health) as [PageKind, NonNullable<Health[PageKind]>][])
    .filter(([page]) => page !== "other" && page !== "other_profile")
    .sort(([, a], [, b]) => b.misses - a.misses || Date.parse(b.visit) - Date.parse(a.visit));
  return first?.[0] ?? null;
}
