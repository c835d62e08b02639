/**
 * Every page of the extension, as it is drawn: axe-core finds nothing in any state, theme and
 * language, nothing runs over its edge however long, the popup fits without scrolling, and the
 * pictures are those of before. In Chromium, whose pages carry the same markup and styles as
 * Firefox's.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { assertLooksAsBefore, distance, isNear } from "./lib/baseline.mjs";
import { startLinkedIn } from "./lib/linkedin.mjs";
import { packageFile } from "./lib/paths.mjs";
import { givePast } from "./lib/past.mjs";
import { NOTICES, pretend, SCREENS } from "./lib/pretend.mjs";
import { BROWSERS, openSession } from "./lib/session.mjs";
import { settled } from "./lib/wait.mjs";

const LANGUAGES = ["en", "it", "de", "fr", "es", "pt-BR"];
const THEMES = ["light", "dark"];
const DAYS_OF_PAST = 70;
const POPUP = { width: 380, height: 596 };
const PAGE = { width: 1100, height: 800 };
const NARROW = { width: 600, height: 800 };
/** A day that every picture is of: long past, and the same everywhere. */
const PICTURED = new Date(2025, 2, 20, 12);
const { mira, jonas } = MEMBERS;

/** Each page with what stands on it once it shows what it has. */
const READY = {
  popup: ".why b",
  history: "canvas",
  report: "main.report",
  options: "#profiles",
  welcome: "#content > *",
};

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

/** Opens `name`.html as `pretended`, waits for `ready`, and lets `act` do something with it. */
async function open(session, name, { ready = READY[name], pretended = {}, size }, act) {
  const tab = await session.browser.newPage();
  await pretend(tab, pretended);
  await tab.setViewport(size ?? (name === "popup" ? POPUP : PAGE));
  await themed(tab, "light");
  await session.open(`${name}.html`, tab);
  await tab.waitForSelector(ready);
  await settled(name, () => tab.evaluate(() => document.body.innerHTML), 150);
  await act(tab);
  await tab.close();
}

/** The same with a look at both themes; `what` says which state it is. */
function look(session, name, what, options = {}, act = async () => undefined) {
  return open(session, name, options, async (tab) => {
    await act(tab);
    // Through the debugger, which no content-security policy binds.
    await tab.evaluate(axe);
    for (const theme of THEMES) {
      await themed(tab, theme);
      assert.deepEqual(await findings(tab), [], `${name}, ${what}, ${theme}`);
    }
  });
}

const fits = async (tab) => {
  const { height, room } = await tab.evaluate(() => {
    const main = document.querySelector("main");
    return { height: main.scrollHeight, room: main.clientHeight };
  });
  assert.ok(height <= room, `the popup is ${height - room} px too high`);
};

/** Nothing is wider than its page, but for what scrolls within its own frame. */
const keepsWidth = (what) => async (tab) => {
  const over = await tab.evaluate(() => {
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll("body *")]
      .filter(
        (node) => !node.closest(".wide, .sr-only, .plot") && node.getBoundingClientRect().right > width + 1,
      )
      .map((node) => `${node.tagName.toLowerCase()}.${node.getAttribute("class") ?? ""}`);
  });
  assert.deepEqual(over, [], `${what} runs over its edge`);
};

const openAll = (tab) =>
  tab.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

async function lookAtStates(session) {
  for (const [state, pretended] of Object.entries(SCREENS))
    await look(session, "popup", state, { ready: ".state", pretended }, fits);
  for (const [state, pretended] of Object.entries(NOTICES))
    await look(session, "popup", `a number, ${state}`, {
      ready: ".bar",
      pretended,
    });
  const pretended = { host: "gone" };
  await look(session, "history", "no host", { ready: ".state", pretended });
  await look(session, "report", "no host", { ready: ".failed", pretended });
}

async function lookAtAll(session) {
  await look(session, "welcome", "before the agreement", { ready: "#agree" });
  await look(session, "options", "before the agreement", { ready: "#reading" });
  await session.agree();
  await session.tell({ type: "reconnect" });
  const tab = await session.visit(`/in/${mira.vanity}/`, "own_profile");
  await session.delivered();
  await tab.close();
  await look(session, "popup", "learning", { ready: ".bar" }, fits);
  await look(session, "report", "learning");

  await givePast(session.env, mira, { days: DAYS_OF_PAST });
  await session.tell({ type: "reconnect" });
  const set = { signal: "profiles_viewed", count: 10 };
  await session.ask({ type: "goal", profile: { key: mira.memberId }, set });
  await look(session, "popup", "anchored", {}, fits);
  for (const name of Object.keys(READY)) await look(session, name, "anchored, all open", {}, openAll);
  await lookAtStates(session);

  await givePast(session.env, jonas, { days: 10 });
  await session.tell({ type: "reconnect" });
  for (const name of ["popup", "history"])
    await look(session, name, "two profiles", {
      ready: "select[data-focus=who]",
    });
  for (const name of Object.keys(READY))
    for (const size of name === "popup" ? [POPUP] : [PAGE, NARROW])
      await open(session, name, { pretended: { long: true }, size }, keepsWidth(`${name}, ${size.width} px`));
}

async function inSession(language, act) {
  const site = await startLinkedIn({
    frontEnd: "sdui",
    lang: "en",
    member: "mira",
    now: Date.now(),
  });
  const session = await openSession("chromium", { site, language });
  try {
    await act(session);
  } finally {
    await session.close();
    await site.close();
  }
}

const picture = (tab, name) => tab.screenshot({ fullPage: name !== "popup" });

/** All pages on the same day; what the background knows by its own clock is left out. */
async function comparePictures(session) {
  await givePast(session.env, mira, { days: DAYS_OF_PAST, now: PICTURED });
  await session.agree();
  await session.tell({ type: "reconnect" });
  const pretended = {
    at: PICTURED,
    status: { cached: null, pages: {}, health: {} },
  };
  for (const name of Object.keys(READY))
    await open(session, name, { pretended }, async (tab) => {
      for (const theme of THEMES) {
        await themed(tab, theme);
        await settled(`${name} in its colours`, async () =>
          Buffer.from(await picture(tab, name)).toString("base64"),
        );
        await assertLooksAsBefore(session.browser, `${name}-${theme}`, await picture(tab, name));
      }
    });
  await open(session, "popup", { pretended }, (tab) => tryTolerance(session, tab));
}

/** Another font is forgiven; what the comparison is there to notice is noticed. */
async function tryTolerance(session, tab) {
  const near = async (change) => {
    await tab.evaluate(change);
    return isNear(await distance(session.browser, "popup-light", await picture(tab, "popup")));
  };
  const setting = (name, value) => `document.documentElement.style.setProperty("--${name}", "${value}")`;
  assert.ok(await near(setting("font", "serif")), "another font");
  assert.ok(!(await near(setting("surface", "#e0e8ff"))), "another colour");
  assert.ok(await near(setting("surface", "")), "the colour back");
  assert.ok(!(await near('document.querySelector(".ring").style.visibility = "hidden"')), "no ring");
}

describe("the look of every page", { concurrency: true, skip: !BROWSERS.includes("chromium") }, () => {
  for (const language of LANGUAGES) {
    it(language, { timeout: 300_000 }, () => inSession(language, lookAtAll));
  }
  it("the pictures are those of before", { timeout: 120_000 }, () => inSession("en", comparePictures));
});
