/** No step promises more than the pillar has left, in any state: host, status, report and goal. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { dice } from "../lib/dice.mjs";
import { home, run } from "./lib.mjs";
import { DAY, observe, tell } from "./member.mjs";

const PILLARS = ["brand", "people", "insights", "relationships"];
const FLAGS = ["photo", "about", "position", "education", "location", "publications", "volunteering"];
const LEVELS = {
  skills: 60,
  endorsements: 200,
  recommendations: 20,
  followers: 5000,
  groups: 30,
  connections: 3000,
};
const TALLIES = [
  "posts",
  "people_searches",
  "profiles_viewed",
  "comments",
  "reactions",
  "reposts",
  "messages_sent",
  "new_connections",
];
const STATES = 30;
/** A step for the first signal raises the second too. */
const ALSO = { connections: "new_connections" };
/** Half of the last digit in the host's answers. */
const ROUNDED = 0.005;

const dayBefore = (count) => new Date(Date.parse(DAY) - count * 86_400_000).toISOString().slice(0, 10);

function tallyOf(signal, roll) {
  const covered = 1 + roll(100);
  const days = {};
  for (let before = 0; before < covered; before += 1 + roll(9)) days[dayBefore(before)] = roll(12);
  return { signal, from: dayBefore(covered - 1), to: DAY, days };
}

function officialOf(roll) {
  // Favours full and nearly full pillars, where a promise may be too large.
  const tenths = () => (roll(10) < 4 ? 250 - roll(8) : roll(251));
  const points = PILLARS.map(tenths);
  return {
    total: points.reduce((sum, each) => sum + each, 0) / 10,
    pillars: Object.fromEntries(PILLARS.map((pillar, i) => [pillar, points[i] / 10])),
  };
}

function observationsOf(roll) {
  const some = (names) => names.filter(() => roll(10) < 7);
  const gauges = [
    ...some(FLAGS).map((signal) => ({ signal, value: roll(2), bound: "exact" })),
    ...some(Object.keys(LEVELS)).map((signal) => ({
      signal,
      value: roll(1 + roll(LEVELS[signal])),
      bound: "exact",
    })),
  ];
  const tallies = some(TALLIES).map((signal) => tallyOf(signal, roll));
  const seen = [observe("own_profile", { gauges, tallies })];
  if (roll(10) < 7) {
    const day = dayBefore(roll(20));
    seen.push(observe("ssi", { official: officialOf(roll) }, day));
  }
  return seen;
}

/** Asserts that the steps of a state together gain at most what the number has left. */
function assertWithin({ kind, total, pillars, advice }) {
  if (kind === "learning") return assert.deepEqual(advice, []);
  const left = pillars.reduce((sum, { score }) => sum + Math.max(0, 25 - score), 0);
  const shown = ({ gain }) => Math.round(gain * 10) / 10;
  const gains = advice.reduce((sum, step) => sum + shown(step), 0);
  assert.ok(gains <= Math.min(left, 100 - total) + 3 * ROUNDED, `+${gains} at ${total} of 100`);
  for (const { id, signal, keeps, ...step } of advice) {
    const gain = shown(step);
    const room = pillars
      .filter(({ signals }) => signals.some((row) => row.id === signal || ALSO[signal] === row.id))
      .reduce((sum, { score }) => sum + Math.max(0, 25 - score), 0);
    assert.ok(gain > 0 || keeps, id);
    assert.ok(gain >= 0 && gain <= room + ROUNDED, `${id}: +${gain} with ${room} left`);
  }
}

/** The gains of the steps that a command lists. */
function gainsIn(text) {
  const [, steps = ""] = text.split("\nBest next steps\n");
  return [...steps.split("\n\n")[0].matchAll(/ \+(\d+\.\d)(?=,| {2}|$)/gm)].map(([, gain]) => Number(gain));
}

/** Asserts that a command lists the gains of the state's steps, and no others. */
function assertListed(text, advice, seed) {
  const promised = advice.filter(({ keeps }) => !keeps).map(({ gain }) => gain);
  const listed = gainsIn(text);
  assert.equal(listed.length, promised.length, `seed ${seed}: ${text}`);
  for (const [i, gain] of listed.entries())
    assert.ok(Math.abs(gain - promised[i]) <= 0.05 + ROUNDED, `seed ${seed}: +${gain} for ${promised[i]}`);
}

