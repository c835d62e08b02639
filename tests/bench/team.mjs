/**
 * A team's server: rows per second of `bussola push` compared with the server's own import of the same
 * lines, and a node with many members. Needs Debian's packages victoria-metrics and curl. From the
 * environment: ROWS (days of one member), ROUNDS, MEMBERS and DAYS of the node (MEMBERS=0: none),
 * EVERY (days from one sample of a series to the next), ASKED (how often each question is asked).
 */

import assert from "node:assert/strict";
import { cpSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { partQuery, pillarQuery, QUERIES, searchQuery } from "../../extension/board/queries.ts";
import { makeDirectory } from "../lib/host.mjs";
import { CLI } from "../lib/paths.mjs";
import { until } from "../lib/wait.mjs";
import { DAY_MS, daysAgo, finish, makeMember, NOW, past, tell } from "../team/lib/members.mjs";
import { startNode } from "../team/lib/servers.mjs";

const number = (name, otherwise) => Number(process.env[name] ?? otherwise);
const ROWS = number("ROWS", 3650);
const ROUNDS = number("ROUNDS", 9);
const MEMBERS = number("MEMBERS", 100_000);
const DAYS = number("DAYS", 90);
const EVERY = number("EVERY", 1);
const ASKED = number("ASKED", 20);
const GOAL = 0.8;
const MERGE_MS = 300_000;

const say = (line = "") => console.log(line);
const at = (values, share) => [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1];
const spread = (values) =>
  `${at(values, 0.5).toFixed(0)} (${at(values, 0.1).toFixed(0)}–${at(values, 0.9).toFixed(0)})`;

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/* ---- delivery ---- */

/** A server that keeps what it gets. */
async function startRecorder(t) {
  const lines = [];
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    lines.push(gunzipSync(Buffer.concat(parts)));
    response.writeHead(204).end();
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => new Promise((done) => (server.closeAllConnections(), server.close(done))));
  return { url: `http://127.0.0.1:${server.address().port}`, lines };
}

const begin = (place, url, ...more) =>
  finish(CLI, ["push", "--to", url, "--from", daysAgo(ROWS - 1), "--yes", ...more], place);

/** The lines of a member, and another member with the same days, none of which the node has. */
async function prepare(t, node, closed) {
  const recorder = await startRecorder(t);
  const told = makeMember(t, 2);
  await tell(told.place, past(2, ROWS));
  assert.equal((await begin(told.place, recorder.url)).code, 0);
  const waiting = makeMember(t, 2);
  await tell(waiting.place, past(2, ROWS));
  await node.stop();
  assert.equal((await begin(waiting.place, node.url, "--push-seconds", "1")).code, 1, closed);
  await node.start();
  return { lines: Buffer.concat(recorder.lines), place: waiting.place };
}

async function benchDelivery(t) {
  const root = makeDirectory(t, "bussola-bench-");
  const node = await startNode(t, join(root, "data"));
  const { lines, place } = await prepare(t, node, "the node is stopped");
  const [file, empty] = [join(root, "lines"), join(root, "empty")];
  writeFileSync(file, lines);
  writeFileSync(empty, "");
  const rows = lines.toString().split("\n").length - 1;
  const data = join(place.directory, ".local/share/bussola");
  cpSync(data, `${data}.waiting`, { recursive: true });
  const push = async () => assert.equal((await finish(CLI, ["push"], place)).code, 0);
  const post = (path) =>
    finish("/usr/bin/curl", ["-sf", "--data-binary", `@${path}`, `${node.url}/write?precision=ms`], place);
  const times = { push: [], nothing: [], import: [], empty: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    rmSync(data, { recursive: true });
    cpSync(`${data}.waiting`, data, { recursive: true });
    const one = {
      push: await timed(push),
      nothing: await timed(push),
      import: await timed(() => post(file)),
      empty: await timed(() => post(empty)),
    };
    // The first round makes the series.
    if (round > 0) for (const [name, value] of Object.entries(one)) times[name].push(value);
  }
  await node.stop();
  const middle = Object.fromEntries(Object.entries(times).map(([name, values]) => [name, at(values, 0.5)]));
  const rate = (milliseconds) => Math.round((rows / milliseconds) * 1000);
  const ratio = (middle.import - middle.empty) / (middle.push - middle.nothing);
  say(
    `Delivery of ${rows} rows in ${lines.length} bytes, ${ROUNDS} rounds; milliseconds: median (10th–90th)`,
  );
  say(`  bussola push, all of it        ${spread(times.push)}`);
  say(`  bussola push, nothing waits    ${spread(times.nothing)}`);
  say(`  curl of the same lines         ${spread(times.import)}`);
  say(`  curl of an empty file          ${spread(times.empty)}`);
  say(
    `  rows per second without start and end: ${rate(middle.push - middle.nothing)}, import ${rate(middle.import - middle.empty)};` +
      ` ratio ${ratio.toFixed(2)} (goal ${GOAL}); with them ${(middle.import / middle.push).toFixed(2)}`,
  );
}

/* ---- a large node ---- */

const NOON = Math.floor(NOW / DAY_MS) * DAY_MS - DAY_MS / 2;
const BATCH = 4000;
const AT_ONCE = 2;

