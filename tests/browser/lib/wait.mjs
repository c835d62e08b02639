/**
 * Waiting by condition. Every wait, the driver's too, may take what is left of its test: a small limit
 * of its own would fail on a loaded machine.
 */

import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** For a whole test. */
export const LIMIT_MS = 600_000;
/** Waits end this much before their test, so that it fails with what it waited for. */
const MARGIN_MS = 15_000;

const deadlines = new AsyncLocalStorage();

/** Runs a test's `body`, of which every wait ends before `limit` ms have passed. */
export const withinLimit = (limit, body) => deadlines.run(performance.now() + limit - MARGIN_MS, body);

/** What is left for a wait, in milliseconds; never 0, which the driver takes for no limit. */
export function timeLeft() {
  const deadline = deadlines.getStore();
  return deadline === undefined ? LIMIT_MS : Math.max(1, Math.round(deadline - performance.now()));
}

/** A look at the extension's status costs both sides some work. */
const STEP_MS = 60;

/**
 * Calls `probe` until it returns something truthy, and returns that. An error of the last call is
 * the cause of the failure; `what` names the condition in it.
 */
export async function until(what, probe, limit = timeLeft()) {
  const end = performance.now() + limit;
  let last;
  for (;;) {
    try {
      last = await probe();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) {
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
