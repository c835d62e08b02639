/** Reasons for a change, as the host sends them. */

import type { Why, WhyItem } from "../contract/protocol";

export function item(signal: string | null, delta: number, given: Partial<WhyItem> = {}): WhyItem {
  return { signal, pillar: "insights", delta, cause: "done", ...given };
}

export function why(items: WhyItem[], given: Partial<Why> = {}): Why {
  return {
    from: "2026-11-16",
    to: "2026-11-23",
    kind_from: "official",
    kind_to: "anchored",
    total_from: 45,
    total_to: 46.8,
    total_delta: 1.8,
    reading_between: false,
    pillars: [],
    items,
    ...given,
  };
}
