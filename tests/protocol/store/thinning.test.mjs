/** A count that changes many times in a day keeps its first, last, lowest and highest reading. */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cli } from "../../lib/command.mjs";
import { databaseOf, makeHome, moment, observation, startHost } from "../../lib/host.mjs";
import { inside } from "../../lib/database.mjs";
import { dice } from "../lib/dice.mjs";

const READINGS = 300;

/** At the `i`-th second of yesterday's noon. */
const second = (i) =>
  moment(-1, `12:${String(Math.floor(i / 60)).padStart(2, "0")}:${String(i % 60).padStart(2, "0")}`);

const reading = (i, value, rest = {}) =>
  observation({ at: second(i), gauges: [{ signal: "connections", value, bound: "exact", ...rest }] });

/** `[value, source]` of each stored reading of the day, by moment. */
const stored = (home) =>
  inside(databaseOf(home), (database) =>
    database
      .prepare("SELECT value, bound FROM gauge WHERE signal = 'connections' ORDER BY at")
      .all()
      .map(({ value, bound }) => (bound === "exact" ? value : `${bound} ${value}`)),
  );

/** Saves the readings in this order, each in a request of its own. */
async function save(t, readings) {
  const home = makeHome(t);
  const host = startHost(t, home);
  for (const one of readings) assert.equal((await host.ask(one)).type, "observe");
  const { state } = await host.ask({ id: 1, type: "state", with: ["counts"] });
  await host.end();
  return { home, level: state.counts.find(({ signal }) => signal === "connections").value };
}

test("a count that changes each second", async (t) => {
  const { home, level } = await save(
    t,
    Array.from({ length: READINGS }, (_, i) => reading(i, i % 2 === 0 ? 500 : 501)),
  );
  assert.deepEqual(await stored(home), [500, 501]);
  assert.equal(level, 501);
});

test("of a day's readings the first, the last, the lowest and the highest", async (t) => {
  const { home, level } = await save(
    t,
    [510, 520, 505, 515, 530, 512, 498, 511, 509].map((value, i) => reading(i, value)),
  );
  assert.deepEqual(await stored(home), [510, 530, 498, 509]);
  assert.equal(level, 509);
});

test("readings of the same seconds leave the same rows in any order", async (t) => {
  const roll = dice(7);
  for (let walk = 0; walk < 4; walk++) {
    const readings = Array.from({ length: 14 }, (_, i) => reading(i, 480 + roll(40)));
    const forward = await save(t, readings);
    const backward = await save(t, readings.toReversed());
    const expected = await stored(forward.home);
    assert.ok(expected.length <= 4, `${expected}`);
    assert.deepEqual(await stored(backward.home), expected);
    assert.equal(backward.level, forward.level);
  }
});

test("each bound has its own, and the days beside it are as they were", async (t) => {
  const beside = (offset, value) =>
    observation({
      at: moment(offset, "23:59:59"),
      gauges: [{ signal: "connections", value, bound: "exact" }],
    });
  const { home } = await save(t, [
    beside(-2, 490),
    ...[500, 502, 501, 503, 500].map((value, i) => reading(i, value)),
    reading(6, 600, { bound: "at_least" }),
    reading(7, 501),
  ]);
  assert.deepEqual(await stored(home), [490, 500, 503, "at_least 600", 501]);
});

test("an export with readings left out gives the same export again", async (t) => {
  const roll = dice(11);
  const { home } = await save(
    t,
    Array.from({ length: 60 }, (_, i) => reading(i, 500 + roll(6))),
  );
  const copy = makeHome(t);
  const file = join(copy, "export.json");
  const gauges = (of) => JSON.parse(cli(of, "export").out).records.filter(({ record }) => record === "gauge");
  writeFileSync(file, cli(home, "export").out);
  assert.equal(cli(copy, "import", file, "--profile", "me").code, 0);
  assert.deepEqual(gauges(copy), gauges(home));
});
