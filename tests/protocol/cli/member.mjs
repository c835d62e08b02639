/** An invented user in a temporary home, fed to a real host as the extension would. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

import { readFrames, writeFrame } from "../../lib/frames.mjs";
import { HOST } from "./lib.mjs";

export const KEY = "ACoAAB1nEsPr0va";
export const LABEL = "ines-prova-77";
/** All readings are of these days, so that no output depends on the machine's clock. */
export const DAY = "2026-03-20";
export const OFFICIAL_DAY = "2026-03-17";
const at = (day) => `${day}T18:00:00+01:00`;

const gauge = (signal, value, bound = "exact") => ({ signal, value, bound });
const daysBefore = (count) => new Date(Date.parse(DAY) - count * 86_400_000).toISOString().slice(0, 10);
const tally = (signal, covered, every, count) => {
  const days = {};
  for (let before = 0; before < covered; before += every) days[daysBefore(before)] = count;
  return { signal, from: daysBefore(covered - 1), to: DAY, days };
};

let number = 0;
/** What a page shows on the evening of a day; `parts` replace or add fields. */
export const observe = (page, parts, day = DAY) => ({
  type: "observe",
  request: `00000000-0000-4000-8000-${String(number++).padStart(12, "0")}`,
  profile: { key: KEY, label: LABEL, aliases: [LABEL] },
  page,
  lang: "en",
  at: at(day),
  gauges: [],
  tallies: [],
  ...parts,
});

const profilePage = observe("own_profile", {
  gauges: [
    gauge("photo", 1),
    gauge("about", 1),
    gauge("volunteering", 0),
    gauge("followers", 1234, "approximate"),
    gauge("connections", 500, "at_least"),
  ],
});
const activityPages = observe("activity_posts", {
  tallies: [
    tally("posts", 100, 6, 1),
    tally("comments", 100, 3, 2),
    tally("reactions", 30, 2, 3),
    tally("reposts", 3, 1, 1),
  ],
});
const otherPages = observe("skills", {
  gauges: [
    gauge("position", 1),
    gauge("education", 1),
    gauge("location", 1),
    gauge("skills", 12),
    gauge("endorsements", 40),
    gauge("groups", 4),
    gauge("cover", 1),
    gauge("vp_connections", 40, "approximate"),
    gauge("company_connections", 20, "approximate"),
  ],
  tallies: [
    tally("people_searches", 100, 2, 2),
    tally("advanced_searches", 100, 10, 1),
    tally("profiles_viewed", 100, 2, 3),
    tally("engagement_received", 100, 6, 12),
    tally("days_active", 100, 2, 1),
    tally("messages_sent", 100, 5, 2),
    tally("invitations_sent", 100, 6, 2),
    tally("invitations_accepted", 100, 12, 2),
  ],
});
const restOfNetwork = observe("connections", {
  gauges: [gauge("recommendations", 1), gauge("publications", 0)],
  tallies: [
    tally("reposts", 100, 9, 1),
    tally("new_connections", 100, 10, 2),
    tally("threads_started", 100, 6, 2),
    tally("threads_answered", 100, 12, 2),
  ],
});
const ssiPage = (day) =>
  observe(
    "ssi",
    {
      official: {
        total: 46.3,
        pillars: { brand: 17.2, people: 6.1, insights: 6.4, relationships: 16.6 },
        industry: {
          rank_pct: 18,
          average: 34.3,
          pillars: { brand: 11.8, people: 5.4, insights: 2.1, relationships: 15 },
        },
        network: {
          rank_pct: 26,
          average: 38,
          pillars: { brand: 13.1, people: 8.2, insights: 2.4, relationships: 14.3 },
        },
      },
    },
    day,
  );

/** States by how much was seen, from least to most. */
export const SEEN = {
  learning: [profilePage, activityPages],
  estimate: [profilePage, activityPages, otherPages, restOfNetwork],
  anchored: [ssiPage(OFFICIAL_DAY), profilePage, activityPages, otherPages],
  official: [profilePage, activityPages, otherPages, ssiPage(DAY)],
};

/** Sends requests to a new host and returns the replies, all of which must be ok. */
export function tell(place, requests) {
  const hello = { type: "hello", client: { name: "bussola", version: "0", browser: "test" } };
  const frames = [hello, ...requests].map((request, id) => writeFrame({ id, ...request }));
  const result = spawnSync(HOST, [], { env: place.env, input: Buffer.concat(frames), maxBuffer: 1 << 26 });
  assert.equal(result.error, undefined);
  assert.equal(result.status, 0, String(result.stderr));
  const replies = readFrames(result.stdout);
  for (const reply of replies) assert.equal(reply.ok, true, JSON.stringify(reply));
  assert.equal(replies.length, frames.length);
  return replies.slice(1);
}
