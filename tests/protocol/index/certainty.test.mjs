/** The error of the index: it falls with what was seen, grows with age, and alone hides the number. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { home } from "../cli/lib.mjs";
import { DAY, KEY, OFFICIAL_DAY, SEEN, tell } from "../cli/member.mjs";

const LIMIT = 10;
const population = JSON.parse(readFileSync(new URL("../../bench/population.json", import.meta.url), "utf8"));
const FLAGS = [
  "photo",
  "cover",
  "about",
  "position",
  "education",
  "location",
  "publications",
  "volunteering",
];
const LOCAL = ["people_searches", "profiles_viewed", "advanced_searches", "days_active", "messages_sent"];
/** Days of local counts at which the number is looked at. */
const LATER = [3, 6, 8, 14, 30, 60, 89];

const after = (days, from = "2026-09-01") =>
  new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);

function dice(seed) {
  let state = seed >>> 0;
  return () => (state = (state * 1664525 + 1013904223) >>> 0) / 2 ** 32;
}

/** What an invented user does in 90 days, and what the profile holds. */
function invent(seed) {
  const roll = dice(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll());
  const draw = ({ none = 0, median = 1, spread = 0, most = Infinity }) => {
    const has = roll() >= none;
    const value = Math.min(most, median * Math.exp(normal() * spread));
    return has ? value : 0;
  };
  return Object.fromEntries(population.signals.map((of) => [of.signal, draw(of)]));
}

/** The days up to `to` from `from` on, with about as many acts as the user does. */
function counted(user, signal, from, to) {
  const roll = dice(signal.length * 97 + signal.charCodeAt(1));
  const days = {};
  for (let day = -150; day <= to; day++) {
    const acts = Math.floor(user[signal] / 90 + roll());
    if (acts > 0 && day >= from) days[after(day)] = signal === "days_active" ? 1 : acts;
  }
  return { signal, from: after(from), to: after(to), days };
}

let number = 0;
const observe = (day, page, fields) => ({
  type: "observe",
  request: `sure-${number++}`,
  profile: { key: KEY },
  page,
  lang: "en",
  at: `${after(day)}T12:00:00+00:00`,
  gauges: [],
  tallies: [],
  ...fields,
});

/** Every page that the user opens, in turn. */
function visits(user) {
  const gauge = (signal, value = Math.round(user[signal])) => ({ signal, value, bound: "exact" });
  const listed = (...signals) => ({ tallies: signals.map((signal) => counted(user, signal, -120, 0)) });
  return [
    observe(0, "own_profile", {
      gauges: [
        ...FLAGS.map((flag) => gauge(flag, user[flag] > 0 ? 1 : 0)),
        ...["recommendations", "followers", "connections"].map((signal) => gauge(signal)),
      ],
    }),
    observe(0, "skills", { gauges: [gauge("skills"), gauge("endorsements")] }),
    observe(0, "activity_posts", listed("posts")),
    observe(0, "activity_comments", listed("comments")),
    observe(0, "activity_reactions", listed("reactions")),
    observe(0, "groups", { gauges: [gauge("groups")], ...listed("reposts", "engagement_received") }),
    ...LATER.map((day) =>
      observe(day, "feed", { tallies: LOCAL.map((signal) => counted(user, signal, 0, day)) }),
    ),
  ];
}

for (let seed = 1; seed <= 5; seed++)
  test(`opening pages takes no number away: user ${seed}`, (t) => {
    const place = home(t);
    const seen = [];
    for (const visit of visits(invent(seed * 7919))) {
      tell(place, [visit]);
      const [{ state }] = tell(place, [{ type: "state", at: visit.at.replace("12:00:00", "23:59:59") }]);
      assert.equal(state.total === null, state.error > LIMIT, JSON.stringify(state.error));
      seen.push(state);
    }
    for (const [i, { error, total, coverage }] of seen.slice(1).entries()) {
      assert.ok(seen[i].total === null || total !== null, `taken away at ${coverage.points} points`);
      assert.ok(error < seen[i].error + 0.25, `${seen[i].error}, then ${error} at ${coverage.points} points`);
    }
    assert.ok(seen.at(-1).error < seen[0].error - 1.5);
  });

for (const readings of [1, 2])
  test(`after ${readings} of LinkedIn's values the error grows until it hides the number`, (t) => {
    const place = home(t);
    const [ssi, ...pages] = SEEN.anchored;
    const first = { ...ssi, request: "sure-first", at: "2026-03-08T18:00:00+01:00" };
    tell(place, [...(readings === 2 ? [first] : []), ssi, ...pages.slice(0, 2)]);
    const on = (day) => tell(place, [{ type: "state", at: `${day}T23:59:59+01:00` }])[0].state;
    let before = on(OFFICIAL_DAY);
    assert.deepEqual([before.kind, before.error], ["official", 0]);
    for (let days = 3; days <= 300; days += 27) {
      const state = on(after(days, OFFICIAL_DAY));
      assert.equal(state.total === null, state.error > LIMIT);
      assert.ok(state.error > before.error || before.total === null, `${state.error} after ${days} days`);
      before = state;
    }
    assert.equal(before.total, null);
    assert.ok(on(DAY).error < 4);
  });

test("a phone widens a number that goes on from LinkedIn's value, and every change", (t) => {
  const place = home(t);
  tell(place, SEEN.anchored);
  const answersWith = (phone) => {
    const asked = { type: "state", set: { phone }, at: `${DAY}T23:59:59+01:00`, with: ["why"] };
    const { state, why } = tell(place, [asked])[0];
    assert.equal(state.kind, "anchored");
    return [state.error, state.week_error, why.error];
  };
  const [alone, change, reason] = answersWith("no");
  const [beside, more, most] = answersWith("yes");
  assert.ok(beside > alone, `${beside} after ${alone}`);
  assert.ok(more >= change + 0.49 && most >= reason + 0.49, `${more} after ${change}`);
  assert.deepEqual(answersWith("no"), [alone, change, reason]);
});
