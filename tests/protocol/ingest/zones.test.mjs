/**
 * One source never doubles itself: the same acts read from archives and pulls of different dates
 * and depths, in any order and in any time zone.
 */

import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { DatabaseSync } from "node:sqlite";
import { zip } from "../../fixtures/archives/zip.mjs";
import { home, run } from "../cli/lib.mjs";
import { dice } from "../lib/dice.mjs";

const ZONES = ["UTC", "Europe/Rome", "America/Los_Angeles", "Asia/Tokyo", "Pacific/Auckland"];
const DAY = 86_400;
const FIRST = Date.UTC(2025, 0, 10) / 1000;

const iso = (at) => new Date(at * 1000).toISOString();
const clock = (at) => iso(at).slice(0, 19).replace("T", " ");
const link = (at) => `https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7${at}`;

/** The files of an archive by signal. */
const FILES = {
  comments: ["Comments.csv", "Date,Link,Message", (at) => `${clock(at)},${link(at)},x`],
  reactions: ["Reactions.csv", "Date,Type,Link", (at) => `${clock(at)},LIKE,${link(at)}`],
  reposts: ["InstantReposts.csv", "Date,Link", (at) => `${clock(at)},${link(at)}`],
  people_searches: [
    "SearchQueries.csv",
    "Time,Search Query",
    (at) => `${clock(at).replaceAll("-", "/")} UTC,x`,
  ],
};

/** Writes an archive of some signals' acts; the file's name has its day. */
function archive(place, acts, made) {
  const [year, month, day] = iso(made).slice(0, 10).split("-");
  const path = join(place.root, `Complete_LinkedInDataExport_${month}-${day}-${year}.zip`);
  const files = {};
  for (const [signal, moments] of Object.entries(acts)) {
    const [name, head, row] = FILES[signal];
    files[name] = `${[head, ...moments.map(row)].join("\n")}\n`;
  }
  writeFileSync(path, zip(files));
  return path;
}

function imported(place, path, zone) {
  const done = run(place, ["import", "--json", path], { env: { ...place.env, TZ: zone } });
  assert.equal(done.code, 0, done.err);
  return JSON.parse(done.out)[0].stored.changed;
}

/** The totals of the archive's counts by signal. */
function totals(place) {
  const sums = Object.fromEntries(Object.keys(FILES).map((signal) => [signal, 0]));
  for (const { record, signal, source, count } of JSON.parse(run(place, ["export"]).out).records)
    if (record === "tally" && source === "archive") sums[signal] += count;
  return sums;
}

const days = (place) =>
  JSON.parse(run(place, ["export"]).out).records.filter(({ record }) => record === "tally");

/** Acts at any hour, several a day. */
const someActs = (roll, count, span) =>
  [...new Set(Array.from({ length: count }, () => FIRST + roll(span * DAY)))].sort((a, b) => a - b);

test("the same archive again, in any zone, changes nothing", (t) => {
  const roll = dice(7);
  const acts = Object.fromEntries(Object.keys(FILES).map((signal) => [signal, someActs(roll, 120, 60)]));
  // Late in the evening of the first and of the last day.
  acts.comments = [FIRST + 0.5 * 3600, ...acts.comments, FIRST + 60 * DAY + 23.5 * 3600];
  for (const zone of ZONES) {
    const place = home(t);
    const path = archive(place, acts, FIRST + 60 * DAY);
    assert.ok(imported(place, path, zone) > 0);
    const before = days(place);
    for (const other of ZONES) assert.equal(imported(place, path, other), 0, `${zone}, then ${other}`);
    assert.deepEqual(days(place), before);
    assert.deepEqual(
      totals(place),
      Object.fromEntries(Object.entries(acts).map(([signal, moments]) => [signal, moments.length])),
    );
  }
});

test("an invitation in the hour that Pacific time skips in March is on the day after the gap", (t) => {
  // 02:30 became 03:30 of UTC−7, which is 10:30 UTC.
  const rows = ["3/8/25, 9:00 AM", "3/9/25, 2:30 AM", "3/15/25, 9:00 AM"].map(
    (at, index) =>
      `I P,A B,"${at}",,OUTGOING,https://www.linkedin.com/in/i-p,https://www.linkedin.com/in/a-${index}`,
  );
  const head = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl";
  for (const [zone, expected] of [
    ["Pacific/Honolulu", ["2025-03-08", "2025-03-09", "2025-03-15"]],
    ["Pacific/Kiritimati", ["2025-03-09", "2025-03-10", "2025-03-16"]],
  ]) {
    const place = home(t);
    const path = join(place.root, "Complete_LinkedInDataExport_03-21-2025.zip");
    writeFileSync(path, zip({ "Invitations.csv": `${[head, ...rows].join("\n")}\n` }));
    imported(place, path, zone);
    const sent = days(place).filter(({ signal }) => signal === "invitations_sent");
    assert.deepEqual(
      sent.map((record) => record.day),
      expected,
      zone,
    );
  }
});

