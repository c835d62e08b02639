/**
 * How every page of the extension looks: axe-core finds nothing in any state, theme and language,
 * no text overflows however long, large or narrow, the popup fits without scrolling, and pictures
 * and accessibility trees equal the stored ones. In Chromium only, since Firefox's pages have the same markup and styles.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { assertLooksAsBefore, distance, isNear } from "./lib/baseline.mjs";
import { startLinkedIn } from "../lib/linkedin.mjs";
import { packageFile } from "../lib/paths.mjs";
import { givePast } from "./lib/seed-history.mjs";
import { smallTexts } from "./lib/small-texts.mjs";
import { assertReadsAsBefore } from "./lib/tree.mjs";
import { DAYS, NOTICES, pretend, SCREENS } from "./lib/mock-host.mjs";
import { BROWSERS, openSession } from "./lib/session.mjs";
import { LIMIT_MS, settled, withinLimit } from "../lib/wait.mjs";

const LANGUAGES = ["en", "it", "de", "fr", "es", "pt-BR"];
const THEMES = ["light", "dark"];
const DAYS_OF_PAST = 70;
const POPUP = { width: 380, height: 596 };
const PAGE = { width: 1100, height: 800 };
/** A small window, and one of 1280 px at 400 % (WCAG 2.2, 1.4.10). */
const NARROW = [600, 320].map((width) => ({ width, height: 800 }));
const noonOf = (day) => new Date(`${day}T12:00`);
/** The day that every picture shows. */
const PICTURED = noonOf("2025-03-20");
/** The day of the checks; test-dates sets others, and leaves out the pictures, which keep their own day. */
const TODAY = noonOf(process.env.LOOK_AT ?? "2025-03-20");
const { mira, jonas } = MEMBERS;
/** Weekly goals: not begun, under way, passed, and as long as possible. */
const GOALS = [
  { done: 0, count: 10 },
  { done: 5, count: 10 },
  { done: 13, count: 10 },
  { done: 1234, count: 1000 },
];

/** Each page with an element that is there once it shows its data. */
const READY = {
  popup: ".why:not(:empty)",
  history: ".before > table",
  report: "main.report",
  options: "#profile-list > *",
  welcome: "#content > *",
};

const axe = readFileSync(packageFile("axe-core/axe.min.js"), "utf8");

const themed = (tab, theme) =>
  tab.emulateMediaFeatures([
    { name: "prefers-reduced-motion", value: "reduce" },
    { name: "prefers-color-scheme", value: theme },
  ]);

/** What axe-core checks in each theme. The dark one changes colours and nothing else. */
const RULES = {
  light: { rules: { "target-size": { enabled: true } } },
  dark: { runOnly: ["color-contrast", "link-in-text-block"] },
};

/** "color-contrast at .kind: …", one line per place that violates a rule. */
async function findings(tab, theme) {
  const options = { ...RULES[theme], resultTypes: ["violations"] };
  const { violations } = await tab.evaluate((options) => globalThis.axe.run(options), options);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
  );
}

/** Opens `name`.html as `pretended`, waits for `ready`, and lets `act` operate it. */
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

/** The same with a check in both themes; `what` names the state. */
function look(session, name, what, options = {}, act = async () => undefined) {
  return open(session, name, options, async (tab) => {
    await act(tab);
    assert.deepEqual(await smallTexts(tab), [], `${name}, ${what}`);
    // Through the debugger, which no content-security policy restricts.
    await tab.evaluate(axe);
    for (const theme of THEMES) {
      await themed(tab, theme);
      assert.deepEqual(await findings(tab, theme), [], `${name}, ${what}, ${theme}`);
    }
  });
}

/** Notices of one line; the popup still fits beside them. */
const SHORT = new Set(["waiting", "refused"]);

/** Read in the month with the longest name. */
const OLD_VALUE = {
  at: "2024-09-28T08:00:00+01:00",
  total: 57,
  pillars: { brand: 18.4, people: 12, insights: 8, relationships: 18.6 },
  industry: { rank_pct: 9, average: 31 },
  network: { rank_pct: 22, average: 44 },
};

/** Numbers that need more words beside the ring. */
const WORDY = {
  "is an estimate after an old value, with a phone": {
    state: {
      kind: "estimate",
      official: OLD_VALUE,
      range: { low: 44, high: 71, group_error: 18 },
      phone: "yes",
    },
  },
  "has names of a page in another language": {
    status: {
      pillarNames: {
        brand: "Профессиональный бренд",
        people: "Establecer contacto con las personas adecuadas",
        insights: "Durch Einblicke Interesse wecken",
        relationships: "Construire des relations",
      },
    },
  },
  "goes on without an SSI": {
    status: { noAccess: { key: null, since: TODAY.toISOString(), seen: TODAY.toISOString() } },
  },
  "is an estimate": {
    state: { kind: "estimate", official: null, range: { low: 48, high: 67, group_error: 18 } },
  },
  "is an estimate, with a phone": {
    state: { kind: "estimate", official: null, range: { low: 44, high: 71, group_error: 18 }, phone: "yes" },
  },
};

const fits = async (tab) => {
  const { height, room } = await tab.evaluate(() => {
    const main = document.querySelector("main");
    return { height: main.scrollHeight, room: main.clientHeight };
  });
  assert.ok(height <= room, `the popup is ${height - room} px too high`);
};

/** The weekly goal is not cut. */
const showsGoal = async (tab) => {
  const cut = await tab.evaluate(() => {
    const goal = document.querySelector(".goal");
    return [goal, ...goal.querySelectorAll("*:not(.sr-only)")].some(
      (node) => node.clientWidth > 0 && node.scrollWidth > node.clientWidth,
    );
  });
  assert.ok(!cut, "the goal is cut");
};

