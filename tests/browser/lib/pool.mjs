/**
 * Lends sessions to the tests of a file. To start a browser costs more than most tests, so one that
 * a test has left as it should is used again: without the extension, its data, its hosts and its
 * tabs.
 */

import { after } from "node:test";
import { startLinkedIn } from "../../lib/linkedin.mjs";
import { openSession } from "./session.mjs";

/** Kept sessions, each with its site, by kind. */
const kept = new Map();

/** Options of sessions that serve one test alone. */
const ALONE = ["programs", "extension", "asSystemAddon", "clock"];

/** What cannot be changed in a running browser; null if it serves one test alone. */
function kindOf(browser, options) {
  const { language, headless, scale } = options;
  return ALONE.some((name) => name in options) ? null : JSON.stringify([browser, language, headless, scale]);
}

async function discard({ session, site }) {
  try {
    await session.close();
  } finally {
    await site.close();
  }
}

/** `{session, site}` as new, from what a test before has left or from the start. */
async function obtain(kind, browser, scenario, options) {
  const before = kept.get(kind);
  if (before) {
    kept.delete(kind);
    before.site.restart(scenario);
    try {
      return { session: await before.session.renew(options), site: before.site };
    } catch (error) {
      await discard(before);
      throw error;
    }
  }
  const site = await startLinkedIn(scenario);
  try {
    return { session: await openSession(browser, { site, ...options }), site };
  } catch (error) {
    await site.close();
    throw error;
  }
}

/**
 * Lends `{session, site, giveBack}`: `options` are openSession's, `scenario` the sample site's.
 * `giveBack(passed)` ends the loan; after a failure nothing is used again.
 */
export async function borrowSession(browser, scenario, options) {
  const kind = kindOf(browser, options);
  const pair = await obtain(kind, browser, scenario, options);
  const giveBack = async (passed) => {
    if (!passed || kind === null || kept.has(kind) || !(await pair.session.clear())) await discard(pair);
    else kept.set(kind, pair);
  };
  return { ...pair, giveBack };
}

after(async () => {
  await Promise.all([...kept.values()].map(discard));
  kept.clear();
});