test("archives in any order and zone give the latest one's counts, plus what only older ones cover", (t) => {
  for (let walk = 1; walk <= 12; walk += 1) {
    const roll = dice(walk);
    const place = home(t);
    const acts = Object.fromEntries(Object.keys(FILES).map((signal) => [signal, someActs(roll, 90, 80)]));
    /** Per signal the imported archives: day made and acts. */
    const read = Object.fromEntries(Object.keys(FILES).map((signal) => [signal, []]));
    for (let step = 0; step < 5; step += 1) {
      const made = FIRST + (20 + roll(70)) * DAY;
      const parts = {};
      for (const signal of Object.keys(FILES)) {
        if (roll(4) === 0) continue; // a partial archive
        const from = roll(3) === 0 ? FIRST : FIRST + roll(40) * DAY + roll(DAY);
        const rows = acts[signal].filter((at) => at >= from && at < made);
        parts[signal] = rows;
        if (rows.length > 0) read[signal].push({ made, rows });
      }
      if (Object.keys(parts).length === 0) continue;
      imported(place, archive(place, parts, made), ZONES[roll(ZONES.length)]);
    }
    for (const [signal, sum] of Object.entries(totals(place))) {
      const known = new Set(read[signal].flatMap(({ rows }) => rows));
      assert.equal(sum, known.size, `walk ${walk}: ${signal}`);
    }
  }
});

test("an undone act is removed by the next archive, not by an older one", (t) => {
  const place = home(t);
  const made = FIRST + 30 * DAY;
  const acts = someActs(dice(3), 40, 29);
  const kept = acts.filter((_, index) => index % 3 !== 1);
  imported(place, archive(place, { reactions: acts }, made), "Europe/Rome");
  assert.equal(totals(place).reactions, acts.length);
  const newer = archive(place, { reactions: kept }, made + 5 * DAY);
  imported(place, newer, "America/Los_Angeles");
  assert.equal(totals(place).reactions, kept.length);
  imported(place, archive(place, { reactions: acts }, made), "Asia/Tokyo");
  assert.equal(totals(place).reactions, kept.length);
});

test("an export carries the user's zone: a later archive elsewhere counts nothing twice", (t) => {
  const acts = { reactions: someActs(dice(5), 120, 60) };
  const later = { reactions: [...acts.reactions, FIRST + 63 * DAY] };
  for (const zone of ZONES) {
    const [place, other] = [home(t), home(t)];
    imported(place, archive(place, acts, FIRST + 60 * DAY), "UTC");
    const path = join(place.root, "export.json");
    writeFileSync(path, run(place, ["export"]).out);
    const env = { ...other.env, TZ: zone };
    assert.equal(run(other, ["import", path], { env }).code, 0);
    assert.equal(totals(other).reactions, acts.reactions.length, zone);
    imported(other, archive(other, later, FIRST + 66 * DAY), zone);
    assert.equal(totals(other).reactions, later.reactions.length, zone);
  }
});

/**
 * tests/fixtures/doubled.db: version 0.2.0 imported the archive below in Rome, Los Angeles and
 * Tokyo.
 */
test("a database that 0.2.0 doubled is corrected when the archive is imported again, in any zone", (t) => {
  const acts = { comments: someActs(dice(11), 60, 50), reactions: someActs(dice(12), 60, 50) };
  for (const zone of ZONES) {
    const place = home(t);
    const folder = join(place.env.XDG_DATA_HOME ?? join(place.env.HOME, ".local/share"), "bussola");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    copyFileSync(new URL("../../fixtures/doubled.db", import.meta.url), join(folder, "bussola.db"));
    const db = new DatabaseSync(join(folder, "bussola.db"));
    const { sum } = db.prepare("SELECT sum(count) AS sum FROM tally WHERE signal = 'comments'").get();
    db.close();
    assert.ok(sum > 60, "it is doubled");
    imported(place, archive(place, acts, FIRST + 50 * DAY), zone);
    const after = totals(place);
    assert.deepEqual([after.comments, after.reactions], [acts.comments.length, acts.reactions.length], zone);
  }
});
