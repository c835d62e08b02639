/**
 * LinkedIn's page says that the user has no SSI: stored since the first time, until it shows one
 * again.
 */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { home, run } from "../cli/lib.mjs";
import { KEY, LABEL, SEEN, tell } from "../cli/member.mjs";
import { makeHome, observation, startHost } from "../../lib/host.mjs";

const ZONE = "+01:00";
const at = (day, time = "09:00:00") => `2026-03-${day}T${time}${ZONE}`;
let number = 0;

/** The extension's observation of the page, optionally of another key or without one. */
const page = (moment, fields = {}) => ({
  type: "observe",
  request: `no-access-${number++}`,
  profile: { key: KEY, label: LABEL },
  page: "ssi",
  lang: "it",
  at: moment,
  gauges: [],
  tallies: [],
  ...fields,
});
const none = (moment, fields = {}) => page(moment, { no_access: true, ...fields });
const OFFICIAL = { total: 57, pillars: { brand: 17, people: 14, insights: 11, relationships: 15 } };
const shows = (moment) => page(moment, { official: OFFICIAL });

/** The state of a new database after these requests, in this order. */
const after = (t, ...requests) => tell(home(t), requests).at(-1).state.no_access;

test("since the first time, seen the last time", (t) => {
  const place = home(t);
  const [, first, second, early] = tell(place, [
    shows(at("01")),
    none(at("05")),
    none(at("09")),
    { type: "state", profile: { key: KEY }, at: at("04") },
  ]);
  assert.deepEqual(first.state.no_access, { since: at("05"), seen: at("05") });
  assert.deepEqual(second.state.no_access, { since: at("05"), seen: at("09") });
  assert.equal(second.state.official.total, 57);
  assert.equal(early.state.no_access, undefined, "not yet at an earlier moment");
});

test("from then on no view without LinkedIn's number sends the user to its page", (t) => {
  const place = home(t);
  const headline = { signal: "followers", value: 120, bound: "exact" };
  tell(place, [
    { ...page("2026-02-18T09:00:00+01:00"), page: "own_profile", gauges: [headline] },
    none(at("05")),
  ]);
  for (const args of [
    ["report", "--week", "2026-02-16"],
    ["report", "--markdown", "--week", "2026-02-16"],
    ["status", "--at", "2026-02-20"],
    ["status"],
  ]) {
    const { code, out } = run(place, args);
    assert.equal(code, 0, args.join(" "));
    assert.match(out, /LinkedIn (shows (you )?no|does not show your) SSI/i, args.join(" "));
    assert.doesNotMatch(out, /sales\/ssi|SSI page gives/, args.join(" "));
  }
});

test("absent where LinkedIn shows an SSI, or the page was not read", (t) => {
  assert.equal(after(t, shows(at("01"))), undefined);
  assert.equal(after(t, ...SEEN.estimate), undefined);
  assert.equal(after(t, page(at("01"), { no_access: false })), undefined);
});

test("a later reading ends it, also on the same day with the same value", (t) => {
  assert.equal(after(t, none(at("05")), shows(at("06"))), undefined);
  assert.equal(after(t, shows(at("05", "08:00:00")), none(at("05")), shows(at("05", "10:00:00"))), undefined);
  assert.deepEqual(after(t, none(at("05")), shows(at("06")), none(at("08"))), {
    since: at("08"),
    seen: at("08"),
  });
});

test("the order of the requests does not matter", (t) => {
  const noAccess = { since: at("08"), seen: at("12") };
  const one = none(at("08"));
  const other = none(at("12"));
  const reading = shows(at("06"));
  const before = none(at("02"));
  for (const order of [
    [before, reading, one, other],
    [other, reading, before, one],
    [one, before, other, reading, structuredClone({ ...one, request: "again-1" })],
    [reading, other, one, before],
  ])
    assert.deepEqual(after(t, ...structuredClone(order)), noAccess);
  assert.equal(after(t, structuredClone(shows(at("06"))), structuredClone(none(at("02")))), undefined);
});

test("a page that shows both has an SSI", (t) => {
  assert.equal(after(t, none(at("05"), { official: OFFICIAL })), undefined);
});

test("it waits for the page that names the account", async (t) => {
  const host = startHost(t, makeHome(t));
  const client = { name: "bussola", version: "0.3.0", browser: "test", instance: "no-access-here" };
  await host.ask({ id: 1, type: "hello", client });
  const said = observation({ page: "ssi", no_access: true });
  delete said.profile;
  assert.deepEqual((await host.ask(said)).state.no_access, { since: said.at, seen: said.at });
  const named = await host.ask(observation({ profile: { key: KEY } }));
  assert.equal(named.state.profile.key, KEY);
  assert.deepEqual(named.state.no_access, { since: said.at, seen: said.at });
  const other = await host.ask(observation({ profile: { key: "someone-else" } }));
  assert.equal(other.state.no_access, undefined);
});

test("any value but true or false is refused", async (t) => {
  const host = startHost(t, makeHome(t));
  for (const no_access of ["yes", 1, {}, []]) {
    const { error } = await host.ask(observation({ page: "ssi", no_access }));
    assert.equal(error.code, "bad_request");
    assert.equal(error.field, "no_access");
  }
});

test("it is exported and imported, and ends with a later reading", (t) => {
  const place = home(t);
  tell(place, [shows(at("01")), none(at("05")), none(at("09"))]);
  const path = join(place.root, "out.json");
  writeFileSync(path, run(place, ["export"]).out);
  const stateOf = (where) => JSON.parse(run(where, ["status", "--json", "--at", at("20")]).out);
  const kept = { since: at("05"), seen: at("09") };

  const fresh = home(t);
  assert.equal(run(fresh, ["import", "--json", path]).code, 0);
  assert.deepEqual(stateOf(fresh).no_access, kept);
  assert.equal(run(fresh, ["import", "--json", path]).code, 0);
  assert.deepEqual(stateOf(fresh).no_access, kept, "once more changes nothing");

  const returned = home(t);
  tell(returned, [shows(at("11"))]);
  assert.equal(run(returned, ["import", "--json", path]).code, 0);
  assert.equal(stateOf(returned).no_access, undefined);

  const between = home(t);
  tell(between, [shows(at("07"))]);
  assert.equal(run(between, ["import", "--json", path]).code, 0);
  assert.deepEqual(stateOf(between).no_access, { since: at("09"), seen: at("09") });
});

test("an export with impossible moments is refused", (t) => {
  const place = home(t);
  tell(place, [none(at("05"))]);
  const document = JSON.parse(run(place, ["export"]).out);
  document.records[0].no_access = { since: at("09"), seen: at("05") };
  const path = join(place.root, "bad.json");
  writeFileSync(path, JSON.stringify(document));
  const done = run(home(t), ["import", path]);
  assert.notEqual(done.code, 0);
  assert.match(done.err, /no_access\.seen/);
});

test("it is removed with the profile", (t) => {
  const place = home(t);
  tell(place, [none(at("05")), { type: "forget", profile: { key: KEY } }]);
  assert.equal(tell(place, [page(at("06"))]).at(-1).state.no_access, undefined);
});
