/**
 * States for the popup's tests: invented users, shaped as the host and the background send them.
 */

import type { Status } from "../messages";
import type { Advice, OfficialState, Pillar, SignalState, State, Unseen } from "../contract/protocol";

export const TODAY = "2026-11-23";

export function signal(id: string, given: Partial<SignalState> = {}): SignalState {
  const seen = given.value === undefined || given.value === null ? null : `${TODAY}T09:00:00+01:00`;
  const source = seen === null ? null : "page";
  return { id, value: null, bound: "exact", points: 0, max: 5, seen_at: seen, source, ...given };
}

export function reading(day: string, total = 46): OfficialState {
  return {
    at: `${day}T09:00:00+01:00`,
    total,
    pillars: { brand: 17, people: 6, insights: 5.9, relationships: 17.1 },
    industry: {
      rank_pct: 18,
      average: 34,
      pillars: { brand: 11.8, people: 5.4, insights: 2.1, relationships: 15.2 },
    },
    network: { rank_pct: 26, average: 38 },
  };
}

export function advice(given: Partial<Advice> = {}): Advice {
  return {
    id: "comments",
    signal: "comments",
    pillar: "insights",
    step: 5,
    gain: 0.4,
    effort: 20,
    link: "https://www.linkedin.com/feed/",
    ...given,
  };
}

export function unseen(given: Partial<Unseen> = {}): Unseen {
  const link = "https://www.linkedin.com/in/me/details/skills/";
  return { id: "see_skills", signal: "endorsements", pillar: "brand", points: 5, link, ...given };
}

const SCORES: Record<Pillar, number> = { brand: 17.2, people: 6.1, insights: 6.4, relationships: 17.3 };

export function state(
  given: Partial<State> = {},
  signals: Partial<Record<Pillar, SignalState[]>> = {},
): State {
  const ids = Object.keys(SCORES) as Pillar[];
  return {
    profile: { key: "ACoAA1", label: "ines-prova-77" },
    at: `${TODAY}T09:30:00+01:00`,
    kind: "anchored",
    total: 47,
    typical_error: 1.2,
    pillars: ids.map((id) => ({
      id,
      score: given.kind === "learning" ? null : SCORES[id],
      estimate: SCORES[id],
      max: 25,
      signals: signals[id] ?? [signal("posts", { value: 6, points: 1 })],
    })),
    coverage: { points: 91, of: 100, signals: 24, of_signals: 27 },
    official: reading("2026-11-20"),
    week_delta: 1.8,
    advice: [],
    milestones: [],
    ...given,
  };
}

export function status(given: Partial<Status> = {}): Status {
  return {
    agreed: true,
    since: "2026-10-01",
    paused: false,
    signedOut: false,
    pillarNames: null,
    found: {},
    host: "connected",
    hostVersion: "0.1.0",
    system: "linux",
    programSeen: true,
    extensionVersion: "0.1.0",
    error: null,
    waiting: 0,
    archiveDue: false,
    refused: null,
    pages: {},
    health: {},
    official: null,
    noAccess: null,
    permitted: true,
    pinned: true,
    display: { badge: true, theme: "system", labels: {} },
    cached: null,
    ...given,
  };
}
