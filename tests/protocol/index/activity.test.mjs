/**
 * What was done and read: the main counts, today and tomorrow, the line of four weeks, and the
 * series of each signal. Every count is the one that the state, the history, the export and the
 * command line have.
 */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { CLI } from "../../lib/paths.mjs";
import { SANITIZER } from "../cli/lib.mjs";
import { CLOCK } from "../../lib/clock.mjs";
import { assertInContract } from "../lib/contract.mjs";
import { inside } from "../../lib/database.mjs";
import { databaseOf, day, makeHome, moment, observation, startHost } from "../../lib/host.mjs";

const WINDOW = 90;
const SPARK = 28;
const ALL = ["counts", "today", "spark"];

const sum = (values) => values.reduce((total, value) => total + (value ?? 0), 0);
/** Counts of the days `last`, `last` − `every`, … of a span that ends today. */
const daysOf = (span, every, count = 1, last = 0) =>
  Object.fromEntries(
    Array.from({ length: Math.ceil((span - last) / every) }, (_, i) => [day(-last - i * every), count]),
  );
const tally = (signal, span, days, bound = "exact") => ({
  signal,
  from: day(1 - span),
  to: day(0),
  days,
  bound,
});
const official = (total) => ({
  total,
  pillars: { brand: total - 40, people: 13, insights: 13, relationships: 14 },
});

async function tell(host, ...observations) {
  for (const fields of observations) {
    const reply = await host.ask(observation(fields));
    assert.equal(reply.ok, true, JSON.stringify(reply.error));
  }
}

async function ask(host, message) {
  const reply = await host.ask({ id: 1, ...message });
  assert.equal(reply.ok, true, JSON.stringify(reply.error));
  assertInContract(reply, JSON.stringify(message));
  return reply;
}
const stateOf = async (host, fields) => (await ask(host, { type: "state", with: ALL, ...fields })).state;
const activityOf = async (host, fields) => (await ask(host, { type: "activity", ...fields })).activity;

/** A count without its sources. */
function countOf(state, signal) {
  const count = { ...state.counts.find((item) => item.signal === signal) };
  delete count.sources;
  return count;
}
const seriesOf = (list, signal) => list.find((item) => item.signal === signal);

function bussola(home, ...args) {
  const env = { PATH: process.env.PATH, ...SANITIZER, HOME: home, ...CLOCK, TZ: "UTC" };
  const options = { env: { ...env, XDG_DATA_HOME: `${home}/data` }, encoding: "utf8" };
  const { status, stdout, stderr } = spawnSync(CLI, args, options);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

/** A user of ten weeks: readings of LinkedIn's value, a window seen whole and one seen in part. */
const member = [
  { page: "ssi", at: moment(-60, "09:00:00"), official: official(52) },
  { at: moment(-20, "09:00:00"), gauges: [{ signal: "followers", value: 700, bound: "exact" }] },
  { page: "ssi", at: moment(-9, "09:00:00"), official: official(55) },
  {
    at: moment(0, "09:00:00"),
    gauges: [
      { signal: "connections", value: 500, bound: "at_least" },
      { signal: "followers", value: 700, bound: "exact" },
      { signal: "profile_views", value: 41, bound: "exact" },
    ],
    tallies: [
      tally("comments", 150, daysOf(150, 3, 2), "at_least"),
      tally("reactions", 150, daysOf(150, 7, 3, 5)),
      tally("posts", 12, { [day(-2)]: 1, [day(0)]: 2 }),
    ],
  },
];

test("the main counts: exact, at least, known in part, not known", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  await tell(host, ...member);
  const state = await stateOf(host);
  assert.deepEqual(
    state.counts.map(({ signal }) => signal),
    ["posts", "comments", "connections", "inmail_replies"],
  );
  assert.deepEqual(countOf(state, "posts"), {
    signal: "posts",
    value: 3,
    bound: "at_least",
    since: day(-11),
  });
  assert.deepEqual(countOf(state, "comments"), { signal: "comments", value: 60, bound: "at_least" });
  assert.deepEqual(countOf(state, "connections"), { signal: "connections", value: 500, bound: "at_least" });
  assert.deepEqual(countOf(state, "inmail_replies"), {
    signal: "inmail_replies",
    value: null,
    bound: "exact",
  });
  assert.deepEqual(
    state.counts.map(({ sources }) => sources.map(({ source, value, days }) => [source, value, days])),
    [[["page", 3, 12]], [["page", 60, WINDOW]], [["page", 500, undefined]], []],
  );

  // A window seen whole has the same count in the index, and on the command line.
  const comments = (of) =>
    of.pillars.flatMap(({ signals }) => signals).find(({ id }) => id === "comments").value;
  assert.equal(comments(state), 60);
  assert.equal(comments(bussola(home, "status", "--json")), 60);

  await tell(host, { tallies: [tally("posts", WINDOW, daysOf(WINDOW, 30))] });
  assert.deepEqual(countOf(await stateOf(host), "posts"), { signal: "posts", value: 5, bound: "exact" });
});

