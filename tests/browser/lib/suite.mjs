/** Declares a test of the suite: one body, run in every browser with a site of its own. */

import { describe, it } from "node:test";
import { startLinkedIn } from "../../lib/linkedin.mjs";
import { BROWSERS, openSession } from "./session.mjs";
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
 * The same with a session: `body` gets `(session, site)`, and both are closed afterwards.
 * `scenario` is the sample site's, `only` and `skip` are forEachBrowser's, the other options are
 * `openSession`'s.
 */
export function inEachBrowser(name, { scenario = {}, only, skip, ...options }, body) {
  const run = async (browser) => {
    const site = await startLinkedIn(scenario);
    try {
      const session = await openSession(browser, { site, ...options });
      try {
        await body(session, site);
      } finally {
        await session.close();
      }
    } finally {
      await site.close();
    }
  };
  forEachBrowser(name, run, { only, skip });
}
