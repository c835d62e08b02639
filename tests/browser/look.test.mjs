/**
 * Every page of the extension, as it is drawn: axe-core finds nothing in either theme and language,
 * and the popup fits without scrolling. In Chromium, whose pages carry the same markup and styles as
 * Firefox's.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { startLinkedIn } from "./lib/linkedin.mjs";
import { packageFile } from "./lib/paths.mjs";
import { givePast } from "./lib/past.mjs";
import { BROWSERS, openSession } from "./lib/session.mjs";
import { settled } from "./lib/wait.mjs";

const LANGUAGES = ["en", "it", "de"];
const THEMES = ["light", "dark"];
const DAYS_OF_PAST = 70;
const POPUP = { width: 380, height: 596 };
const PAGE = { width: 1100, height: 800 };

const axe = readFileSync(packageFile("axe-core/axe.min.js"), "utf8");

const themed = (tab, theme) =>
  tab.emulateMediaFeatures([
    { name: "prefers-reduced-motion", value: "reduce" },
    { name: "prefers-color-scheme", value: theme },
  ]);

/** "color-contrast at .kind: …", one line per place that a rule objects to. */
async function findings(tab) {
  const { violations } = await tab.evaluate(() => globalThis.axe.run());
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
  );
}

/** Opens `name`.html, waits for `ready`, lets `act` open something in it, and looks at both themes. */
async function look(session, name, ready, act = async () => undefined) {
  const tab = await session.browser.newPage();
  await tab.setViewport(name === "popup" ? POPUP : PAGE);
  await themed(tab, "light");
  await session.open(`${name}.html`, tab);
  await tab.waitForSelector(ready);
  await settled(name, () => tab.evaluate(() => document.body.innerHTML), 150);
  await act(tab);
  // Through the debugger, which no content-security policy binds.
  await tab.evaluate(axe);
  for (const theme of THEMES) {
    await themed(tab, theme);
    assert.deepEqual(await findings(tab), [], `${name}, ${theme}`);
  }
  await tab.close();
}

const fits = async (tab) => {
  const { height, room } = await tab.evaluate(() => {
    const main = document.querySelector("main");
    return { height: main.scrollHeight, room: main.clientHeight };
  });
  assert.ok(height <= room, `the popup is ${height - room} px too high`);
};

const openAll = (tab) =>
  tab.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

async function lookAtAll(session) {
  await look(session, "popup", ".state");
  await look(session, "welcome", "#agree");
  await look(session, "options", "#reading");
  await givePast(session.env, MEMBERS.mira, { days: DAYS_OF_PAST });
  await session.agree();
  await session.tell({ type: "reconnect" });
  const set = { signal: "profiles_viewed", count: 10 };
  await session.ask({ type: "goal", profile: { key: MEMBERS.mira.memberId }, set });
  await look(session, "popup", ".why b", fits);
  await look(session, "popup", ".why b", openAll);
  await look(session, "history", "canvas", openAll);
  await look(session, "welcome", "#content > *", openAll);
  await look(session, "options", "#profiles");
}

describe("the look of every page", { concurrency: true, skip: !BROWSERS.includes("chromium") }, () => {
  for (const language of LANGUAGES) {
    it(language, { timeout: 120_000 }, async () => {
      const site = await startLinkedIn({ frontEnd: "sdui", lang: "en", member: "mira", now: Date.now() });
      const session = await openSession("chromium", { site, language });
      try {
        await lookAtAll(session);
      } finally {
        await session.close();
        await site.close();
      }
    });
  }
});