test("they come when they are asked for, and words of a later program are ignored", async (t) => {
  const host = startHost(t, makeHome(t));
  await tell(host, ...member);
  const names = ["counts", "today", "tomorrow", "spark"];
  const has = async (words) => {
    const { state } = await ask(host, { type: "state", with: words });
    return names.filter((name) => name in state);
  };
  assert.deepEqual(await has([]), []);
  assert.deepEqual(await has(["spark", "dreams"]), ["spark"]);
  assert.deepEqual(await has(["today"]), ["today", "tomorrow"]);
  assert.deepEqual(await has(["counts", "counts"]), ["counts"]);
  const plain = (await ask(host, { type: "state" })).state;
  const asked = await stateOf(host, { at: plain.at });
  for (const name of names) delete asked[name];
  assert.deepEqual(asked, plain);
  for (const wrong of ["counts", [1], { counts: true }]) {
    const refused = await host.ask({ id: 1, type: "state", with: wrong });
    assert.deepEqual([refused.error?.code, refused.error?.field], ["bad_request", "with"]);
  }
});

test("today and tomorrow: what was done, and what the next midnight takes at a cost", async (t) => {
  const host = startHost(t, makeHome(t));
  const days = { [day(0)]: 2, [day(1 - WINDOW)]: 4, [day(2 - WINDOW)]: 7 };
  await tell(host, member[2], {
    tallies: [
      tally("comments", 120, days),
      tally("posts", 120, daysOf(120, 10, 1, 5)),
      // One of many reactions costs less than 0.1 points.
      tally("reactions", 120, { [day(0)]: 40, [day(1 - WINDOW)]: 1 }),
      tally("days_active", 120, daysOf(120, 1)),
      tally("engagement_received", 120, daysOf(120, 1, 9)),
    ],
  });
  const now = await stateOf(host);
  assert.deepEqual(now.today, [
    { signal: "comments", count: 2 },
    { signal: "reactions", count: 40 },
  ]);
  assert.deepEqual(now.tomorrow, [{ signal: "comments", count: 4 }]);
  const next = await stateOf(host, { at: moment(1) });
  assert.deepEqual(next.today, []);
  assert.deepEqual(next.tomorrow, [{ signal: "comments", count: 7 }]);
  const count = (state) => countOf(state, "comments").value;
  assert.equal(count(now) - count(next), 4);
  const leaving = now.leaving.find(({ signal }) => signal === "comments");
  assert.deepEqual([leaving.first, leaving.count], [day(1), 11]);
});

test("the line of four weeks is the history's", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  const young = { ...member[3], at: moment(-5), tallies: [], profile: { key: "jonas-prova" } };
  await tell(host, ...member, young, { ...young, page: "ssi", official: official(44) });
  for (const key of ["ines-prova", "jonas-prova"]) {
    const profile = { key };
    // Before any history has stored the days, and after.
    const first = await stateOf(host, { profile });
    const from = day(1 - SPARK);
    const { series, official: values } = await ask(host, { type: "history", profile, from, step: "day" });
    assert.deepEqual((await stateOf(host, { profile })).spark, first.spark);
    assert.equal(first.spark.from, from);
    assert.equal(first.spark.total.length, SPARK);
    first.spark.total.forEach((total, i) => {
      const at = series.day.indexOf(day(1 - SPARK + i));
      assert.equal(total, at < 0 ? null : series.total[at], `${key} ${day(1 - SPARK + i)}`);
    });
    assert.equal(first.spark.total.at(-1), first.total);
    assert.equal(first.spark.kind.at(-1), first.kind);
    assert.deepEqual(
      first.spark.official,
      values.map(({ at, total }) => ({ day: at.slice(0, 10), total })),
    );
  }
  const { spark } = await stateOf(host, { profile: { key: "jonas-prova" } });
  assert.deepEqual(spark.total.slice(0, SPARK - 6), Array(SPARK - 6).fill(null));
  assert.equal(spark.total.at(-6), 44);
  assert.deepEqual(spark.kind.slice(-7, -4), ["learning", "official", "anchored"]);
});

