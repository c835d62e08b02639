/** What a state carries when it is asked to: the same as the requests of their own reply. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertInContract } from "../lib/contract.mjs";
import { makeHome, moment, observation, startHost } from "../../lib/host.mjs";

const ALL = ["why", "goal", "profiles"];

async function ask(host, message) {
  const reply = await host.ask({ id: 1, ...message });
  assert.equal(reply.ok, true, JSON.stringify(reply.error));
  assertInContract(reply, JSON.stringify(message));
  return reply;
}

/** The extras of a state, as it replies them. */
async function extrasOf(host, fields) {
  const { why, goal, profiles } = await ask(host, { type: "state", ...fields });
  return { why, goal, profiles };
}

async function fill(host) {
  const official = (total) => ({
    total,
    pillars: { brand: total - 30, people: 10, insights: 10, relationships: 10 },
  });
  for (const [key, total, days] of [
    ["ines-prova", 40, -6],
    ["ines-prova", 43, 0],
    ["jonas-prova", 52, 0],
  ]) {
    const fields = { profile: { key }, page: "ssi", at: moment(days), official: official(total) };
    assert.equal((await host.ask(observation(fields))).ok, true);
  }
  const profile = { key: "ines-prova" };
  await ask(host, { type: "goal", profile, set: { signal: "comments", count: 5 } });
  return profile;
}

test("reasons, goal and profiles are those of the requests of their own", async (t) => {
  const host = startHost(t, makeHome(t));
  const profile = await fill(host);
  for (const asked of [{ profile }, {}]) {
    const extras = await extrasOf(host, { ...asked, with: ALL });
    assert.deepEqual(extras.why, (await ask(host, { type: "why", ...asked })).why);
    assert.deepEqual(extras.goal, (await ask(host, { type: "goal", ...asked })).goal);
    assert.deepEqual(extras.profiles, (await ask(host, { type: "profiles" })).profiles);
  }
  const { why, goal, profiles } = await extrasOf(host, { profile, with: ALL });
  assert.equal(why.total_delta, 3);
  assert.equal(goal.signal, "comments");
  assert.deepEqual(profiles.map(({ key }) => key).sort(), ["ines-prova", "jonas-prova"]);
});

test("reasons are those of the moment that was asked for", async (t) => {
  const host = startHost(t, makeHome(t));
  const profile = await fill(host);
  const official = { total: 45, pillars: { brand: 15, people: 10, insights: 10, relationships: 10 } };
  const earlier = observation({ profile, page: "ssi", at: moment(-3), official });
  assert.equal((await host.ask(earlier)).ok, true);
  const at = moment(-2);
  const { state, why } = await ask(host, { type: "state", profile, at, with: ["why"] });
  assert.equal(why.to, at.slice(0, 10));
  assert.deepEqual([why.total_to, why.total_delta], [state.total, state.week_delta]);
  assert.equal(why.total_delta, 5);
});

test("a state carries only what it is asked for", async (t) => {
  const host = startHost(t, makeHome(t));
  const profile = await fill(host);
  const given = async (words) => {
    const extras = await extrasOf(host, { profile, ...(words && { with: words }) });
    return ALL.filter((name) => extras[name] !== undefined);
  };
  assert.deepEqual(await given(), []);
  assert.deepEqual(await given([]), []);
  assert.deepEqual(await given(["spark", "dreams"]), []);
  for (const word of ALL) assert.deepEqual(await given([word]), [word]);
  assert.deepEqual(await given(ALL), ALL);
});

test("an empty database has no goal, no profiles and no reasons", async (t) => {
  const { why, goal, profiles } = await extrasOf(startHost(t, makeHome(t)), { with: ALL });
  assert.deepEqual([why.items, goal, profiles], [[], null, []]);
});
