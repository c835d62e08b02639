/** A host's peak memory: no input makes it grow beyond 16 MB. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { IMPORT, withinBudget } from "../../lib/paths.mjs";
import { member, NAME } from "../../fixtures/archives/member.mjs";
import { zip } from "../../fixtures/archives/zip.mjs";
import { day, frame, header, makeHome, moment, observation, startHost } from "../../lib/host.mjs";

const MIB = 1024 * 1024;
const MOST_KB = 16 * 1024;
const VALUES_MOST = 20_000;

/** The process' peak memory since its start, in KB. */
function peak(host) {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${host.pid}/status`, "utf8"))[1]);
}

function small(t, host, what) {
  t.diagnostic(`${what}: ${peak(host)} KB at its most`);
  assert.ok(peak(host) <= MOST_KB, `${what}: ${peak(host)} KB`);
}

/** A request with `x` as an unknown member, of 1 MiB at most. */
function request(x) {
  const text = `{"id":1,"type":"profiles","x":${x}}`;
  assert.ok(text.length <= MIB, String(text.length));
  return text;
}

const many = (count, item) => Array.from({ length: count }, (_, i) => item(i)).join(",");
const wide = Math.floor(MIB / VALUES_MOST) - 5;

const texts = {
  "nested as deep as 1 MiB goes": "[".repeat(MIB),
  "nested in objects as deep as 1 MiB goes": '{"":'.repeat(MIB / 4),
  "as many values as are read": request(`[${many(VALUES_MOST - 10, () => "0")}]`),
  "as many values as are read, wide": request(`[${many(VALUES_MOST - 100, () => `"${"x".repeat(wide)}"`)}]`),
  "as many empty objects as are read": request(`[${many(VALUES_MOST - 10, () => "{}")}]`),
  "as many names as are read, in one object": request(`{${many(VALUES_MOST - 10, (i) => `"n${i}":0`)}}`),
  "names that differ at their ends": request(
    `{${many(VALUES_MOST - 100, (i) => `"${"n".repeat(wide - 10)}${i}":0`)}}`,
  ),
  "half a million values": `[${"0,".repeat(MIB / 2 - 2)}0]`,
  "one string of 1 MiB": request(`"${"x".repeat(MIB - 40)}"`),
  "one string of escapes": request(`"${"\\u00e9".repeat(MIB / 6 - 8)}"`),
  "one name of 1 MiB": request(`{"${"x".repeat(MIB - 50)}":0}`),
  "bytes that are nothing": Buffer.alloc(MIB, 0xff),
};

test("a message of any shape", withinBudget, async (t) => {
  const host = startHost(t, makeHome(t));
  for (const [name, text] of Object.entries(texts)) {
    const reply = await host.ask(text);
    assert.equal(typeof reply.ok, "boolean");
    small(t, host, name);
  }
  await host.write(header(64 * MIB));
  assert.equal((await host.read()).error.code, "too_large");
  for (let i = 0; i < 64; i++) await host.write(Buffer.alloc(MIB, 0x20));
  assert.equal((await host.ask({ id: 2, type: "profiles" })).ok, true);
  small(t, host, "a frame of 64 MiB");
});

const TALLIES = [
  ...["posts", "comments", "reactions", "reposts", "messages_sent", "new_connections", "people_searches"],
  ...["profiles_viewed", "invitations_sent", "invitations_accepted", "threads_started", "threads_answered"],
];
const YEARS = 10;

/** Days of one tally, from `from` days ago until `to` days ago. */
function tally(signal, from, to) {
  const days = {};
  for (let i = from; i >= to; i--) days[day(-i)] = 1 + (i % 5);
  return { signal, from: day(-from), to: day(-to), days };
}

/** Ten years of a busy user: every tally on every day, a reading of LinkedIn's every four weeks. */
async function live(host) {
  const span = 365 * YEARS;
  for (let i = 0; i < TALLIES.length; i += 4) {
    const tallies = TALLIES.slice(i, i + 4).map((signal) => tally(signal, span, 0));
    const reply = await host.ask(observation({ tallies }));
    assert.equal(reply.ok, true, JSON.stringify(reply.error));
  }
  for (let ago = span; ago >= 0; ago -= 28) {
    const part = 10 + (ago % 13);
    const pillars = { brand: part, people: part, insights: part, relationships: part };
    const gauges = ["connections", "followers", "endorsements", "profile_views"].map((signal) => ({
      signal,
      value: 10_000 - ago,
      bound: "exact",
    }));
    const read = observation({ at: moment(-ago), gauges: gauges.slice(0, 3) });
    const reply = await host.ask({ ...read, official: { total: 4 * part, pillars } });
    assert.equal(reply.ok, true, JSON.stringify(reply.error));
  }
}

async function exportAll(host, format) {
  let pieces = 0;
  for (let cursor; cursor !== null; pieces++) {
    const reply = await host.ask({ id: 3, type: "export", format, ...(cursor ? { cursor } : {}) });
    assert.equal(reply.ok, true, JSON.stringify(reply.error));
    ({ cursor } = reply);
  }
  return pieces;
}

test("ten years of history, received and exported", withinBudget, async (t) => {
  const host = startHost(t, makeHome(t));
  await live(host);
  small(t, host, "ten years taken in");
  for (const step of ["day", "week", "month", "auto"]) {
    const reply = await host.ask({ id: 2, type: "history", step });
    assert.equal(reply.ok, true, JSON.stringify(reply.error));
    if (step === "day") assert.ok(reply.series.day.length > 365 * YEARS);
  }
  small(t, host, "history");
  const why = await host.ask({ id: 2, type: "why", from: day(-365 * YEARS), to: day() });
  assert.equal(why.ok, true, JSON.stringify(why.error));
  small(t, host, "why");
  for (const format of ["json", "csv"]) {
    assert.ok((await exportAll(host, format)) > 1);
    small(t, host, `export as ${format}`);
  }
  assert.equal((await host.ask({ id: 4, type: "forget", all: true })).ok, true);
  small(t, host, "forget");
});

/** From LinkedIn's launch in 2003 to 2026. */
const DAYS_OF_LINKEDIN = 23 * 365;

test("every count on every day since LinkedIn's launch", withinBudget, async (t) => {
  const host = startHost(t, makeHome(t));
  const span = DAYS_OF_LINKEDIN;
  for (const signal of [...TALLIES, "inmails_sent", "inmail_replies", "votes", "advanced_searches"]) {
    const reply = await host.ask(observation({ tallies: [tally(signal, span, 0)] }));
    assert.equal(reply.ok, true, JSON.stringify(reply.error));
  }
  small(t, host, "taken in");
  for (const request of [
    { type: "history", step: "day" },
    { type: "state", at: moment(-4000) },
    { type: "why", from: day(-span), to: day() },
  ]) {
    const reply = await host.ask({ id: 2, ...request });
    assert.equal(reply.ok, true, JSON.stringify(reply.error));
    small(t, host, request.type);
  }
});

test("many users with the longest names", withinBudget, async (t) => {
  const host = startHost(t, makeHome(t));
  for (let i = 0; i < 300; i++) {
    const key = String(i).padEnd(128, "k");
    const aliases = Array.from({ length: 8 }, (_, n) => `${n}${key}`.slice(0, 128));
    const reply = await host.ask(observation({ profile: { key, aliases, label: "é".repeat(60) } }));
    assert.equal(reply.ok, true, JSON.stringify(reply.error));
  }
  assert.equal(typeof (await host.ask({ id: 1, type: "profiles" })).ok, "boolean");
  small(t, host, "300 members");
});

test("an archive of 10 MB", withinBudget, async (t) => {
  const host = startHost(t, makeHome(t), { program: IMPORT });
  const noise = Buffer.alloc(10 * MIB);
  for (let i = 0; i < noise.length; i += 4) noise.writeUInt32LE(Math.imul(i, 2654435761) >>> 0, i);
  const archive = zip({ ...member(), "photo.jpg": noise });
  let reply = await host.ask({ id: 1, type: "import", file: { name: NAME, size: archive.length } });
  while (reply.need || reply.progress) {
    if (reply.need) {
      const { offset, length } = reply.need;
      const bytes = archive.subarray(offset, offset + length).toString("base64");
      await host.write(frame({ id: 1, type: "bytes", bytes }));
    }
    reply = await host.read();
  }
  assert.equal(reply.ok, true, JSON.stringify(reply.error));
  small(t, host, "an archive");
});
