/**
 * Acts from the page, from whole archives, from archives with undated rows and from events, in any
 * order and zone: the number shown never exceeds the acts done, is never below the best source, and
 * is exact once a whole archive covers it.
 */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cliWith } from "../../lib/command.mjs";
import { zip } from "../../fixtures/archives/zip.mjs";
import { dice } from "../lib/dice.mjs";
import { day, makeHome, moment, observation, startHost } from "../../lib/host.mjs";

const WINDOW = 90;
const SPAN = 50;
const ACTS = 90;

const link = (act) => `https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7${act.serial}`;

/** By signal: the archive's file, and a row with or without a date. */
const FILES = {
  comments: ["Comments.csv", "Date,Link,Message", (date, act) => `${date},${link(act)},x`],
  reactions: ["Reactions.csv", "Date,Type,Link", (date, act) => `${date},LIKE,${link(act)}`],
  reposts: ["InstantReposts.csv", "Date,Link", (date, act) => `${date},${link(act)}`],
};
const BY_POST = new Set(["reactions", "reposts"]);

/** Acts of the last days before today, each about a post up to a week older. */
function someActs(roll) {
  return Array.from({ length: ACTS }, (_, serial) => {
    const offset = -1 - roll(SPAN - 1);
    const time = `${String(roll(24)).padStart(2, "0")}:${String(roll(60)).padStart(2, "0")}:00`;
    return { serial: 1000 + serial, offset, time, post: offset - roll(8) };
  }).sort((a, b) => b.offset - a.offset || (a.time < b.time ? 1 : -1));
}

function writeArchive(home, serial, parts, made) {
  const [year, month, date] = day(made).split("-");
  const path = join(home, `${serial} Complete_LinkedInDataExport_${month}-${date}-${year}.zip`);
  const files = {};
  for (const [signal, acts] of Object.entries(parts)) {
    const [name, head, row] = FILES[signal];
    const rows = acts.map((act) => row(act.undated ? "" : `${day(act.offset)} ${act.time}`, act));
    files[name] = `${[head, ...rows].join("\n")}\n`;
  }
  writeFileSync(path, zip(files));
  return path;
}

function importArchive(home, path, zone) {
  const { code, err } = cliWith({ TZ: zone }, home, "import", "--profile", "ines-prova", path);
  assert.equal(code, 0, err);
}

/** The count of a signal in the window, without extrapolation. */
async function shown(host, signal) {
  const reply = await host.ask({
    id: 1,
    type: "state",
    profile: { key: "ines-prova" },
    at: moment(0, "00:00:30"),
  });
  assert.equal(reply.ok, true, JSON.stringify(reply.error));
  for (const { signals } of reply.state.pillars)
    for (const { id, value, projected_from_days: seen } of signals)
      if (id === signal) return Math.round(((value ?? 0) * (seen || WINDOW)) / WINDOW);
  return 0;
}

/** A visit that loads the newest acts. */
function visit(signal, acts, loaded) {
  const days = {};
  const dates = acts.slice(0, loaded).map((act) => (BY_POST.has(signal) ? act.post : act.offset));
  for (const date of dates) days[day(date)] = (days[day(date)] ?? 0) + 1;
  const from = day(Math.min(...dates));
  return observation({
    at: moment(0, "00:00:10"),
    page: signal === "reposts" ? "activity_posts" : `activity_${signal}`,
    tallies: [{ signal, from, to: day(), days, bound: "at_least" }],
  });
}

