/**
 * The plausible range of each signal: a number outside it is something else and is not read. `cap`
 * is where LinkedIn stops counting: the cap itself then means "at least". Sources: LinkedIn's
 * limits of 30,000 connections, 100 groups and 100 skills; the others are the host's limits.
 */

export interface Range {
  min: number;
  max: number;
  cap?: number;
}

export const RANGES: Record<string, Range> = {
  connections: { min: 0, max: 30_000, cap: 500 },
  followers: { min: 0, max: 50_000_000 },
  profile_views: { min: 0, max: 5_000_000 },
  post_impressions: { min: 0, max: 1_000_000_000 },
  search_appearances: { min: 0, max: 5_000_000 },
  invitations_pending: { min: 0, max: 30_000 },
  groups: { min: 0, max: 100 },
  skills: { min: 0, max: 200 },
};
