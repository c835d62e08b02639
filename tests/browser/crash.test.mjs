/**
 * Browser, extension and host are killed at random moments. Readings that the extension has taken
 * arrive, and count once. ROUNDS kills in each browser (2); SEED repeats the choices of an earlier
 * run.
 */

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { inEachBrowser } from "./lib/suite.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 2);
const SEED = Number(process.env.SEED) || Date.now() % 1_000_000;
/** Longer than a page takes from its opening to its host's answer. */
const LONGEST_MS = 1500;

/** A generator of numbers in [0, 1), the same for the same seed (Park and Miller). */
function randomFrom(seed) {
  let state = seed % 2147483647 || 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** The only value that a query gives. */
const inDatabase = (session, query) => Object.values(session.inDatabase((db) => db.prepare(query).get()))[0];

const searches = (session) =>
  inDatabase(session, "SELECT total(count) FROM tally WHERE signal = 'people_searches' AND source = 'local'");

inEachBrowser("readings that were taken survive kills at any moment", {}, async (session) => {
  console.log(`${session.name}: ${ROUNDS} kills, seed ${SEED}`);
  const random = randomFrom(SEED);
  let made = 0;
  let least = 0;
  // Every search is new, so that each counts one.
  const search = () => `/search/results/people/?keywords=valves${(made += 1)}`;
  await session.agree();
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (let count = 1 + Math.floor(random() * 3); count > 0; count -= 1) {
      await session.visit(search(), "people_search");
      await session.queued();
      least += 1;
    }
    const opening = session.open(search()).catch(() => null);
    const moment = random() * LONGEST_MS;
    await sleep(moment);
    await session.crash();
    await opening;
    await session.launch(session.options);
    await session.delivered();
    const counted = searches(session);
    const where = `round ${round} of seed ${SEED}, killed after ${moment.toFixed()} ms`;
    assert.ok(counted >= least, `${where}: ${counted} of ${least} that were taken`);
    assert.ok(counted <= least + 1, `${where}: ${counted} of ${least + 1} that were made`);
    least = counted;
  }
  assert.equal(inDatabase(session, "SELECT * FROM pragma_integrity_check"), "ok");
});
