/**
 * What one act gave is shown only where LinkedIn's values show it: between two of them one kind of act
 * was done, in any pillar, nothing left the 90 days, and every count that entered or left is known.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { home, run } from "../cli/lib.mjs";
import { KEY, LABEL, tell } from "../cli/member.mjs";

const CONTRACT = new URL("../../../include/contract/signals.json", import.meta.url);
const SIGNALS = JSON.parse(readFileSync(CONTRACT, "utf8"));
const FIRST = Date.parse("2026-06-01");
const date = (n) => new Date(FIRST + n * 86_400_000).toISOString().slice(0, 10);
/** Comments of each week; each gave 0.1 points. */
const WEEKS = [1, 3, 2, 5, 1, 4];
const LAST = 7 * WEEKS.length;
const EARLY = -120;

let requests = 0;
const observe = (n, page, parts) => ({
  type: "observe",
  request: `weights-${requests++}`,
  profile: { key: KEY, label: LABEL, aliases: [LABEL] },
  page,
  lang: "en",
  at: `${date(n)}T07:00:00+00:00`,
  gauges: [],
  tallies: [],
  ...parts,
});
const counted = (signal, days = {}, { from = EARLY, bound = "exact" } = {}) => ({
  signal,
  from: date(from),
  to: date(LAST),
  days: Object.fromEntries(Object.entries(days).map(([n, count]) => [date(Number(n)), count])),
  bound,
});

const comments = Object.fromEntries(WEEKS.map((count, week) => [7 * week + 3, count]));
/**
 * All else that counts: nothing of it done, and threads and invitations of before the first value.
 * A comment makes its day active.
 */
const OTHERS = {
  reactions: {},
  posts: {},
  reposts: {},
  engagement_received: {},
  messages_sent: {},
  threads_started: { [-5]: 4 },
  threads_answered: { [-5]: 2 },
  people_searches: {},
  advanced_searches: {},
  profiles_viewed: {},
  days_active: Object.fromEntries(Object.keys(comments).map((day) => [day, 1])),
  invitations_sent: { [-5]: 4 },
  invitations_accepted: { [-5]: 2 },
};
/** Every level, as it was before the first value. */
const LEVELS = SIGNALS.signals
  .filter(({ kind, scorable }) => scorable && (kind === "flag" || kind === "gauge"))
  .map(({ id }) => ({ signal: id, value: 1, bound: "exact" }));
const levelsWithout = (signal) => ({ gauges: LEVELS.filter((level) => level.signal !== signal) });

function readings() {
  let insights = 4;
  return [0, ...WEEKS].map((count, week) => {
    insights += count * 0.1;
    const pillars = { brand: 12, people: 5, insights: Math.round(insights * 1000) / 1000, relationships: 15 };
    const total = Math.round(Object.values(pillars).reduce((sum, points) => sum + points));
    return observe(7 * week, "ssi", { official: { total, pillars } });
  });
}

/** A user who was seen so. */
function seen(t, { own = {}, without = "", levels = levelsWithout(""), others = {} } = {}) {
  const place = home(t);
  const acts = [
    counted("comments", own.days ?? comments, own),
    ...Object.entries({ ...OTHERS, ...others })
      .filter(([signal]) => signal !== without)
      .map(([signal, days]) => counted(signal, days)),
  ];
  const first = observe(-1, "network", levels);
  tell(place, [first, ...readings(), observe(LAST, "activity_comments", { tallies: acts })]);
  return place;
}
const backtest = (place) => JSON.parse(run(place, ["backtest", "--json"]).out);

test("where all is known, five times in agreement show a weight", (t) => {
  const place = seen(t);
  const { weights, pillars } = backtest(place);
  assert.deepEqual(weights, [{ signal: "comments", pillar: "insights", points: 0.1, times: 6, used: false }]);
  assert.ok(pillars[2].factor > 0.8, `${pillars[2].factor}`);
  assert.match(
    run(place, ["backtest"]).out,
    /Comments: 0\.10 points each by LinkedIn's values, 6 times in agreement/,
  );
});

test("the activity pages' lower bounds show it as well", (t) => {
  const { weights } = backtest(seen(t, { own: { bound: "at_least" } }));
  assert.deepEqual(
    weights.map(({ signal, points }) => [signal, points]),
    [["comments", 0.1]],
  );
});

for (const [what, part] of [
  ["a count of the days that leave", { own: { from: -40 } }],
  ["one of the kinds of acts", { without: "messages_sent" }],
  ["one of another pillar's", { without: "profiles_viewed" }],
  ["a level of the pillar", { levels: levelsWithout("groups") }],
  ["a level of another pillar", { levels: levelsWithout("photo") }],
])
  test(`without ${what}, they show none`, (t) => {
    assert.deepEqual(backtest(seen(t, part)).weights, []);
  });

test("with another kind of act in two of the weeks, they show none", (t) => {
  assert.deepEqual(backtest(seen(t, { others: { reactions: { 1: 1, 8: 1 } } })).weights, []);
});

test("with an act of another pillar in two of the weeks, they show none", (t) => {
  assert.deepEqual(backtest(seen(t, { others: { people_searches: { 1: 1, 8: 1 } } })).weights, []);
});

test("with acts that leave in two of the weeks, they show none", (t) => {
  assert.deepEqual(backtest(seen(t, { others: { reactions: { [-88]: 1, [-81]: 1 } } })).weights, []);
});
