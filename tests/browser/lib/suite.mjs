/** Declares a test of the suite: one body, run in every browser with a site of its own. */

import { describe, it } from "node:test";
import { borrowSession } from "./pool.mjs";
import { BROWSERS } from "./session.mjs";
import { LIMIT_MS, withinLimit } from "../../lib/wait.mjs";

/**
 * Declares `name` once per browser, or for `only` one; the browsers run in parallel. `body` gets
 * the browser's name. `skip`: the reason why it cannot run here, if any.
 */
export function forEachBrowser(name, body, { only, skip = false } = {}) {
  const browsers = BROWSERS.filter((browser) => only === undefined || browser === only);
  describe(name, { concurrency: true }, () => {
    for (const browser of browsers)
      it(browser, { timeout: LIMIT_MS, skip }, () => withinLimit(LIMIT_MS, () => body(browser)));
  });
}

/**
 * The same with a session: `body` gets `(session, site)`, both as new (lib/pool.mjs).
 * `scenario` is the sample site's, `only` and `skip` are forEachBrowser's, the other options are
 * `openSession`'s.
 */
export function inEachBrowser(name, { scenario = {}, only, skip, ...options }, body) {
  const run = async (browser) => {
    const { session, site, giveBack } = await borrowSession(browser, scenario, options);
    let passed = false;
    try {
      await body(session, site);
      passed = true;
    } finally {
      await giveBack(passed);
    }
  };
  forEachBrowser(name, run, { only, skip });
}
