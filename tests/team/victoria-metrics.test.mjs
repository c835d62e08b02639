/**
 * bussola push to a team's servers: two nodes of VictoriaMetrics that vmagent writes to, behind
 * vmauth, on the loopback. Needs Debian's package victoria-metrics. MEMBERS and DAYS (of each
 * member) are read from the environment.
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { inside } from "../lib/database.mjs";
import { until } from "../lib/wait.mjs";
import { CLI } from "../protocol/cli/lib.mjs";
import { answersOf } from "../protocol/cli/push-answers.mjs";
import {
  DAY_MS,
  dateOf,
  daysAgo,
  finish,
  makeMember,
  NOW,
  observation,
  past,
  push,
  tell,
} from "./lib/members.mjs";
import { startTeam, TOKEN } from "./lib/servers.mjs";

const MEMBERS = Number(process.env.MEMBERS ?? 24);
const DAYS = Number(process.env.DAYS ?? 120);
const AT_ONCE = 4;
/** For vmagent, which retries a node that was killed after up to a minute. */
const ARRIVAL_MS = 180_000;

/** `seconds`: how long a post may take, and by which the waits between tries are limited. */
const begin = ({ place }, team, seconds = 30) =>
  finish(
    CLI,
    [
      "push",
      "--to",
      team.url,
      "--from",
      daysAgo(DAYS - 1),
      "--token",
      "--yes",
      "--push-seconds",
      String(seconds),
    ],
    place,
    `${TOKEN}\n`,
  );

const assertDone = ({ code, err }) => assert.equal(code, 0, err);

/** Does the work for every item, a few at once. */
async function each(items, work) {
  const left = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left.length > 0) await work(left.shift());
    }),
  );
}

/* ---- what the servers answer ---- */

const databaseOf = ({ place }) => join(place.directory, ".local/share/bussola/bussola.db");

