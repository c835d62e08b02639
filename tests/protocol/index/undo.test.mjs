/**
 * Undone acts: by an event, before or after the sources that counted them are read, and in any
 * order. The number shown never exceeds the present acts, and equals them once a whole archive
 * covers them.
 */

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cliWith } from "../../lib/command.mjs";
import { zip } from "../../fixtures/archives/zip.mjs";
import { dice } from "../lib/dice.mjs";
import { day, makeHome, moment, observation, startHost } from "../../lib/host.mjs";

const WINDOW = 90;
const SPAN = 40;
const KEY = "ines-prova";

const link = (serial) => `https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7${serial}`;
const FILES = {
  comments: ["Comments.csv", "Date,Link,Message", (date, serial) => `${date},${link(serial)},x`],
  reactions: ["Reactions.csv", "Date,Type,Link", (date, serial) => `${date},LIKE,${link(serial)}`],
};

function bussola(home, args) {
  const { code, out, err } = cliWith({ TZ: "UTC" }, home, ...args);
  assert.equal(code, 0, err);
  return out;
}

/** The archive of a signal's acts, as of a day. */
function archive(home, signal, acts, made, serial = 0) {
  const [year, month, date] = day(made).split("-");
  const path = join(home, `${serial} Complete_LinkedInDataExport_${month}-${date}-${year}.zip`);
  const [name, head, row] = FILES[signal];
  const rows = acts.map(({ offset, time, serial: number }) => row(`${day(offset)} ${time}`, number));
  writeFileSync(path, zip({ [name]: `${[head, ...rows].join("\n")}\n` }));
  return path;
}

const take = (home, path) => bussola(home, ["import", "--profile", KEY, path]);
const event = (signal, offset, count, at = 0) =>
  observation({ at: moment(at, "00:00:20"), events: [{ signal, day: day(offset), count }] });

/** A visit on a day that lists acts by the given days, the newest first. */
function visit(signal, days, on) {
  const counts = {};
  for (const offset of days) counts[day(offset)] = (counts[day(offset)] ?? 0) + 1;
  return observation({
    at: moment(on, "00:00:10"),
    page: `activity_${signal}`,
    tallies: [{ signal, from: day(Math.min(on, ...days)), to: day(on), days: counts, bound: "at_least" }],
  });
}

/** The count of a signal in the window, without extrapolation. */
async function shown(host, signal) {
  const reply = await host.ask({ id: 1, type: "state", profile: { key: KEY }, at: moment(0, "00:00:30") });
  assert.equal(reply.ok, true, JSON.stringify(reply.error));
  for (const { signals } of reply.state.pillars)
    for (const { id, value, projected_from_days: seen } of signals)
      if (id === signal) return Math.round(((value ?? 0) * (seen || WINDOW)) / WINDOW);
  return 0;
}

const someActs = (roll, count, first, last) =>
  Array.from({ length: count }, (_, serial) => ({
    serial: 1000 + serial,
    offset: first + roll(last - first + 1),
    time: `${String(roll(24)).padStart(2, "0")}:${String(roll(60)).padStart(2, "0")}:00`,
  }));

test("an archive made before an act was undone does not restore it", async (t) => {
  for (const signal of Object.keys(FILES)) {
    const home = makeHome(t);
    const host = startHost(t, home);
    const acts = someActs(dice(4), 12, -30, -6);
    await host.ask(observation({ at: moment(-1, "00:00:05") }));
    const old = archive(home, signal, acts, -5, 1);
    const undone = acts[3];
    assert.equal((await host.ask(event(signal, undone.offset, -1))).ok, true);
    take(home, old);
    assert.equal(await shown(host, signal), 11, signal);
    take(home, old);
    assert.equal(await shown(host, signal), 11, `${signal}, again`);
    // A later archive knows that it was undone.
    take(
      home,
      archive(
        home,
        signal,
        acts.filter((act) => act !== undone),
        0,
        2,
      ),
    );
    assert.equal(await shown(host, signal), 11, `${signal}, later`);
    take(home, old);
    assert.equal(await shown(host, signal), 11, `${signal}, the old one last`);
    await host.end();
  }
});

test("importing the archive of the undo's day again changes nothing", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  const acts = someActs(dice(5), 12, -30, -6);
  const path = archive(home, "comments", acts, 0);
  await host.ask(observation({ at: moment(0, "00:00:05") }));
  take(home, path);
  assert.equal(await shown(host, "comments"), 12);
  await host.ask(event("comments", acts[0].offset, -1));
  assert.equal(await shown(host, "comments"), 11);
  take(home, path);
  assert.equal(await shown(host, "comments"), 11);
  await host.end();
});

