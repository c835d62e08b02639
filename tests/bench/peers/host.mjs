/**
 * The host's main job in Node: takes an observation, stores its rows and returns a scored state.
 */

import { readFileSync, readSync, writeSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

const [database, modelFile] = process.argv.slice(2);
const model = JSON.parse(readFileSync(modelFile, "utf8"));
const db = new DatabaseSync(database);
db.exec(`PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
  CREATE TABLE IF NOT EXISTS request(id TEXT PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS gauge(profile TEXT, signal TEXT, at TEXT, value INTEGER, bound TEXT,
    PRIMARY KEY(profile, signal, at));
  CREATE TABLE IF NOT EXISTS tally(profile TEXT, signal TEXT, day TEXT, count INTEGER,
    PRIMARY KEY(profile, signal, day));
  CREATE TABLE IF NOT EXISTS snapshot(profile TEXT, day TEXT, total REAL, PRIMARY KEY(profile, day))`);
const addRequest = db.prepare("INSERT OR IGNORE INTO request VALUES(?)");
const addGauge = db.prepare("INSERT OR REPLACE INTO gauge VALUES(?,?,?,?,?)");
const addTally = db.prepare(
  "INSERT INTO tally VALUES(?,?,?,?) ON CONFLICT DO UPDATE SET count = max(count, excluded.count)",
);
const addSnapshot = db.prepare("INSERT OR REPLACE INTO snapshot VALUES(?,?,?)");
const gauges = db.prepare("SELECT signal, value FROM gauge WHERE profile=? GROUP BY signal HAVING max(at)");
const tallies = db.prepare("SELECT signal, sum(count) AS value FROM tally WHERE profile=? GROUP BY signal");

function points(row, value) {
  if (row.curve === "flag") return value ? row.points : 0;
  const share = row.curve === "log" ? Math.log1p(value) / Math.log1p(row.target) : value / row.target;
  return row.points * Math.min(1, share);
}

function observe(message) {
  const profile = message.profile.key;
  db.exec("BEGIN IMMEDIATE");
  addRequest.run(message.request);
  for (const { signal, value, bound } of message.gauges) {
    addGauge.run(profile, signal, message.at, value, bound);
  }
  for (const { signal, days } of message.tallies) {
    for (const [day, count] of Object.entries(days)) addTally.run(profile, signal, day, count);
  }
  const values = new Map([...gauges.all(profile), ...tallies.all(profile)].map((r) => [r.signal, r.value]));
  const pillars = new Map();
  for (const row of model.rows) {
    const value = values.get(row.signal) ?? null;
    const signal = { id: row.signal, value, max: row.points, points: points(row, value ?? 0) };
    pillars.set(row.pillar, [...(pillars.get(row.pillar) ?? []), signal]);
  }
  const state = [...pillars].map(([id, signals]) => {
    return { id, score: signals.reduce((sum, s) => sum + s.points, 0), max: 25, signals };
  });
  const total = state.reduce((sum, p) => sum + p.score, 0);
  addSnapshot.run(profile, message.at.slice(0, 10), total);
  db.exec("COMMIT");
  return { id: message.id, ok: true, type: "observe", state: { total, pillars: state } };
}

/** Reads exactly `size` bytes of standard input; null at its end. */
function read(size) {
  const buffer = Buffer.alloc(size);
  for (let at = 0; at < size;) {
    const got = readSync(0, buffer, at, size - at);
    if (got === 0) return null;
    at += got;
  }
  return buffer;
}

for (let header = read(4); header; header = read(4)) {
  const reply = Buffer.from(JSON.stringify(observe(JSON.parse(read(header.readUInt32LE()).toString()))));
  const frame = Buffer.alloc(4 + reply.length);
  frame.writeUInt32LE(reply.length);
  reply.copy(frame, 4);
  writeSync(1, frame);
}
