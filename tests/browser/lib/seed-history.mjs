/**
 * A history for a sample user, sent to the host through its public protocol, as ten weeks (or ten
 * years) of ordinary browsing would leave it. Invented, and the same on every run except for its
 * dates.
 */

import { randomUUID } from "node:crypto";
import { converse } from "./host-process.mjs";

const DAY_MS = 86_400_000;
const PILLARS = ["brand", "people", "insights", "relationships"];

/** A pillar's share of today's level, by the share of the history: a climb with a pause. */
const climb = (share) => 0.74 + 0.26 * share + 0.03 * Math.sin(share * 9);

const two = (value) => Math.round(value * 100) / 100;

/** RFC 3339 in the machine's own zone, as the extension writes it. */
export function momentOf(date) {
  const minutes = -date.getTimezoneOffset();
  const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(minutes);
  const pad = (value) => String(value).padStart(2, "0");
  return `${local}${minutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

export const dayOf = (date) => momentOf(date).slice(0, 10);

/** A number in [0, 1) that looks random and depends on `n` alone. */
function spread(n) {
  const value = Math.sin(n * 12.9898) * 43758.5453;
  return value - Math.floor(value);
}

/** LinkedIn's own page on a day when the user was at `level` (1 is today's) of `member.ssi`. */
function officialAt(level, { pillars, industry, network }) {
  const values = pillars.map((value, index) =>
    two(Math.min(25, value * (level + 0.03 * spread(index + level * 50) - 0.015))),
  );
  const named = (list) => Object.fromEntries(PILLARS.map((pillar, index) => [pillar, list[index]]));
  const group = ({ rank, average, pillars }) => ({
    rank_pct: Math.min(99, Math.round(rank / level ** 3)),
    average,
    pillars: named(pillars),
  });
  return {
    total: Math.round(values.reduce((sum, value) => sum + value, 0)),
    pillars: named(values),
    industry: group(industry),
    network: group(network),
  };
}

/** One day's observations. */
function dayObservations(member, date, level, index, { first, official }) {
  const day = dayOf(date);
  const base = {
    type: "observe",
    profile: { key: member.memberId, aliases: [member.vanity], label: member.vanity },
    source: "page",
    lang: "en",
    at: momentOf(date),
    gauges: [],
    tallies: [],
  };
  const observe = (page, rest) => ({ ...base, request: randomUUID(), page, ...rest });
  const gauge = (signal, value) => ({ signal, value: Math.round(value), bound: "exact" });
  const weekend = [0, 6].includes(date.getDay());
  const acts = (most, salt) => (weekend ? 0 : Math.floor(most * spread(index * 7 + salt) * level));
  const tally = (signal, count) => ({ signal, from: day, to: day, days: count > 0 ? { [day]: count } : {} });
  const event = (signal, count) => ({ signal, day, count });
  const observations = [
    observe("feed", {
      gauges: [
        gauge("profile_views", member.profileViews * level),
        gauge("post_impressions", member.postImpressions * level),
      ],
      // Covered from the first day on, as the extension sends it: missing days had no visit.
      tallies: weekend ? [] : [{ ...tally("days_active", 1), from: first }],
      events: [event("people_searches", acts(3.2, 1)), event("profiles_viewed", acts(4.6, 2))].filter(
        ({ count }) => count > 0,
      ),
    }),
    observe("activity_posts", {
      tallies: [tally("posts", acts(1.4, 3)), tally("comments", acts(2, 4)), tally("reactions", acts(5, 5))],
    }),
  ];
  if (index % 7 === 0) {
    observations.push(
      observe("connections", { gauges: [gauge("connections", member.connections * (0.9 + 0.1 * level))] }),
      observe("own_profile", {
        gauges: [
          gauge("followers", member.followers * (0.85 + 0.15 * level)),
          ...["photo", "about", "position", "education", "location"].map((signal) => gauge(signal, 1)),
        ],
      }),
    );
  }
  if (official) observations.push(observe("ssi", { official: officialAt(level, member.ssi) }));
  return observations;
}

/**
 * Gives the home of `env` a history of `days` days up to yesterday, with a reading of LinkedIn's
 * page every `officialEvery` days.
 */
export async function givePast(env, member, { days, officialEvery = 7, now = new Date() }) {
  const noon = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 12);
  const dates = Array.from(
    { length: days },
    (_, index) => new Date(noon.getTime() - (days - index) * DAY_MS),
  );
  const observations = dates.flatMap((date, index) =>
    dayObservations(member, date, climb(index / days), index, {
      first: dayOf(dates[0]),
      official: index % officialEvery === 0,
    }),
  );
  await converse(env, [
    {
      type: "hello",
      client: {
        name: "bussola",
        version: "0.1.0",
        browser: "sample",
        instance: randomUUID(),
        since: dayOf(dates[0]),
      },
    },
    ...observations,
  ]);
}