test("acts and levels by day, week and month, on the days of the history", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  await tell(host, ...member);
  const days = await activityOf(host, { step: "day" });
  for (const step of ["auto", "day", "week", "month"])
    for (const from of [undefined, day(-40)]) {
      const history = await ask(host, { type: "history", step, from });
      const activity = await activityOf(host, { step, from });
      assert.deepEqual(activity.day, history.series.day, `${step} from ${from}`);
      assert.equal(activity.from, from ?? days.from);
      const acts = seriesOf(activity.acts, "comments");
      const own = seriesOf(days.acts, "comments").values.filter((_, i) => days.day[i] >= activity.from);
      assert.equal(sum(acts.values), sum(own), step);
    }

  const exported = JSON.parse((await ask(host, { type: "export", format: "json" })).data).records;
  for (const { signal, values } of days.acts) {
    const stored = new Map(
      exported
        .filter(({ record, signal: of }) => record === "tally" && of === signal)
        .map(({ day: of, count }) => [of, count]),
    );
    values.forEach((value, i) => assert.equal(value ?? 0, stored.get(days.day[i]) ?? 0, signal));
    assert.equal(sum(values), sum([...stored.values()]), signal);
  }
  const posts = seriesOf(days.acts, "posts");
  assert.equal(
    posts.values.findIndex((value) => value !== null),
    days.day.indexOf(day(-11)),
  );
  assert.ok(!("bounds" in posts));
  assert.deepEqual(
    posts.parts.map(({ pillar }) => pillar),
    ["brand", "insights"],
  );
  assert.equal(seriesOf(days.acts, "people_searches"), undefined);
  const week = seriesOf((await activityOf(host, { from: day(-20), step: "week" })).acts, "posts");
  assert.equal(sum(week.values), 3);
  // Known from eleven days ago: where that is a Monday, all of its week is.
  const isMonday = new Date(day(-11)).getUTCDay() === 1;
  const first = week.values.findIndex((value) => value !== null);
  assert.equal(week.bounds?.[first] ?? "exact", isMonday ? "exact" : "at_least");

  // The acts behind a window's change are those of its days.
  const counted = (from, to) =>
    sum(seriesOf(days.acts, "comments").values.filter((_, i) => days.day[i] >= from && days.day[i] <= to));
  assert.equal(countOf(await stateOf(host), "comments").value, counted(day(1 - WINDOW), day(0)));
  const before = bussola(home, "status", "--json", "--at", day(-30)).pillars.flatMap(
    ({ signals }) => signals,
  );
  assert.equal(before.find(({ id }) => id === "comments").value, counted(day(-29 - WINDOW), day(-30)));

  // A level is known when it was read, and between two readings that agree.
  const followers = seriesOf(days.levels, "followers");
  followers.values.forEach((value, i) => assert.equal(value, days.day[i] < day(-20) ? null : 700));
  const views = seriesOf(days.levels, "profile_views");
  assert.deepEqual(
    views.values.filter((value) => value !== null),
    [41],
  );
  assert.deepEqual([views.values.at(-1), views.parts], [41, []]);
  const connections = seriesOf(days.levels, "connections");
  assert.deepEqual([connections.values.at(-1), connections.bounds.at(-1)], [500, "at_least"]);
  await tell(host, {
    at: moment(0, "09:30:00"),
    gauges: [{ signal: "followers", value: 720, bound: "exact" }],
  });
  const later = seriesOf((await activityOf(host, { step: "day", from: day(-25) })).levels, "followers");
  assert.equal(later.values.at(-1), 720);
  assert.equal(later.values.at(-2), 700);
  const past = await activityOf(host, { step: "day", to: day(-30) });
  assert.equal(past.day.at(-1), day(-30));
  assert.equal(seriesOf(past.levels, "followers"), undefined);
});

test("a level that was lower-bounded does not jump when it is read exactly", async (t) => {
  const host = startHost(t, makeHome(t));
  const read = (offset, value, bound) => ({
    at: moment(offset, "09:00:00"),
    gauges: [{ signal: "connections", value, bound }],
  });
  await tell(host, read(-10, 500, "at_least"), read(-4, 812, "exact"));
  const { levels } = await activityOf(host, { step: "day" });
  const { values, bounds } = seriesOf(levels, "connections");
  assert.deepEqual(values, [812, null, null, null, null, null, 812, null, null, null, null]);
  assert.equal(bounds[0], "at_least");
  const { counts } = await stateOf(host, { at: moment(-10, "12:00:00") });
  assert.equal(counts[2].value, 812);
});

