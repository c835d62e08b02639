/** Invented readings and states for unit tests. */

import type { PageReading } from "../messages";
import { PILLARS, type Official, type State, type StateReply } from "../contract/protocol";

export const OFFICIAL: Official = {
  total: 47,
  pillars: { brand: 17.2, people: 6.1, insights: 6.4, relationships: 17.3 },
};

export function readingOf(changes: Partial<PageReading> = {}): PageReading {
  return {
    page: "own_profile",
    status: "ok",
    lang: "en",
    self: null,
    gauges: [],
    tallies: [],
    visits: [],
    trace: [],
    ...changes,
  };
}

export function stateOf(changes: Partial<State> = {}): State {
  return {
    profile: null,
    at: "2026-11-23T09:00:00+01:00",
    kind: "learning",
    total: null,
    typical_error: null,
    pillars: PILLARS.map((id) => ({ id, score: null, estimate: 0, max: 25, signals: [] })),
    coverage: { points: 12, of: 100, signals: 4, of_signals: 26 },
    official: null,
    week_delta: null,
    advice: [],
    milestones: [],
    ...changes,
  };
}

export function replyOf(state: Partial<State>, text = "…", color = "#848893"): StateReply {
  return { state: stateOf(state), badge: { text, color, title: "" } };
}