test("what others do is no step, under either model", (t) => {
  const place = home(t);
  const others = { followers: 10, connections: 499 };
  const gauges = Object.entries(others).map(([signal, value]) => ({ signal, value, bound: "exact" }));
  const tallies = [{ signal: "new_connections", from: dayBefore(99), to: DAY, days: { [DAY]: 2 } }];
  const pillars = { brand: 10, people: 10, insights: 10, relationships: 10 };
  tell(place, [
    observe("own_profile", { gauges, tallies }),
    observe("ssi", { official: { total: 40, pillars } }),
  ]);
  const advised = (model) =>
    JSON.parse(run(place, ["status", "--json", "--at", DAY, "--model", model]).out).advice.map(
      ({ id, signal }) => [id, signal],
    );
  assert.deepEqual(advised("bussola-1"), [["connections", "connections"]]);
  assert.deepEqual(advised("bussola-2"), []);
});

/** Comments of every third day, counted only from `from` days ago on. */
function commented(from, acts = {}) {
  const days = {};
  for (let before = from; before >= 1; before -= 3) days[dayBefore(before)] = 2;
  const counted = { ...days, ...acts };
  const tallies = [{ signal: "comments", from: dayBefore(from), to: DAY, days: counted }];
  return observe("activity_comments", { tallies });
}

function readDaysAgo(count) {
  const pillars = { brand: 12, people: 5, insights: 8, relationships: 15 };
  return observe("ssi", { official: { total: 40, pillars } }, dayBefore(count));
}

const shownOn = (place, day) => tell(place, [{ type: "state", at: `${day}T20:00:00+01:00` }])[0].state;

for (const days of [12, 25])
  test(`${days} days after a value, a step brings what it promises beside uncounted days`, (t) => {
    const place = home(t);
    tell(place, [readDaysAgo(days), commented(29)]);
    const before = shownOn(place, DAY);
    const { gain, step } = before.advice.find(({ id }) => id === "comments");
    tell(place, [commented(29, { [DAY]: step })]);
    const brought = shownOn(place, DAY).total - before.total;
    assert.ok(Math.abs(brought - gain) <= 2 * ROUNDED, `+${gain} promised, +${brought} brought`);
  });

test("where days were not counted, the number falls by what the forecast says", (t) => {
  const place = home(t);
  tell(place, [readDaysAgo(12), commented(85)]);
  const before = shownOn(place, DAY);
  const { points, last, needed } = before.leaving.find(({ signal }) => signal === "comments");
  const later = (days) => {
    const tallies = [{ signal: "comments", from: dayBefore(-1), to: last, days }];
    return observe("activity_comments", { tallies }, last);
  };
  tell(place, [later({})]);
  const fell = before.total - shownOn(place, last).total;
  assert.ok(Math.abs(fell - points) <= 2 * ROUNDED, `−${points} told, −${fell} seen`);
  tell(place, [later({ [dayBefore(-1)]: needed })]);
  assert.ok(shownOn(place, last).total >= before.total - 2 * ROUNDED);
});

test("no gain exceeds what is left: host, status, report and goal in invented states", (t) => {
  let steps = 0;
  for (let seed = 1; seed <= STATES; seed++) {
    const place = home(t);
    const state = { type: "state", at: `${DAY}T20:00:00+01:00` };
    const replies = tell(place, [...observationsOf(dice(seed)), state]);
    assertWithin(replies.at(-1).state);
    steps += replies.at(-1).state.advice.length;
    const shown = JSON.parse(run(place, ["status", "--json"]).out);
    assertWithin(shown);
    assertListed(run(place, ["status"], { env: { COLUMNS: "100" } }).out, shown.advice, seed);
    const gains = gainsIn(run(place, ["report"], { env: { COLUMNS: "200" } }).out);
    const left = shown.pillars.reduce((sum, { score }) => sum + (25 - (score ?? 25)), 0);
    assert.ok(gains.reduce((sum, gain) => sum + gain, 0) <= left + 4 * ROUNDED, `report, seed ${seed}`);
    const [, proposed = "0"] = run(place, ["goal"]).out.match(/\+(\d+\.\d) points/) ?? [];
    const most = Math.max(0, ...shown.advice.map(({ gain }) => gain));
    assert.ok(Number(proposed) <= most + 0.05 + ROUNDED, `goal, seed ${seed}: +${proposed}`);
  }
  assert.ok(steps > STATES, `${steps} steps`);
});