test("an act taken back, and another profile's", async (t) => {
  const host = startHost(t, makeHome(t));
  const event = (count, key = "ines-prova") => ({
    profile: { key },
    at: moment(0, "09:00:00"),
    events: [{ signal: "comments", day: day(0), count }],
  });
  await tell(host, event(1), event(1), event(1), event(-1), event(5, "jonas-prova"));
  for (const [key, done] of [
    ["ines-prova", 2],
    ["jonas-prova", 5],
  ]) {
    const profile = { key };
    const state = await stateOf(host, { profile });
    assert.equal(countOf(state, "comments").value, done);
    assert.deepEqual(state.today, [{ signal: "comments", count: done }]);
    assert.equal(sum(seriesOf((await activityOf(host, { profile })).acts, "comments").values), done);
  }
  await tell(host, event(-2));
  const profile = { key: "ines-prova" };
  const state = await stateOf(host, { profile });
  assert.equal(countOf(state, "comments").value, 0);
  assert.deepEqual(state.today, []);
  assert.equal(seriesOf((await activityOf(host, { profile })).acts, "comments").values.at(-1), 0);
});

test("an act and a level count on the user's own day, wherever the user goes", async (t) => {
  const host = startHost(t, makeHome(t));
  await tell(
    host,
    // 23:30 in California is the next morning in Rome.
    {
      at: `${day(-3)}T23:30:00-08:00`,
      gauges: [{ signal: "followers", value: 10, bound: "exact" }],
      events: [{ signal: "comments", day: day(-3), count: 1 }],
    },
    {
      at: `${day(-1)}T00:30:00+13:00`,
      gauges: [{ signal: "followers", value: 20, bound: "exact" }],
      events: [{ signal: "comments", day: day(-1), count: 2 }],
    },
    { at: `${day(0)}T09:00:00+01:00`, gauges: [{ signal: "followers", value: 30, bound: "exact" }] },
  );
  const activity = await activityOf(host, { step: "day" });
  const history = await ask(host, { type: "history", step: "day" });
  assert.deepEqual(activity.day, history.series.day);
  const at = (list, signal, offset) => seriesOf(list, signal).values[activity.day.indexOf(day(offset))];
  assert.deepEqual(
    [-3, -1, 0].map((offset) => at(activity.levels, "followers", offset)),
    [10, 20, 30],
  );
  assert.deepEqual(
    [-3, -1].map((offset) => at(activity.acts, "comments", offset)),
    [1, 2],
  );
  const { spark } = await stateOf(host);
  assert.deepEqual(spark.total.slice(-history.series.total.length), history.series.total);
});

test("rows that no program writes cost their days alone", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  await tell(host, ...member);
  const before = await activityOf(host, { from: day(-40), step: "day" });
  inside(databaseOf(home), (db) => {
    const put = db.prepare(
      "INSERT INTO tally (profile, signal, day, source, count, bound, seen, seen_offset)" +
        " SELECT id, ?, ?, ?, 3, ?, 1, 0 FROM profile",
    );
    put.run("comments", -9_000_000_000, "page", "exact");
    put.run("comments", 9_000_000_000, "page", "exact");
    put.run("smiles", 20_000, "page", "exact");
    put.run("posts", 20_000, "rumour", "exact");
    put.run("posts", 20_001, "page", "perhaps");
  });
  const after = await activityOf(host, { from: day(-40), step: "day" });
  assert.deepEqual(after.day, before.day);
  assert.deepEqual(
    after.acts.map(({ signal, values }) => [signal, values]),
    before.acts.map(({ signal, values }) => [signal, values]),
  );
  assert.equal((await stateOf(host)).spark.total.length, SPARK);
  assert.ok((await activityOf(host)).day.length > 0);
});

test("ten years fit a message", async (t) => {
  const host = startHost(t, makeHome(t));
  const signals = ["posts", "comments", "reactions", "reposts", "messages_sent", "people_searches"];
  for (const signal of signals)
    await tell(host, { tallies: [tally(signal, 3650, daysOf(3650, 2, 12), "at_least")] });
  for (let offset = -3640; offset <= 0; offset += 7)
    await tell(host, {
      at: moment(offset),
      gauges: ["connections", "followers", "profile_views", "post_impressions", "search_appearances"].map(
        (signal) => ({ signal, value: 20_000 + offset, bound: "exact" }),
      ),
    });
  const { series } = await ask(host, { type: "history" });
  const activity = await activityOf(host);
  assert.equal(activity.step, "month");
  assert.deepEqual(activity.day, series.day);
  assert.equal(sum(seriesOf(activity.acts, "posts").values), 3650 * 6);
  // The first month can end before the first reading.
  const [, ...views] = seriesOf(activity.levels, "profile_views").values;
  assert.ok(views.every((value) => value > 16_000));
  const daily = await activityOf(host, { step: "day" });
  assert.equal(daily.day.length, 3650);
  assert.equal(sum(seriesOf(daily.acts, "posts").values), 3650 * 6);
});