/** The main counts and their names are not cut. */
const showsCounts = async (tab) => {
  const cut = await tab.$$eval(".count > *", (nodes) =>
    nodes.filter((node) => node.scrollWidth > node.clientWidth).map((node) => node.textContent),
  );
  assert.deepEqual(cut, [], "counts that are cut");
};

/** Nothing is wider than its page, except what scrolls within its own frame. */
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

/** Nothing scrolls sideways in a small window, nor with a browser's font twice as large. */
async function reflows(tab, name) {
  const check = async (what) => {
    const over = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${name}, ${what}, is ${over} px too wide`);
  };
  for (const size of NARROW) {
    await tab.setViewport(size);
    await keepsWidth(`${name}, ${size.width} px`)(tab);
    await check(`${size.width} px`);
  }
  await tab.setViewport(name === "popup" ? { width: 800, height: 600 } : PAGE);
  const textSize = () => tab.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
  const usual = await textSize();
  await tab.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  assert.equal(await textSize(), 2 * usual, `${name} has text of a fixed size`);
  await check("with a large font");
}

const openAll = (tab) =>
  tab.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

/** No choice of the goal is wider than its closed list. */
const showsChoices = async (tab) => {
  const cut = await tab.evaluate(() => {
    const select = document.querySelector(".goal select");
    const { font, paddingLeft, paddingRight } = getComputedStyle(select);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = font;
    const arrow = 16;
    const room = select.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - arrow;
    return [...select.options].map(({ text }) => text).filter((text) => pen.measureText(text).width > room);
  });
  assert.deepEqual(cut, [], "the goal's list cuts its choices");
};

async function lookAtStates(session) {
  for (const [state, pretended] of Object.entries(SCREENS))
    await look(session, "popup", state, { ready: ".state", pretended }, fits);
  for (const [state, pretended] of Object.entries(NOTICES))
    await look(
      session,
      "popup",
      `a number, ${state}`,
      { ready: ".bar", pretended },
      SHORT.has(state) ? fits : undefined,
    );
  for (const [state, pretended] of Object.entries(WORDY))
    await look(session, "popup", `a number that ${state}`, { pretended }, fits);
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
  await look(session, "history", "learning", { ready: ".first" });
  await look(session, "report", "learning");

  await givePast(session.env, mira, { days: DAYS_OF_PAST, now: TODAY });
  await session.tell({ type: "reconnect" });
  const set = { signal: "profiles_viewed", count: 10 };
  await session.ask({ type: "goal", profile: { key: mira.memberId }, set });
  for (const goal of GOALS)
    await open(session, "popup", { ready: ".goal", pretended: { goal } }, async (tab) => {
      await fits(tab);
      await showsGoal(tab);
    });
  await look(session, "popup", "anchored", {}, fits);
  for (const [day, pretended] of Object.entries(DAYS))
    await look(session, "popup", `a day ${day}`, { pretended }, async (tab) => {
      await fits(tab);
      await showsCounts(tab);
      const parts = await tab.$$eval(".counts, .daily, .spark", (nodes) => nodes.length);
      const older = pretended.without !== undefined;
      assert.ok(older ? parts === 0 : parts >= 2, `${parts} parts on a day ${day}`);
    });
  await look(session, "popup", "a count unfolded", {}, async (tab) => {
    await tab.focus("[data-focus=count-comments]");
    await tab.keyboard.press("Enter");
    await tab.waitForSelector("#count-details .days");
  });
  await open(session, "history", { ready: ".goal select" }, async (tab) => {
    await openAll(tab);
    await showsChoices(tab);
  });
  for (const name of Object.keys(READY)) await look(session, name, "anchored, all open", {}, openAll);
  await lookAtStates(session);

  await givePast(session.env, jonas, { days: 10, now: TODAY });
  await session.tell({ type: "reconnect" });
  for (const name of ["popup", "history"])
    await look(session, name, "two profiles", {
      ready: "select[data-focus=who]",
    });
  for (const name of Object.keys(READY))
    await open(session, name, { pretended: { long: true } }, async (tab) => {
      await keepsWidth(name)(tab);
      await reflows(tab, name);
    });
}

async function inSession({ language, clock }, act) {
  const site = await startLinkedIn({
    frontEnd: "sdui",
    lang: "en",
    member: "mira",
    now: clock.getTime(),
  });
  try {
    await withinLimit(LIMIT_MS, async () => {
      const session = await openSession("chromium", { site, language, clock });
      try {
        await act(session);
      } finally {
        await session.close();
      }
    });
  } finally {
    await site.close();
  }
}

const picture = (tab, name) => tab.screenshot({ fullPage: name !== "popup" });

/** All pages on the same day, without what the background has seen in the meantime, by eye and ear. */
async function comparePictures(session) {
  await givePast(session.env, mira, { days: DAYS_OF_PAST, now: PICTURED });
  await session.agree();
  await session.tell({ type: "reconnect" });
  const pretended = { status: { cached: null, pages: {}, health: {} } };
  for (const name of Object.keys(READY))
    await open(session, name, { pretended }, async (tab) => {
      await assertReadsAsBefore(tab, name);
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

/** Checks the tolerance: another font passes, a real change does not. */
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

describe("the look of every page", { concurrency: 2, skip: !BROWSERS.includes("chromium") }, () => {
  for (const language of LANGUAGES) {
    it(language, { timeout: LIMIT_MS }, () => inSession({ language, clock: TODAY }, lookAtAll));
  }
  it("the pictures are those of before", { timeout: LIMIT_MS, skip: "LOOK_AT" in process.env }, () =>
    inSession({ language: "en", clock: PICTURED }, comparePictures),
  );
});