/** Raw samples; also those of today's noon before it is noon, which an export leaves out by default. */
async function samples(node, match) {
  const range = new URLSearchParams({ "match[]": match, start: "0", end: String((NOW + 2 * DAY_MS) / 1000) });
  const reply = await fetch(`${node.url}/api/v1/export?${range}`);
  assert.ok(reply.ok, `${match}: ${reply.status}`);
  const text = await reply.text();
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** Every value that a node has of a member, the last of each day, from its raw samples. */
async function exported(node, name) {
  const answers = new Map();
  for (const { metric, values, timestamps } of await samples(node, `{member="${name}"}`)) {
    const field = metric.__name__.replace(/^bussola_/, "");
    const order = timestamps.map((time, i) => [time, values[i]]).sort(([a], [b]) => a - b);
    for (const [time, value] of order) answers.set(`${name} ${field} ${dateOf(time)}`, value);
  }
  return answers;
}

/** The same by a query, as a board asks: of every day that is over. */
async function queried(url, name) {
  const query = new URLSearchParams({
    query: `last_over_time({__name__=~"bussola_.*",member="${name}"}[1d])`,
    start: String(Date.parse(`${daysAgo(DAYS - 1)}T23:59:59Z`) / 1000),
    end: String(Date.parse(`${daysAgo(1)}T23:59:59Z`) / 1000),
    step: "1d",
    nocache: "1",
  });
  const reply = await fetch(`${url}/api/v1/query_range?${query}`, {
    headers: { Authorization: `Bearer ${TOKEN}` },
  });
  const { status, data } = await reply.json();
  assert.equal(status, "success");
  const answers = new Map();
  for (const { metric, values } of data.result)
    for (const [time, value] of values)
      answers.set(
        `${name} ${metric.__name__.replace(/^bussola_/, "")} ${dateOf(time * 1000)}`,
        Number(value),
      );
  return answers;
}

const without = (answers, date) => new Map([...answers].filter(([key]) => !key.endsWith(` ${date}`)));

const flush = (node) => fetch(`${node.url}/internal/force_flush`);

/** The first few values that differ: "name field date", what was found and what is right. */
function differences(found, right) {
  const keys = new Set([...found.keys(), ...right.keys()]);
  const all = [...keys].filter((key) => found.get(key) !== right.get(key));
  return all.slice(0, 5).map((key) => [key, found.get(key), right.get(key), all.length]);
}

/** vmagent writes to the nodes in its own time: waits for equal answers, then asks as a board does. */
async function assertEqualNumbers(node, { name, answers }) {
  let left;
  const arrived = async () => {
    await flush(node);
    left = differences(await exported(node, name), answers);
    return left.length === 0;
  };
  await until("every value arrived", arrived, ARRIVAL_MS).catch(() => assert.deepEqual(left, []));
  await assertAnswers(node.url, { name, answers });
}

async function assertAnswers(url, { name, answers }) {
  assert.deepEqual(differences(await queried(url, name), without(answers, daysAgo(0))), []);
}

test(
  `${MEMBERS} members × ${DAYS} days: both nodes answer every value of the databases`,
  { timeout: 3_600_000 },
  async (t) => {
    const team = await startTeam(t);
    const [first, second] = team.nodes;
    const members = Array.from({ length: MEMBERS }, (_, number) => makeMember(t, number));
    await each(members, ({ number, place }) => tell(place, past(number, DAYS)));

    const third = Math.ceil(MEMBERS / 3);
    const [calm, killed, cut] = [0, 1, 2].map((part) => members.slice(part * third, (part + 1) * third));
    await each(calm, async (member) => assertDone(await begin(member, team)));

    // A node is killed while members push; the other one and vmagent's queue take everything.
    let done = 0;
    await each(killed, async (member) => {
      assertDone(await begin(member, team));
      if (++done === Math.ceil(killed.length / 3)) await second.stop("SIGKILL");
    });

    // The network is cut: members keep their days, and send them once it is back.
    await team.auth.stop("SIGKILL");
    await each(cut, async (member) => {
      const { code, err } = await begin(member, team, 1);
      assert.equal(code, 1);
      assert.match(err, /cannot be reached/);
    });
    await second.start();
    await team.auth.start();
    await each(cut, async ({ place }) => assertDone(await push(place)));

    // Days change.
    await each(
      members.filter(({ number }) => number % 3 === 0),
      async ({ number, place }) => {
        const days = { [daysAgo(10)]: 9, [daysAgo(40)]: 7 };
        const tallies = [{ signal: "posts", from: daysAgo(40), to: daysAgo(10), days }];
        await tell(place, [observation(number, 0, { page: "activity_posts", tallies })]);
      },
    );
    await each(members, async ({ place }) => assertDone(await push(place)));
    let values = 0;
    await each(members, async (member) => {
      const right = inside(databaseOf(member), answersOf);
      const { days } = inside(databaseOf(member), (db) =>
        db.prepare("SELECT count(*) AS days FROM outbox JOIN snapshot USING (profile, day)").get(),
      );
      assert.ok(days >= DAYS);
      values += right.answers.size;
      await assertEqualNumbers(first, right);
    });

    // What a killed node had accepted but not written yet is lost there. Sent again, it is on both.
    await each(members, async ({ place }) => assertDone(await push(place, "--again")));
    await each(members, async (member) => {
      const right = inside(databaseOf(member), answersOf);
      for (const node of team.nodes) await assertEqualNumbers(node, right);
      await assertAnswers(team.url, right);
    });
    t.diagnostic(`${values} values on each of two nodes equal the databases`);

    // A member withdraws; an administrator runs what the program has printed.
    const [{ place }] = members;
    const { out } = await push(place, "--withdraw");
    const [, match] = /-d '(match\[\]=.*?)'/.exec(out.toString());
    for (const node of team.nodes) {
      const withdrawn = () => samples(node, "bussola_withdrawn");
      await until(
        "the withdrawal arrived",
        async () => (await flush(node)).ok && (await withdrawn()).length === 1,
      );
      const deleted = await fetch(`${node.url}/api/v1/admin/tsdb/delete_series`, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: match.replace("{", encodeURIComponent("{")),
      });
      assert.equal(deleted.status, 204);
      assert.deepEqual(await withdrawn(), []);
    }
  },
);
