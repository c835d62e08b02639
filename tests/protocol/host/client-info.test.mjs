/** `hello`: the protocol chosen for each client, and what is stored of it for the doctor. */

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folderOf, makeHome, observation, startHost } from "../../lib/host.mjs";

const CLIENT = { name: "bussola", version: "1.2.3", browser: "firefox" };
const PILLARS = { brand: "Marke", people: "Personen", insights: "Einblicke", relationships: "関係" };
const INSTANCE = "0b9f6a0e-5f0f-4a53-9a53-6d1a2a7e2f10";

const hello = (more = {}, id = 1) => ({
  id,
  type: "hello",
  client: { ...CLIENT, ...more },
});
const kept = (home) => readdirSync(folderOf(home)).filter((name) => name.startsWith("extension-"));

for (const [who, protocol, spoken] of [
  ["a client of a release before ranges", undefined, 1],
  ["one that speaks the same", { from: 1, to: 1 }, 1],
  ["one that speaks later ones too", { from: 1, to: 7 }, 1],
  ["one that speaks only later ones: it sees that the host is too old", { from: 2, to: 7 }, 1],
  ["one that speaks only earlier ones: it sees that it is too old itself", { from: 0, to: 0 }, 1],
])
  test(`the protocol with ${who}`, async (t) => {
    const host = startHost(t, makeHome(t));
    const reply = await host.ask(hello(protocol === undefined ? {} : { protocol }));
    assert.equal(reply.ok, true, JSON.stringify(reply));
    assert.equal(reply.host.protocol, spoken);
    assert.equal((await host.ask({ id: 2, type: "state" })).ok, true);
  });

test("an error in a hello is named, and the next one is served", async (t) => {
  const host = startHost(t, makeHome(t));
  for (const [more, code, field] of [
    [{ protocol: 1 }, "bad_request", "client.protocol"],
    [{ protocol: { from: 1 } }, "bad_request", "client.protocol.to"],
    [{ protocol: { from: 3, to: 2 } }, "out_of_range", "client.protocol.to"],
    [{ protocol: { from: -1, to: 2 } }, "out_of_range", "client.protocol.from"],
    [{ rules: "1" }, "bad_request", "client.rules"],
    [{ rules: -1 }, "out_of_range", "client.rules"],
    [{ pinned: 1 }, "bad_request", "client.pinned"],
    [{ pages: [] }, "bad_request", "client.pages"],
    [{ pages: { feed: "yesterday" } }, "bad_request", "client.pages.feed"],
    [{ pages: { "Ada Example": "2026-11-20T09:00:00+01:00" } }, "out_of_range", "client.pages"],
    [{ pillars: { brand: "Brand" } }, "bad_request", "client.pillars.people"],
    [{ pillars: { ...PILLARS, insights: "x".repeat(241) } }, "out_of_range", "client.pillars.insights"],
    [{ version: "" }, "bad_request", "client.version"],
  ]) {
    const { error } = await host.ask(hello(more));
    assert.deepEqual([error?.code, error?.field], [code, field], JSON.stringify(more));
  }
  assert.equal((await host.ask(hello())).ok, true);
});

test("the hello is stored under its instance, private to its owner, the later replacing the earlier", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  const pages = {
    feed: "2026-11-20T09:00:00+01:00",
    ssi: "2026-11-21T10:30:00+01:00",
  };
  await host.ask(hello({ instance: INSTANCE }));
  await host.ask(
    hello(
      {
        instance: INSTANCE,
        protocol: { from: 1, to: 2 },
        rules: 5,
        pinned: false,
        pillars: PILLARS,
        pages,
      },
      2,
    ),
  );
  assert.equal(await host.end(), 0);
  assert.deepEqual(kept(home), [`extension-${INSTANCE}.json`]);
  const file = join(folderOf(home), `extension-${INSTANCE}.json`);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const { at, ...said } = JSON.parse(readFileSync(file, "utf8"));
  assert.ok(Math.abs(at - Date.now() / 1000) < 60);
  assert.deepEqual(said, {
    ...CLIENT,
    instance: INSTANCE,
    protocol: { from: 1, to: 2 },
    rules: 5,
    pinned: false,
    pillars: PILLARS,
    pages,
    health: {},
  });
});

test("an instance with an unsafe name is served and not stored, and so is a missing one", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  for (const more of [{ instance: "../../../escaped" }, { instance: "a/b" }, { instance: "." }, {}])
    assert.equal((await host.ask(hello(more))).ok, true);
  assert.equal(await host.end(), 0);
  assert.deepEqual(kept(home), []);
  assert.ok(!existsSync(join(home, "escaped.json")));
});

test("it is stored although the database cannot be opened, and forgetting all removes it", async (t) => {
  const home = makeHome(t);
  mkdirSync(folderOf(home), { recursive: true, mode: 0o700 });
  writeFileSync(join(folderOf(home), "bussola.db"), "no database".repeat(100));
  const sick = startHost(t, home);
  assert.equal((await sick.ask(hello({ instance: INSTANCE }))).error.code, "storage");
  await sick.end();
  assert.deepEqual(kept(home), [`extension-${INSTANCE}.json`]);

  const other = makeHome(t);
  const host = startHost(t, other);
  await host.ask(hello({ instance: INSTANCE }));
  assert.equal((await host.ask(observation({ id: 2 }))).ok, true);
  assert.deepEqual(kept(other), [`extension-${INSTANCE}.json`]);
  assert.equal((await host.ask({ id: 3, type: "forget", all: true })).ok, true);
  assert.deepEqual(kept(other), []);
});

test("only the infos of the installations that reported last are kept", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  for (let i = 0; i < 30; i++) {
    assert.equal((await host.ask(hello({ instance: `installation-${i}` }, i))).ok, true);
  }
  assert.equal((await host.ask({ id: 99, type: "profiles" })).ok, true);
  assert.equal(kept(home).length, 20);
});

test("what a crash left of a hello goes with the rest", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  assert.equal((await host.ask(observation())).ok, true);
  const left = join(folderOf(home), ".extension-crashed.json.new");
  writeFileSync(left, "{");
  assert.equal((await host.ask({ id: 2, type: "forget", all: true })).ok, true);
  assert.equal(existsSync(left), false);
});
