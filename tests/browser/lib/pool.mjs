/**
 * Lends sessions to the tests of the suite. To start a browser costs more than most tests, so one that
 * a test has left as it should is used again: without the extension, its data, its hosts and its
 * tabs.
 */

import { after } from "node:test";
import { startLinkedIn } from "../../lib/linkedin.mjs";
import { changesLanguage, openSession } from "./session.mjs";

/** The session that a test before has left in each browser: `{kind, session, site}`. */
const kept = new Map();

/** Options of sessions that serve one test alone. */
const ALONE = ["programs", "extension", "asSystemAddon", "clock"];

/** What cannot be changed in a running browser; null if it serves one test alone. */
function kindOf(browser, { language, headless, scale, ...rest }) {
  if (ALONE.some((name) => name in rest)) return null;
  return JSON.stringify([changesLanguage(browser) || language, headless, scale]);
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
  const before = kept.get(browser);
  kept.delete(browser);
  if (before !== undefined && before.kind === kind) {
    before.site.restart(scenario);
    try {
      return { session: await before.session.renew(options), site: before.site };
    } catch (error) {
      await discard(before);
      throw error;
    }
  }
  if (before !== undefined) await discard(before);
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
  const { session, site } = await obtain(kind, browser, scenario, options);
  const giveBack = async (passed) => {
    if (passed && kind !== null && (await session.clear())) kept.set(browser, { kind, session, site });
    else await discard({ session, site });
  };
  return { session, site, giveBack };
}

after(async () => {
  await Promise.all([...kept.values()].map(discard));
  kept.clear();
});
