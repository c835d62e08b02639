/** A host keeps what it loaded between requests; it answers as a host that has just started. */

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { cli } from "../../lib/command.mjs";
import {
  Host,
  databaseOf,
  day,
  folderOf,
  makeHome,
  moment,
  observation,
  startHost,
} from "../../lib/host.mjs";
import { dice } from "../lib/dice.mjs";
import { LEVELS } from "../lib/levels.mjs";

const TALLIES = ["posts", "comments", "reactions", "invitations_sent", "invitations_accepted"];
const BOUNDS = ["exact", "exact", "at_least", "approximate"];
const EVERYTHING = { type: "state", with: ["counts", "today", "spark", "why", "goal", "profiles"] };
const DAYS = 420;
const STEP = 7;

const official = (brand, people) => ({
  total: brand + people + 20,
  pillars: { brand, people, insights: 8, relationships: 12 },
});

/** A page read `offset` days from today, now and then with LinkedIn's value. */
function save(roll, offset) {
  const pick = (list) => list[roll(list.length)];
  const counted = (signal) => ({
    signal,
    from: day(offset - roll(30)),
    to: day(offset),
    days: { [day(offset)]: roll(9), [day(offset - roll(3))]: roll(9) },
  });
  const tallies = TALLIES.filter(() => roll(2)).map(counted);
  for (const tally of tallies) {
    tally.from = [tally.from, ...Object.keys(tally.days)].sort()[0];
  }
  return observation({
    page: roll(4) ? "own_profile" : "ssi",
    at: moment(offset, `00:00:${String(roll(60)).padStart(2, "0")}`),
    gauges: LEVELS.filter(() => roll(2)).map((signal) => ({ signal, value: roll(90), bound: pick(BOUNDS) })),
    tallies,
    ...(roll(4) ? {} : { official: official(1 + roll(20), 1 + roll(20)) }),
  });
}

/** What a host says of now and of a day before. */
async function answers(host, offset) {
  const replies = [];
  for (const request of [EVERYTHING, { type: "state" }, { type: "state", at: moment(offset, "00:00:59") }]) {
    const reply = await host.ask({ id: 1, ...request });
    delete reply.state.at; // the second of the request
    replies.push(reply);
  }
  return replies;
}

/** Both hosts answer as one that has just started. */
async function assertFresh(home, hosts, offset, what) {
  const cold = new Host(home);
  const expected = await answers(cold, offset);
  await cold.end();
  for (const host of hosts) assert.deepEqual(await answers(host, offset), expected, what);
}

const ALL = { id: 1, type: "history", from: day(-400), to: day(0), step: "day" };

/** The history is that of a copy without a number, in which every day is scored again. */
async function assertScored(t, home, host, what) {
  const { series } = await host.ask(ALL);
  const copy = makeHome(t);
  mkdirSync(folderOf(copy), { recursive: true, mode: 0o700 });
  const source = new DatabaseSync(databaseOf(home));
  source.exec(`VACUUM INTO '${databaseOf(copy)}'`);
  source.close();
  const emptied = new DatabaseSync(databaseOf(copy));
  emptied.exec("DELETE FROM snapshot; DELETE FROM series");
  emptied.close();
  const cold = new Host(copy);
  const expected = (await cold.ask(ALL)).series;
  await cold.end();
  assert.ok(series.day.length > 0, what);
  assert.deepEqual(series, expected, what);
}

for (const seed of [1, 2]) {
  test(`what one host keeps follows every change, walk ${seed}`, async (t) => {
    const roll = dice(seed);
    const home = makeHome(t);
    const hosts = [startHost(t, home), startHost(t, home)];
    for (let offset = -DAYS; offset <= 0; offset += STEP) {
      const request = save(roll, offset);
      const reply = await hosts[roll(2)].ask(request);
      assert.ok(reply.ok, JSON.stringify(reply));
      await assertFresh(home, hosts, offset - roll(40), `day ${offset}`);
    }
    const imported = makeHome(t);
    const file = `${home}/export.json`;
    assert.equal(cli(home, "export", "-o", file).code, 0);
    assert.equal(cli(imported, "import", file).code, 0);
    const again = startHost(t, imported);
    assert.deepEqual((await answers(again, -20)).slice(0, 2), (await answers(hosts[0], -20)).slice(0, 2));
  });
}

/** Acts seen as they happen, now and then taken back. */
const acts = (roll, offset) =>
  ["comments", "invitations_sent", "profiles_viewed"]
    .filter(() => roll(2))
    .map((signal) => ({ signal, day: day(offset - roll(2)), count: roll(4) ? 1 + roll(3) : -1 }));

test("what one host keeps follows its own saves, several a day", async (t) => {
  const roll = dice(4);
  const home = makeHome(t);
  const host = startHost(t, home);
  for (let offset = -45; offset <= 0; offset += roll(3)) {
    const reply = await host.ask({ ...save(roll, offset), events: acts(roll, offset) });
    assert.ok(reply.ok, JSON.stringify(reply));
    await assertFresh(home, [host], offset - roll(10), `day ${offset}`);
  }
});

