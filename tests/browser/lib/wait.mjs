/** Waiting by condition. The limit only ends a test that has already failed. */

import { setTimeout as sleep } from "node:timers/promises";

const LIMIT_MS = 60_000;
/** A look at the extension's status costs both sides some work. */
const STEP_MS = 60;

/**
 * Calls `probe` until it returns something truthy, and returns that. An error of the last call is
 * the cause of the failure; `what` names the condition in it.
 */
export async function until(what, probe, limit = LIMIT_MS) {
  const end = Date.now() + limit;
  let last;
  for (;;) {
    try {
      last = await probe();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) {
      const seen = last instanceof Error ? last.message : JSON.stringify(last);
      throw new Error(`waited ${limit} ms for ${what}; last seen: ${seen}`, {
        cause: last instanceof Error ? last : undefined,
      });
    }
    await sleep(STEP_MS);
  }
}

/** Waits until `probe` gives the same twice, `ms` apart, and returns it. */
export async function settled(what, probe, ms = 250) {
  let before;
  return until(what, async () => {
    const now = await probe();
    if (now === before) return now;
    before = now;
    await sleep(ms);
    return null;
  });
}

/** For proofs that nothing happens: lets `ms` of real time pass. */
export const stillFor = (ms) => sleep(ms);
