/** The same list of a page, read at home and while travelling: no act counts twice. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { day, makeHome, observation, startHost } from "../../lib/host.mjs";

/** When the acts were done: hours before the end of day 0, at all hours of 40 days. */
const ACTS = Array.from({ length: 60 }, (_, n) => 30 + 15 * n);

/** A page's list at an offset of some hours: the newest `most` acts, by their days there. */
function list(signal, most, hours, at) {
  const end = Date.parse(`${day(0)}T00:00:00Z`);
  const days = {};
  for (const before of ACTS.slice(0, most)) {
    const there = new Date(end + (hours - before) * 3_600_000).toISOString().slice(0, 10);
    days[there] = (days[there] ?? 0) + 1;
  }
  const zone = `${hours < 0 ? "-" : "+"}${String(Math.abs(hours)).padStart(2, "0")}:00`;
  const local = new Date(end + (hours - at) * 3_600_000).toISOString().slice(0, 19);
  return observation({
    profile: { key: "ines-prova" },
    page: "activity_comments",
    at: `${local}${zone}`,
    tallies: [{ signal, from: Object.keys(days).sort()[0], to: local.slice(0, 10), days, bound: "at_least" }],
  });
}

test("a list that is read again far from home counts each act once", async (t) => {
  for (const signal of ["comments", "posts", "reactions", "reposts"])
    for (const journey of [
      [1, -8, 1],
      [-8, 9, -8, 9],
      [13, 0, -8],
    ]) {
      const host = startHost(t, makeHome(t));
      let at = 20;
      for (const hours of journey) {
        const reply = await host.ask(list(signal, ACTS.length, hours, (at -= 2)));
        assert.equal(reply.ok, true, JSON.stringify(reply.error));
      }
      // A shorter list than before adds nothing.
      assert.equal((await host.ask(list(signal, 12, journey[0], (at -= 2)))).ok, true);
      const { data } = await host.ask({ id: 99, type: "export", format: "json" });
      const counted = JSON.parse(data)
        .records.filter(({ record }) => record === "tally")
        .reduce((sum, { count }) => sum + count, 0);
      assert.ok(counted <= ACTS.length && counted >= ACTS.length - 2, `${signal} ${journey}: ${counted}`);
      await host.end();
    }
});