/** 15 series of a member on a day, `ago` days before yesterday. */
function lineOf(member, ago) {
  const seed = Math.abs(Math.sin(member * 127.1) * 43758.5453) % 1;
  const level = 15 + 70 * seed;
  const index = level + (DAYS - ago) * 0.03 * (seed - 0.3) + ((member + ago) % 7) * 0.1;
  const part = (share) => (index * share).toFixed(1);
  const count = (mean) => Math.round(mean * seed * (1 + ((member * ago) % 5) / 20));
  return (
    `bussola,member=${member.toString(16).padStart(32, "0")} kind=1,index=${index.toFixed(1)},` +
    `error=${(1 + (ago % 30) / 10).toFixed(1)},brand=${part(0.3)},people=${part(0.2)},insights=${part(0.2)},` +
    `relationships=${part(0.3)},posts=${count(30)},posts_bound=1,comments=${count(80)},comments_bound=1,` +
    `connections=${300 + Math.round(900 * seed) + DAYS - ago},connections_bound=0,` +
    `inmail_replies=${count(4)},inmail_replies_bound=1 ${NOON - ago * DAY_MS + 1}\n`
  );
}

const SERIES = 15;

async function send(node, body) {
  const reply = await fetch(`${node.url}/write?precision=ms`, { method: "POST", body });
  assert.equal(reply.status, 204, await reply.text());
}

/** The days on which members send, the oldest first; the last one is yesterday. */
const agos = Array.from({ length: Math.ceil(DAYS / EVERY) }, (_, index) => index * EVERY).reverse();

/** Day by day, as members send. */
async function fill(node) {
  let sending = [];
  for (const ago of agos)
    for (let first = 0; first < MEMBERS; first += BATCH) {
      let body = "";
      for (let member = first; member < Math.min(MEMBERS, first + BATCH); member++)
        body += lineOf(member, ago);
      sending.push(send(node, body));
      if (sending.length === AT_ONCE) {
        await Promise.all(sending);
        sending = [];
      }
    }
  await Promise.all(sending);
}

async function metrics(node) {
  const text = await (await fetch(`${node.url}/metrics`)).text();
  const sum = (name) =>
    text
      .split("\n")
      .filter((line) => line.startsWith(name))
      .reduce((all, line) => all + Number(line.split(" ").pop()), 0);
  return {
    resident: sum("process_resident_memory_bytes"),
    peak: sum("process_resident_memory_peak_bytes"),
    cpu: sum("process_cpu_seconds_total"),
    merges: sum("vm_active_merges") + sum("vm_pending_rows"),
  };
}

function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((all, entry) => all + statSync(join(entry.parentPath, entry.name)).size, 0);
}

/** The board's questions of a large team. */
function questions() {
  const end = NOON / 1000 + 43_199;
  const instant = (query) => ({ path: "query", query, time: end });
  const quarter = (query) => ({
    path: "query_range",
    query,
    start: end - 13 * 7 * 86_400,
    end,
    step: 7 * 86_400,
  });
  return {
    "members of the last 31 days": instant(partQuery("kind")),
    "indexes by week, a quarter": quarter(QUERIES.indexes),
    "changes in 28 days": instant(QUERIES.changes),
    "a pillar": instant(pillarQuery("brand")),
    "find by name": instant(searchQuery("ada", 100)),
  };
}

async function ask(node, { path, ...query }) {
  const body = new URLSearchParams({ ...query, nocache: "1" });
  const reply = await fetch(`${node.url}/api/v1/${path}`, { method: "POST", body });
  const { status, error } = await reply.json();
  assert.equal(status, "success", error);
}

const MIB = 1024 * 1024;

async function benchNode(t) {
  const folder = join(makeDirectory(t, "bussola-bench-"), "data");
  const node = await startNode(t, folder);
  const samples = MEMBERS * agos.length * SERIES;
  say(
    `\n${MEMBERS} simulated members × ${SERIES} series × ${agos.length} of ${DAYS} days = ${samples} samples on one node`,
  );
  const took = await timed(() => fill(node));
  await fetch(`${node.url}/internal/force_flush`);
  say(
    `  written in ${(took / 1000).toFixed(0)} s, ${Math.round((samples / took) * 1000)} samples per second`,
  );
  const { resident, peak } = await metrics(node);
  say(`  memory: ${(resident / MIB).toFixed(0)} MiB resident, ${(peak / MIB).toFixed(0)} MiB at most`);
  await fetch(`${node.url}/internal/force_merge`);
  await until("the merges ended", async () => (await metrics(node)).merges === 0, MERGE_MS);
  const bytes = sizeOf(folder);
  const data = sizeOf(join(folder, "data"));
  say(
    `  disk: ${(bytes / MIB).toFixed(0)} MiB, ${(bytes / samples).toFixed(2)} bytes per sample with the index,` +
      ` ${(data / samples).toFixed(2)} without`,
  );
  say(`  the board's questions, ${ASKED} times each: median and 95th percentile in ms, ms of a processor`);
  const all = [];
  const row = (name, times, cpu) => {
    const figures = [at(times, 0.5), at(times, 0.95), cpu].map((value) => value.toFixed(0).padStart(7));
    say(`    ${name.padEnd(32)}${figures.join("")}`);
  };
  for (const [name, question] of Object.entries(questions())) {
    const times = [];
    const before = await metrics(node);
    for (let i = 0; i < ASKED; i++) times.push(await timed(() => ask(node, question)));
    all.push(...times);
    row(name, times, (((await metrics(node)).cpu - before.cpu) / ASKED) * 1000);
  }
  say(`    95th percentile of all: ${at(all, 0.95).toFixed(0)} ms`);
  const after = await metrics(node);
  say(
    `  memory after the questions: ${(after.resident / MIB).toFixed(0)} MiB, ${(after.peak / MIB).toFixed(0)} MiB at most`,
  );
  await node.stop();
}

const ends = [];
const t = { after: (end) => ends.unshift(end) };
try {
  say(`${cpus()[0].model}, ${cpus().length} cores, ${(totalmem() / MIB / 1024).toFixed(0)} GiB`);
  if (ROUNDS > 0) await benchDelivery(t);
  if (MEMBERS > 0) await benchNode(t);
} finally {
  for (const end of ends) await end();
}
