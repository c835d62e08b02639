/** sync: several devices of one user share a folder, and have equal numbers for every day. */

import assert from "node:assert/strict";
import { appendFileSync, chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { test } from "node:test";

import { CLI, run } from "./lib.mjs";
import { KEY as MEMBER, SEEN, tell } from "./member.mjs";
import {
  carry,
  device,
  event,
  files,
  KEY,
  history,
  local,
  numbers,
  observation,
  ownFile,
  see,
  sync,
} from "./sync-lib.mjs";

const AT = "2027-01-11T09:00:00+01:00";
const DAY = "2027-01-11";

/** Syncs until every device has read the last line of every other. */
function settle(...places) {
  for (let round = 0; round < 2; round++) {
    for (const place of places) sync(place);
    carry(...places);
  }
  for (const place of places) assert.equal(sync(place).written, 0, "nothing is left to say");
}

function assertEqual(...places) {
  const [first, ...others] = places;
  for (const other of others) {
    assert.deepEqual(numbers(other), numbers(first));
    assert.deepEqual(history(other), history(first));
  }
}

test("searches and acts of two devices add up, a day is active once, opened profiles count at least the larger", (t) => {
  const [laptop, desktop] = [device(t, "Europe/Rome"), device(t, "Europe/Rome")];
  const active = { tallies: [{ signal: "days_active", from: DAY, to: DAY, days: { [DAY]: 1 } }] };
  see(laptop, event(AT, "people_searches", 3), event(AT, "profiles_viewed", 5), event(AT, "comments", 1));
  see(desktop, event(AT, "people_searches", 4), event(AT, "profiles_viewed", 2), event(AT, "comments", 2));
  see(laptop, observation(AT, active));
  see(desktop, observation(AT, active));
  settle(laptop, desktop);
  assertEqual(laptop, desktop);
  assert.equal(local(laptop, "people_searches", DAY).count, 7);
  assert.equal(local(laptop, "comments", DAY).count, 3);
  const viewed = local(laptop, "profiles_viewed", DAY);
  assert.deepEqual([viewed.count, viewed.bound], [5, "at_least"]);
  const days = numbers(laptop).filter((row) => row.record === "tally" && row.signal === "days_active");
  assert.deepEqual(
    days.map(({ count }) => count),
    [1],
  );
  // Later acts count once more, and syncing again adds nothing.
  see(desktop, event("2027-01-11T10:00:00+01:00", "people_searches", 1));
  settle(laptop, desktop);
  settle(laptop, desktop);
  assert.equal(local(laptop, "people_searches", DAY).count, 8);
  assertEqual(laptop, desktop);
});

test("an act taken back on the other device is taken back on both", (t) => {
  const [laptop, desktop] = [device(t), device(t)];
  see(laptop, event("2027-01-11T09:00:00+00:00", "reactions", 2));
  settle(laptop, desktop);
  see(desktop, event("2027-01-11T10:00:00+00:00", "reactions", -1));
  settle(laptop, desktop);
  assert.equal(local(laptop, "reactions", DAY).count, 1);
  assertEqual(laptop, desktop);
});

test("the first sync changes no number, of a database of today and of 0.2.0", (t) => {
  const today = device(t);
  see(today, ...SEEN.official, ...SEEN.anchored);
  const old = device(t);
  const fixture = new URL("../../fixtures/databases/schema-2.db", import.meta.url);
  assert.equal(run(old, ["restore", fixture.pathname]).code, 0);
  for (const place of [today, old]) {
    run(place, ["history"]);
    const before = numbers(place);
    const days = history(place);
    assert.ok(sync(place).written > 100);
    const parts = ({ device: number }) => number === undefined;
    const stable = (row) =>
      row.record === "profile" ? { ...row, offsets: undefined, offsets_until: undefined } : row;
    assert.deepEqual(numbers(place).filter(parts).map(stable), before.map(stable));
    assert.deepEqual(history(place), days);
  }
  // A new device gets all of it, with equal numbers.
  const fresh = device(t);
  sync(today);
  carry(today, fresh);
  settle(today, fresh);
  assertEqual(today, fresh);
  assert.ok(numbers(fresh).some(({ record, key }) => record === "official" || key === MEMBER));
});

test("a line that was cut loses nothing, and the rest goes on", (t) => {
  const [laptop, desktop] = [device(t), device(t)];
  see(laptop, ...SEEN.learning);
  sync(laptop);
  const name = ownFile(laptop);
  const text = files(laptop)[name];
  // The carrier has brought half of the file, within a line.
  const half = text.indexOf("\n", text.length / 2) + 40;
  writeFileSync(join(desktop.folder, name), text.slice(0, half));
  const cut = run(desktop, ["sync", desktop.folder]);
  assert.equal(cut.code, 0, cut.err);
  assert.match(cut.out, /1 line skipped: it is incomplete or damaged/);
  writeFileSync(join(desktop.folder, name), text);
  settle(laptop, desktop);
  assertEqual(laptop, desktop);
  // A disk that was full has cut this device's own file.
  writeFileSync(join(laptop.folder, name), text.slice(0, half));
  see(laptop, event(AT, "people_searches", 1));
  sync(laptop);
  carry(laptop, desktop);
  settle(laptop, desktop);
  assertEqual(laptop, desktop);
  // A flipped byte spoils its own line only.
  const spoiled = files(laptop)[name].replace('"tally"', '"tolly"');
  writeFileSync(join(laptop.folder, name), spoiled);
  writeFileSync(join(desktop.folder, name), spoiled);
  settle(laptop, desktop);
  assertEqual(laptop, desktop);
});

test("a file of a newer version is refused by name, and the others are read", (t) => {
  const [laptop, desktop] = [device(t), device(t)];
  see(laptop, event(AT, "people_searches", 2));
  sync(laptop);
  carry(laptop, desktop);
  writeFileSync(join(desktop.folder, "device-77.bussola"), "bussola-sync 2 00000000 anything at all\n");
  const done = run(desktop, ["sync", desktop.folder]);
  assert.equal(done.code, 1);
  assert.match(done.err, /device-77\.bussola was not read: a newer Bussola wrote it; update this one/);
  assert.equal(local(desktop, "people_searches", DAY).count, 2);
  rmSync(join(desktop.folder, "device-77.bussola"));
  assert.equal(sync(desktop).refused, 0);
});

test("a line that cannot be is skipped", (t) => {
  const [laptop, desktop] = [device(t), device(t)];
  see(laptop, ...SEEN.learning);
  sync(laptop);
  const name = ownFile(laptop);
  const crc = (text) => {
    let sum = ~0;
    for (const byte of Buffer.from(text)) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ((~sum >>> 0) + 0x100000000).toString(16).slice(1);
  };
  const [, , , number, account] = files(laptop)[name].split("\n")[0].split(" ");
  const line = (record) => {
    const body = `${number} ${account} 99999 ${JSON.stringify(record)}`;
    return `bussola-sync 1 ${crc(body)} ${body}\n`;
  };
  carry(laptop, desktop);
  const seen = "2027-01-11T09:00:00+01:00";
  appendFileSync(
    join(desktop.folder, name),
    line({
      record: "tally",
      signal: "posts",
      day: DAY,
      count: 5_000_000,
      bound: "exact",
      source: "page",
      seen,
    }) + line({ record: "novelty" }),
  );
  assert.equal(sync(desktop).skipped, 2);
  carry(laptop, desktop);
  settle(laptop, desktop);
  assertEqual(laptop, desktop);
});

test("accounts stay apart, and one without a name stays on its device", (t) => {
  const [laptop, desktop] = [device(t), device(t)];
  const other = { key: "ACoAAC9other00", label: "leo-esempio" };
  see(laptop, event(AT, "people_searches", 2));
  see(desktop, { ...event(AT, "people_searches", 5), profile: other });
  const nameless = observation(AT, { gauges: [{ signal: "connections", value: 77, bound: "exact" }] });
  delete nameless.profile;
  const hello = {
    type: "hello",
    client: { name: "bussola", version: "0", browser: "test", instance: "session-1" },
  };
  tell(desktop, [hello, nameless]);
  settle(laptop, desktop);
  for (const place of [laptop, desktop]) {
    const counts = {};
    let key;
    for (const row of JSON.parse(run(place, ["export"]).out).records) {
      if (row.record === "profile") key = row.key ?? "none";
      if (row.signal === "people_searches" && row.record === "tally" && !row.device) counts[key] = row.count;
    }
    assert.deepEqual(counts, { ACoAAB2mNtQs1wb: 2, ACoAAC9other00: 5 });
  }
  assert.ok(
    !Object.values(files(laptop))
      .concat(Object.values(files(desktop)))
      .join("")
      .includes(":77,"),
  );
});

test("a copied data directory becomes a device of its own", (t) => {
  const [laptop, twin] = [device(t), device(t)];
  see(laptop, event(AT, "people_searches", 2));
  const { device: before } = sync(laptop);
  const copy = join(twin.root, "copy.db");
  assert.equal(run(laptop, ["backup", copy]).code, 0);
  assert.equal(run(twin, ["restore", copy]).code, 0);
  see(laptop, event("2027-01-11T10:00:00+01:00", "people_searches", 1));
  see(twin, event("2027-01-11T10:00:00+01:00", "people_searches", 10));
  sync(laptop);
  writeFileSync(join(twin.folder, ownFile(laptop)), files(laptop)[ownFile(laptop)]);
  assert.notEqual(sync(twin).device, before);
  settle(laptop, twin);
  assert.equal(local(laptop, "people_searches", DAY).count, 13);
  assertEqual(laptop, twin);
});

test("a folder that is missing, no folder, or not writable is named with its reason", (t) => {
  const place = device(t);
  see(place, event(AT, "people_searches", 2));
  const missing = run(place, ["sync", join(place.root, "nowhere")]);
  assert.equal(missing.code, 1);
  assert.match(
    missing.err.replaceAll(/\s+/g, " "),
    /nowhere cannot be read: it does not exist\. Nothing was changed/,
  );
  const file = join(place.root, "file");
  writeFileSync(file, "");
  assert.match(run(place, ["sync", file]).err.replaceAll(/\s+/g, " "), /it is not a folder/);
  assert.equal(run(place, ["sync"]).code, 2);
  // A directory in the place of this device's file: works for root too.
  const blocked = device(t);
  see(blocked, event(AT, "people_searches", 2));
  const name = ownFile(blocked);
  rmSync(join(blocked.folder, name));
  mkdirSync(join(blocked.folder, name));
  const done = run(blocked, ["sync", blocked.folder]);
  assert.equal(done.code, 1);
  rmSync(join(blocked.folder, name), { recursive: true });
  assert.ok(sync(blocked).written > 0, "written the next time");
  if (process.getuid() !== 0) {
    chmodSync(place.folder, 0o500);
    const denied = run(place, ["sync", place.folder]);
    assert.equal(denied.code, 1);
    assert.match(denied.err.replaceAll(/\s+/g, " "), /Nothing could be written to .*: you may not use it/);
    chmodSync(place.folder, 0o700);
    assert.ok(sync(place).written > 0);
  }
});

test("a full disk is named, and the next sync writes the rest", (t) => {
  const place = device(t);
  see(place, ...SEEN.learning);
  ownFile(place);
  rmSync(join(place.folder, ownFile(place)));
  // The limit on the size of files cuts the file within a line, as a full disk does.
  const limited = `ulimit -f 4; exec "${CLI}" sync "${place.folder}"`;
  const done = spawnShell(limited, place);
  return done.then(({ code, err }) => {
    assert.notEqual(code, 0, err);
    const { written } = sync(place);
    assert.ok(written > 0);
    assert.equal(sync(place).written, 0);
    const fresh = device(t);
    carry(place, fresh);
    settle(place, fresh);
    assertEqual(place, fresh);
  });
});

function spawnShell(script, place) {
  return new Promise((done) => {
    const child = spawn("/bin/bash", ["-c", script], { env: place.env });
    let err = "";
    child.stderr.on("data", (data) => (err += data));
    child.on("exit", (code) => done({ code, err }));
  });
}

test("two syncs at once lose and double nothing", async (t) => {
  const [laptop, desktop] = [device(t), device(t)];
  see(laptop, ...SEEN.learning, event(AT, "people_searches", 3));
  const once = () =>
    new Promise((done) => {
      const child = spawn(CLI, ["sync", laptop.folder], { env: laptop.env, stdio: "ignore" });
      child.on("exit", done);
    });
  const codes = await Promise.all(Array.from({ length: 6 }, once));
  assert.deepEqual([...new Set(codes)].sort(), [0]);
  const lines = Object.values(files(laptop)).join("").trimEnd().split("\n");
  assert.equal(new Set(lines).size, lines.length, "no line is there twice");
  settle(laptop, desktop);
  assert.equal(local(desktop, "people_searches", DAY).count, 3);
  assertEqual(laptop, desktop);
});

test("an export that one device imported from the other counts nothing twice", (t) => {
  const [laptop, moved] = [device(t), device(t)];
  see(laptop, event(AT, "people_searches", 3), event(AT, "profiles_viewed", 4));
  const path = join(laptop.root, "all.json");
  run(laptop, ["export", "-o", path]);
  run(moved, ["import", path]);
  settle(laptop, moved);
  assert.equal(local(moved, "people_searches", DAY).count, 3);
  const later = join(laptop.root, "later.json");
  run(laptop, ["export", "-o", later]);
  const third = device(t);
  run(third, ["import", later]);
  carry(laptop, moved, third);
  settle(laptop, moved, third);
  assert.equal(local(third, "people_searches", DAY).count, 3);
  assertEqual(laptop, moved, third);
});

test("the text says in two languages what was done", (t) => {
  const place = device(t);
  see(place, event(AT, "people_searches", 2));
  const english = run(place, ["sync", place.folder]);
  assert.match(
    english.out.replaceAll(/\s+/g, " "),
    /devices: 1, this one included; lines written: \d+\. Nothing new/,
  );
  const italian = run(place, ["sync", place.folder], { env: { LC_ALL: "it_IT.UTF-8" } });
  assert.match(
    italian.out.replaceAll(/\s+/g, " "),
    /dispositivi: 1, compreso questo; righe scritte: 0\. Niente/,
  );
});

/* ---- removal ---- */

const OTHER = "ACoAABother0001";

/** A device with two accounts in its own file. */
function withTwoAccounts(t) {
  const place = device(t);
  see(place, event("2026-12-01T10:00:00+00:00", "people_searches", 3));
  see(place, {
    ...event("2026-12-02T10:00:00+00:00", "people_searches", 5),
    profile: { key: OTHER, label: "o" },
  });
  ownFile(place);
  return place;
}

test("forget removes what this device wrote, and a sync does not bring it back", (t) => {
  const place = withTwoAccounts(t);
  assert.equal(Object.keys(files(place)).length, 1);
  const { code, out, err } = run(place, ["forget", "--all", "--yes"]);
  assert.equal(code, 0, err);
  assert.ok(out.includes(place.folder.slice(-10)), out);
  assert.deepEqual(files(place), {});
  assert.equal(sync(place).accounts, 0);
  assert.equal(run(place, ["forget", "--all", "--yes"]).code, 0, "again, with nothing there");
});

test("forget --profile leaves the other account's lines", (t) => {
  const place = withTwoAccounts(t);
  const name = ownFile(place);
  const before = files(place)[name];
  assert.ok(before.includes(KEY) && before.includes(OTHER));
  assert.equal(run(place, ["forget", "--profile", KEY, "--yes"]).code, 0);
  const after = files(place)[name];
  assert.ok(!after.includes(KEY) && after.includes(OTHER));
  for (const line of after.split("\n")) assert.ok(before.includes(line));
  const { accounts, skipped } = sync(place);
  assert.deepEqual([accounts, skipped], [1, 0]);

  const other = device(t);
  writeFileSync(join(other.folder, name), after);
  assert.equal(sync(other).accounts, 1);
});

test("forget names the file that it cannot remove", (t) => {
  const place = withTwoAccounts(t);
  const name = ownFile(place);
  renameSync(place.folder, `${place.folder}-away`);
  const { code, err } = run(place, ["forget", "--all", "--yes"]);
  assert.equal(code, 1);
  assert.ok(err.replaceAll(/\s+/g, "").includes(name), err);
  assert.equal(JSON.parse(run(place, ["export"]).out || '{"records":[]}').records.length, 0);
});
