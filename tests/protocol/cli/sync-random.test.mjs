/**
 * sync with random devices, observations and orders, over a carrier that delays, repeats, shuffles
 * and cuts what it carries: in the end all devices have equal numbers for every day, and nothing is
 * lost. SEED=N,… runs others.
 */

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { zip } from "../../fixtures/archives/zip.mjs";
import { dice } from "../lib/dice.mjs";
import { run } from "./lib.mjs";
import { KEY, carry, device, files, history, numbers, observation, see, sync } from "./sync-lib.mjs";

const ZONES = ["UTC", "Europe/Rome", "America/New_York", "Asia/Tokyo"];
const OFFSETS = {
  UTC: "+00:00",
  "Europe/Rome": "+01:00",
  "America/New_York": "-05:00",
  "Asia/Tokyo": "+09:00",
};
const EVENTS = ["people_searches", "advanced_searches", "profiles_viewed", "comments", "reactions", "posts"];
const LISTS = ["posts", "comments", "reactions", "reposts", "invitations_sent", "messages_sent"];
const LEVELS = ["connections", "followers", "skills", "endorsements", "photo", "groups"];
const LAST = Date.UTC(2027, 0, 12);

const day = (before) => new Date(LAST - before * 86_400_000).toISOString().slice(0, 10);
const pad = (value) => String(value).padStart(2, "0");

/** A random observation that a page could give, seen some days ago. */
function glance(roll, TZ) {
  const ago = roll(40);
  const at = `${day(ago)}T${pad(8 + roll(14))}:${pad(roll(60))}:${pad(roll(60))}${OFFSETS[TZ]}`;
  const parts = {};
  const kind = roll(10);
  if (kind < 4) {
    const signal = EVENTS[roll(EVENTS.length)];
    parts.events = [{ signal, day: day(ago), count: roll(4) === 0 ? -1 : 1 + roll(4) }];
  } else if (kind < 7) {
    const signal = LISTS[roll(LISTS.length)];
    const days = {};
    for (let back = ago; back < ago + 12; back++) if (roll(3) === 0) days[day(back)] = 1 + roll(3);
    const bound = roll(2) ? "at_least" : undefined;
    parts.page = `activity_${signal}`;
    parts.tallies = [{ signal, from: day(ago + 12), to: day(ago), days, ...(bound && { bound }) }];
  } else if (kind < 9) {
    parts.page = "own_profile";
    const signal = LEVELS[roll(LEVELS.length)];
    const value = signal === "photo" ? 1 : 40 + roll(30);
    parts.gauges = [{ signal, value, bound: ["exact", "at_least", "approximate"][roll(3)] }];
    parts.tallies = [{ signal: "days_active", from: day(ago), to: day(ago), days: { [day(ago)]: 1 } }];
  } else {
    const pillars = {
      brand: 10 + roll(10),
      people: 5 + roll(10),
      insights: 5 + roll(10),
      relationships: 10 + roll(10),
    };
    parts.page = "ssi";
    parts.official = { total: Object.values(pillars).reduce((sum, one) => sum + one), pillars };
  }
  return observation(at, parts);
}

/** An archive of comments, made some days ago, which misses those that were taken back. */
function archive(place, roll, serial) {
  const made = day(roll(20));
  const rows = ["Date,Link,Message"];
  for (let back = 60; back > 0; back--)
    if (day(back) < made && roll(3) === 0)
      rows.push(
        `${day(back)} ${pad(roll(24))}:${pad(roll(60))}:00,https://www.linkedin.com/feed/update/x${roll(1e6)},x`,
      );
  const [year, month, date] = made.split("-");
  const path = join(place.root, `${serial} Complete_LinkedInDataExport_${month}-${date}-${year}.zip`);
  writeFileSync(path, zip({ "Comments.csv": `${rows.join("\n")}\n` }));
  const done = run(place, ["import", "--profile", KEY, path]);
  assert.ok(done.code === 0 || /No such profile|no profile/i.test(done.err), done.err);
}

/** Brings a part of one device's files to another: late, twice, in another order, or cut. */
function mangle(roll, from, to) {
  for (const [name, text] of Object.entries(files(from))) {
    const path = join(to.folder, name);
    const lines = text.split(/(?<=\n)/);
    const how = roll(5);
    let sent = text;
    if (how === 0) sent = lines.slice(0, roll(lines.length + 1)).join("");
    else if (how === 1) sent = text.slice(0, roll(text.length + 1));
    else if (how === 2) sent = [...lines, ...lines.slice(0, 3)].sort(() => roll(3) - 1).join("");
    else if (how === 3) sent = text.slice(0, text.length / 2) + "\0\0\0" + text.slice(text.length / 2 + 3);
    // A carrier never replaces what the receiving device itself has written.
    const own = existsSync(path) && to.own === name;
    if (!own) writeFileSync(path, sent);
  }
}

const seeds = process.env.SEED ? process.env.SEED.split(",").map(Number) : [1, 4, 10, 21, 27, 34];
for (const seed of seeds)
  test(`seed ${seed}: any order, repeats, gaps, zones and cut lines give equal numbers`, (t) => {
    const roll = dice(seed);
    const places = Array.from({ length: 2 + roll(2) }, () => {
      const TZ = ZONES[roll(ZONES.length)];
      return Object.assign(device(t, TZ), { TZ });
    });
    for (let step = 0; step < 24; step++) {
      const place = places[roll(places.length)];
      const what = roll(10);
      if (what < 5) see(place, ...Array.from({ length: 1 + roll(4) }, () => glance(roll, place.TZ)));
      else if (what < 6) archive(place, roll, step);
      else if (what < 8) place.own = `device-${sync(place).device}.bussola`;
      else mangle(roll, place, places[roll(places.length)]);
    }
    for (let round = 0; round < 2; round++) {
      for (const place of places) place.own = `device-${sync(place).device}.bussola`;
      carry(...places);
    }
    for (const place of places) {
      const { written } = sync(place);
      const lines = files(place)[place.own].trimEnd().split("\n");
      assert.deepEqual(lines.slice(lines.length - written), []);
    }
    const [first, ...others] = places;
    for (const other of others) {
      assert.deepEqual(numbers(other), numbers(first));
      assert.deepEqual(history(other), history(first));
    }
    // A device that joins with the files alone has the same numbers.
    const late = device(t, first.TZ);
    for (const [name, text] of Object.entries(files(first))) writeFileSync(join(late.folder, name), text);
    sync(late);
    assert.deepEqual(history(late), history(first));
    assert.ok(readFileSync(join(first.folder, first.own), "utf8").length > 0);
  });
