/** A pillar at 25: acts beyond it gave nothing, so that their end takes nothing. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { home } from "../cli/lib.mjs";
import { KEY, LABEL, tell } from "../cli/member.mjs";

const FIRST = Date.parse("2026-03-01");
const date = (n) => new Date(FIRST + n * 86_400_000).toISOString().slice(0, 10);
const [READ, SEEN_AT, LAST] = [60, 90, 104];

let requests = 0;
const observe = (n, page, parts) => ({
  type: "observe",
  request: `capped-${requests++}`,
  profile: { key: KEY, label: LABEL, aliases: [LABEL] },
  page,
  lang: "en",
  at: `${date(n)}T12:00:00+00:00`,
  gauges: [],
  tallies: [],
  ...parts,
});
/** Old acts, which leave within 14 days of SEEN_AT, and new ones since LinkedIn's value. */
const counted = (signal, old = 0, fresh = 0) => ({
  signal,
  from: date(-100),
  to: date(LAST),
  days: { [date(4)]: old, [date(65)]: fresh },
});

/** LinkedIn shows almost 25 in Brand and in People; later acts would give more than is left. */
function lived(t) {
  const place = home(t);
  const pillars = { brand: 24.8, people: 24.9, insights: 10.2, relationships: 20 };
  tell(place, [
    observe(READ, "ssi", { official: { total: 80, pillars } }),
    observe(LAST, "activity_posts", {
      tallies: [
        counted("posts", 10, 10),
        counted("profiles_viewed", 20, 60),
        ...["comments", "reactions", "reposts", "people_searches", "days_active"].map((of) => counted(of)),
      ],
    }),
  ]);
  return place;
}
const stateOn = (place, n) => tell(place, [{ type: "state", at: `${date(n)}T23:59:59+00:00` }])[0].state;

test("what leaves is shown as it will be, and not at all where the number does not fall", (t) => {
  const place = lived(t);
  const [now, then] = [stateOn(place, SEEN_AT), stateOn(place, LAST)];
  assert.deepEqual(
    now.pillars.map(({ score }) => score),
    [25, 25, 11.2, 20],
  );
  assert.deepEqual(
    now.leaving.map(({ signal }) => signal),
    ["posts"],
  );
  const [{ points }] = now.leaving;
  assert.ok(Math.abs(points - (now.total - then.total)) < 0.011, `${points}: ${now.total}, ${then.total}`);
});

test("the reasons give each act what it moved, and leave nothing unexplained", (t) => {
  const place = lived(t);
  const reasons = (from, to) => tell(place, [{ type: "why", from: date(from), to: date(to) }])[0].why;
  const items = (why) => why.items.map(({ signal, pillar, cause, delta }) => [signal, pillar, cause, delta]);
  assert.deepEqual(items(reasons(READ, SEEN_AT)), [
    ["posts", "insights", "done", 1],
    ["posts", "brand", "done", 0.2],
    ["profiles_viewed", "people", "done", 0.1],
  ]);
  assert.deepEqual(items(reasons(SEEN_AT, LAST)), [
    ["posts", "insights", "left", -1],
    ["posts", "brand", "left", -0.2],
  ]);
});