test("a reaction to an older post is subtracted from the page's count of that post", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  // Two reactions of three days ago, to posts of five and of ten days ago.
  await host.ask(visit("reactions", [-5, -10], -2));
  assert.equal(await shown(host, "reactions"), 2);
  await host.ask(event("reactions", -3, -1));
  assert.equal(await shown(host, "reactions"), 1);
  await host.ask(event("reactions", -3, -1));
  assert.equal(await shown(host, "reactions"), 0);
  // The page before it, sent late.
  await host.ask(visit("reactions", [-5, -10], -1));
  assert.equal(await shown(host, "reactions"), 0);
  await host.end();
});

test("undone acts are exported too", async (t) => {
  const [home, other] = [makeHome(t), makeHome(t)];
  const host = startHost(t, home);
  const acts = someActs(dice(6), 12, -30, -6);
  await host.ask(observation({ at: moment(-1, "00:00:05") }));
  await host.ask(event("comments", acts[3].offset, -1));
  const path = join(home, "export.json");
  writeFileSync(path, bussola(home, ["export"]));
  bussola(other, ["import", path]);
  assert.match(readFileSync(path, "utf8"), /"undone":\[\{/);
  take(other, archive(other, "comments", acts, -5));
  const there = startHost(t, other);
  assert.equal(await shown(there, "comments"), 11);
  // In both directions, and into itself: an undo that both have noted is applied once.
  writeFileSync(path, bussola(other, ["export"]));
  for (const place of [home, other]) bussola(place, ["import", path]);
  for (const one of [host, there]) assert.equal(await shown(one, "comments"), 11);
  await host.end();
  await there.end();
});

test("a list that starts later on the same day keeps what was before it", async (t) => {
  const at = (offset, time, serial) => ({ offset, time, serial });
  const early = [at(-20, "08:00:00", 1), at(-20, "09:00:00", 2)];
  const late = [at(-20, "14:00:00", 3), at(-12, "10:00:00", 4)];
  const lists = [
    [[...early, ...late], -9],
    [late, -4],
  ];
  for (const order of [lists, [...lists].reverse()]) {
    const home = makeHome(t);
    const host = startHost(t, home);
    await host.ask(observation({ at: moment(-1, "00:00:05") }));
    for (const [index, [acts, made]] of order.entries())
      take(home, archive(home, "comments", acts, made, index));
    assert.equal(await shown(host, "comments"), 4);
    // The same first act: the later list wins.
    const fewer = [...early.slice(0, 1), ...late];
    take(home, archive(home, "comments", fewer, 0, 9));
    assert.equal(await shown(host, "comments"), 3);
    await host.end();
  }
});

/** Simulates days: acts, each seen or not as it happens, undone, listed by pages and archives. */
async function walk(t, seed) {
  const roll = dice(seed);
  const home = makeHome(t);
  const host = startHost(t, home);
  const acts = [];
  /** Archives that were made and are not imported yet. */
  const held = [];
  const signal = "comments";
  const standing = () => acts.filter(({ undone }) => !undone);
  await host.ask(observation({ at: moment(-SPAN, "00:00:05") }));
  for (let today = -SPAN; today <= -1; today += 1) {
    for (let n = roll(3); n > 0; n -= 1) {
      const isSent = roll(2) === 0;
      acts.push({ serial: 1000 + acts.length, offset: today, time: "00:00:01", isSent });
      if (isSent) await host.ask(event(signal, today, 1, today));
    }
    // Not on a day with an archive, because its name does not say which came first.
    if (roll(3) > 0) {
      const [act] = standing().filter(({ offset }) => offset < today && roll(4) === 0);
      if (act) {
        act.undone = true;
        await host.ask(event(signal, act.offset, -1, today));
      }
    } else if (roll(2) === 0) {
      const rows = standing();
      if (rows.length > 0) held.push(archive(home, signal, rows, today, acts.length * 100 + today + SPAN));
    }
    if (roll(4) === 0 && standing().length > 0) {
      const newest = standing()
        .reverse()
        .slice(0, 1 + roll(12));
      await host.ask(
        visit(
          signal,
          newest.map(({ offset }) => offset),
          today,
        ),
      );
    }
    if (held.length > 0 && roll(5) === 0) take(home, held.splice(roll(held.length), 1)[0]);
    const number = await shown(host, signal);
    assert.ok(number <= standing().length, `walk ${seed}, day ${today}: ${number} of ${standing().length}`);
  }
  take(home, archive(home, signal, standing(), 0, 99999));
  for (const path of held) take(home, path);
  assert.equal(await shown(host, signal), standing().length, `walk ${seed}`);
  await host.end();
}

test("acts, undos, pages and archives of any age in any order: never more than present", async (t) => {
  for (let seed = 1; seed <= 12; seed += 1) await walk(t, seed);
});