async function walk(t, seed, zones) {
  const roll = dice(seed);
  const home = makeHome(t);
  const host = startHost(t, home);
  const acts = Object.fromEntries(Object.keys(FILES).map((signal) => [signal, someActs(roll)]));
  /** By signal, whether a whole archive made today was imported. */
  const whole = {};
  const best = Object.fromEntries(Object.keys(FILES).map((signal) => [signal, 0]));
  for (let step = 0; step < 9; step += 1) {
    const signal = Object.keys(FILES)[roll(3)];
    const mine = acts[signal];
    const what = roll(4);
    if (what === 0) {
      const loaded = 1 + roll(ACTS);
      await host.ask(visit(signal, mine, loaded));
      if (best[signal] >= 0) best[signal] = Math.max(best[signal], loaded);
    } else if (what === 1) {
      const act = mine[roll(ACTS)];
      if (!act.isSent)
        await host.ask(
          observation({
            at: moment(0, "00:00:10"),
            events: [{ signal, day: day(act.offset), count: 1 }],
          }),
        );
      act.isSent = true;
    } else {
      // Made today, or before the page's data begin; with undated rows, or whole.
      const made = roll(2) === 0 ? 0 : -roll(SPAN);
      const rows = mine.filter((act) => act.offset < made);
      if (rows.length < 2) continue;
      const said = rows.map((act) => ({
        ...act,
        undated: what === 2 && roll(3) > 0,
      }));
      said[rows.length - 1].undated = false;
      const lacks = said.some(({ undated }) => undated);
      importArchive(home, writeArchive(home, step, { [signal]: said }, made), zones[roll(zones.length)]);
      if (!lacks && made === 0) whole[signal] = true;
      // Dated by their posts, the page's acts after an older archive cannot be told from those in
      // it.
      if (!lacks && BY_POST.has(signal)) best[signal] = -Infinity;
      const dated = said.filter(({ undated }) => !undated).length;
      if (best[signal] >= 0) best[signal] = Math.max(best[signal], dated);
    }
    const number = await shown(host, signal);
    assert.ok(number <= ACTS, `walk ${seed}, step ${step}: ${signal} ${number} of ${ACTS}`);
    assert.ok(
      number >= best[signal],
      `walk ${seed}, step ${step}: ${signal} ${number}, seen ${best[signal]}`,
    );
    if (whole[signal]) assert.equal(number, ACTS, `walk ${seed}, step ${step}: ${signal}`);
  }
  await host.end();
}

test("undated rows never remove what another source has seen", async (t) => {
  for (let seed = 1; seed <= 12; seed += 1) await walk(t, seed, ["UTC"]);
});

test("a whole archive replaces what a browser in another zone has seen", async (t) => {
  const zones = ["Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kolkata"];
  for (let seed = 21; seed <= 28; seed += 1) await walk(t, seed, zones);
});

/** Forty invitations, every other one accepted; the others may have lost their dates. */
function invitations(undated) {
  const written = (offset) => new Date(`${day(offset)}T00:00:00Z`);
  const us = (date) =>
    `"${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear() % 100}, 9:41 AM"`;
  const plain = (date) =>
    `${date.getUTCDate()} ${date.toLocaleString("en-US", { month: "short", timeZone: "UTC" })} ${date.getUTCFullYear()}`;
  const mine = "https://www.linkedin.com/in/ines-prova";
  const sent = [];
  const connected = [];
  for (let i = 0; i < 40; i += 1) {
    const address = `https://www.linkedin.com/in/other-${i}`;
    const lost = i % 2 === 1 && i < 2 * undated;
    sent.push(`Ines Prova,Other ${i},${lost ? "" : us(written(i - 60))},,OUTGOING,${mine},${address}`);
    if (i % 2 === 0) connected.push(`Other,${i},${address},,,,${plain(written(i - 58))}`);
  }
  return {
    "Invitations.csv": `From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n${sent.join("\n")}\n`,
    "Connections.csv": `First Name,Last Name,URL,Email Address,Company,Position,Connected On\n${connected.join("\n")}\n`,
  };
}

test("a rate is unknown when many of the acts in its denominator have no date", async (t) => {
  for (const [undated, least, most] of [
    [0, 0.5, 0.5],
    [1, 0.5, 0.52],
    [20, null, null],
  ]) {
    const home = makeHome(t);
    const host = startHost(t, home);
    await host.ask(observation({ at: moment(0, "00:00:10") }));
    const [year, month, date] = day().split("-");
    const path = join(home, `Complete_LinkedInDataExport_${month}-${date}-${year}.zip`);
    writeFileSync(path, zip(invitations(undated)));
    importArchive(home, path, "UTC");
    const reply = await host.ask({
      id: 1,
      type: "state",
      profile: { key: "ines-prova" },
      at: moment(0, "00:00:30"),
    });
    const { value } = reply.state.pillars
      .flatMap(({ signals }) => signals)
      .find(({ id }) => id === "acceptance_rate");
    assert.ok(least === null ? value === null : value >= least && value <= most, `${undated}: ${value}`);
    await host.end();
  }
});