/** What an ordinary day brings: acts as they happen, levels confirmed or changed, a list, a value. */
function visit(roll, offset, level) {
  const at = moment(offset, `00:0${roll(10)}:${String(roll(60)).padStart(2, "0")}`);
  const tally = (signal, from, days) => ({ signal, from: day(from), to: day(offset), days });
  const list = (signal) => tally(signal, offset - roll(60), roll(2) ? { [day(offset)]: roll(4) } : {});
  const rate = (all, some) => [
    tally(all, offset - 6, { [day(offset)]: 1 + roll(3) }),
    tally(some, offset - 6, { [day(offset)]: 1 }),
  ];
  level.connections += roll(3) ? 0 : roll(5);
  level.followers += roll(2) ? 0 : 1;
  return observation({
    page: "own_profile",
    at,
    gauges: LEVELS.filter(() => roll(3)).map((signal) => ({
      signal,
      value: level[signal] ?? 10,
      bound: roll(9) ? "exact" : "at_least",
    })),
    tallies: [
      tally("days_active", offset, { [day(offset)]: 1 }),
      ...(roll(3) ? [] : [list("posts"), list("comments")]),
      ...(roll(5) ? [] : rate("invitations_sent", "invitations_accepted")),
      ...(roll(5) ? [] : rate("inmails_sent", "inmail_replies")),
    ],
    events: acts(roll, offset),
    ...(roll(8) ? {} : { official: official(1 + roll(20), 1 + roll(20)) }),
  });
}

/** Lists that reach back to the last visit, with few acts: most days before keep their number. */
function calmVisit(roll, offset, since) {
  const counted = (signal, days) => ({ signal, from: day(since), to: day(offset), days });
  return observation({
    page: "own_profile",
    at: moment(offset, `00:00:${String(roll(60)).padStart(2, "0")}`),
    gauges: LEVELS.map((signal, i) => ({ signal, value: 40 + i + roll(3), bound: "exact" })),
    tallies: [
      ...TALLIES.map((signal) => counted(signal, { [day(since)]: 1 + roll(3), [day(offset)]: roll(3) })),
      counted("days_active", { [day(offset)]: 1 }),
    ],
    ...(roll(5) ? {} : { official: official(8 + roll(4), 8 + roll(4)) }),
  });
}

for (const [what, seed, gaps] of [
  ["all lists", 8, false],
  ["lists with days between them", 9, true],
])
  test(`a save scores again the days that it affects, of a user who reads ${what}`, async (t) => {
    const roll = dice(seed);
    const home = makeHome(t);
    const host = startHost(t, home);
    let since = -400;
    for (let offset = -200; offset <= 0; offset += 1 + roll(3)) {
      const reply = await host.ask(calmVisit(roll, offset, gaps && roll(8) === 0 ? offset - 1 : since));
      assert.ok(reply.ok, JSON.stringify(reply));
      since = offset;
      if (roll(4) === 0) await host.ask(calmVisit(roll, offset - 1 - roll(12), offset - (gaps ? 13 : 14)));
      if (roll(3) === 0) await assertScored(t, home, host, `day ${offset}`);
    }
  });

for (const seed of [5, 6, 7]) {
  test(`a save scores again the days that it affects, walk ${seed}`, async (t) => {
    const roll = dice(seed);
    const home = makeHome(t);
    const host = startHost(t, home);
    const level = { connections: 400, followers: 450 };
    for (let offset = -250; offset <= 0; offset += 1 + roll(roll(6) ? 2 : 9)) {
      const late = roll(12) ? offset : offset - roll(40);
      const reply = await host.ask(visit(roll, late, level));
      assert.ok(reply.ok, JSON.stringify(reply));
      if (roll(4) === 0) await assertScored(t, home, host, `day ${offset}, read on ${late}`);
    }
    await assertScored(t, home, host, "the last day");
    await assertFresh(home, [host], 0, "the last day");
  });
}

test("what one host keeps follows a setting, a refused save and removed data", async (t) => {
  const roll = dice(3);
  const home = makeHome(t);
  const hosts = [startHost(t, home), startHost(t, home)];
  const said = async (host, request) => host.ask({ id: 1, ...request });
  for (let offset = -30; offset <= 0; offset += 3) await hosts[0].ask(save(roll, offset));
  await assertFresh(home, hosts, -9, "saved");
  assert.ok((await said(hosts[1], { type: "state", set: { phone: "yes" } })).ok);
  await assertFresh(home, hosts, -9, "phone");
  const refused = observation({
    at: moment(0),
    gauges: [{ signal: "unheard_of", value: 1, bound: "exact" }],
  });
  assert.equal((await hosts[0].ask(refused)).ok, false);
  await assertFresh(home, hosts, -9, "refused");
  assert.equal(cli(home, "model", "use", "bussola-1").code, 0);
  await assertFresh(home, hosts, -9, "model");
  assert.ok((await hosts[1].ask(observation({ profile: { key: "carla" }, at: moment(0, "00:00:01") }))).ok);
  await assertFresh(home, hosts, -9, "another account");
  assert.ok((await said(hosts[0], { type: "forget", all: true })).ok);
  await assertFresh(home, hosts, -9, "removed");
});
