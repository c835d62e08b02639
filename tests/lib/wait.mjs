/**
 * Waits for conditions. Every wait, the driver's too, may take the rest of its test's time, because
 * a short limit of its own would fail on a loaded machine.
 */

import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** For a whole test. */
export const LIMIT_MS = 600_000;
/** Waits end this much before their test, so that it fails with the condition it waited for. */
const MARGIN_MS = 15_000;

const deadlines = new AsyncLocalStorage();

/** Runs a test's `body`; every wait in it ends before `limit` ms have passed. */
export const withinLimit = (limit, body) => deadlines.run(performance.now() + limit - MARGIN_MS, body);

/** Milliseconds left for a wait; never 0, which the driver takes for no limit. */
export function timeLeft() {
  const deadline = deadlines.getStore();
  return deadline === undefined ? LIMIT_MS : Math.max(1, Math.round(deadline - performance.now()));
}

/** Each query of the extension's status costs both sides some work. */
const STEP_MS = 60;

/**
 * Calls `probe` until it returns something truthy, and returns that. A failure has the error of the
 * last call as its cause; `what` names the condition in it.
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

/** Waits until `probe` returns the same twice, `ms` apart, and returns it. */
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

/** Lets `ms` of real time pass, to prove that nothing happens. */
export const stillFor = (ms) => sleep(ms);
