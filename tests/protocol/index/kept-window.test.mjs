/** A host keeps what it loaded between requests; it answers as a host that has just started. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { cli } from "../../lib/command.mjs";
import { Host, day, makeHome, moment, observation, startHost } from "../../lib/host.mjs";
import { dice } from "../lib/dice.mjs";

const GAUGES = ["connections", "followers", "endorsements", "skills", "groups"];
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
    gauges: GAUGES.filter(() => roll(2)).map((signal) => ({ signal, value: roll(90), bound: pick(BOUNDS) })),
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
