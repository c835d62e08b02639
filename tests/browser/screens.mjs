/**
 * Pictures of every page of the extension in every state, in English and Italian, both themes and
 * two pixel densities, for people to look at: `make screens`, into build/screens. Taken in
 * Chromium, the toolbar in Firefox. In other languages: `node tests/browser/screens.mjs de pt-BR`.
 */

import { join } from "node:path";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { startLinkedIn } from "../lib/linkedin.mjs";
import { BUILD } from "../lib/paths.mjs";
import { givePast } from "./lib/seed-history.mjs";
import { DAYS, NOTICES, pretend, SCREENS } from "./lib/mock-host.mjs";
import { openSession } from "./lib/session.mjs";
import { startTeamServer } from "./lib/team-server.mjs";
import { settled, until } from "../lib/wait.mjs";

const LANGUAGES = process.argv.slice(2);
const PICTURES = join(BUILD, "screens");
const CONNECTIONS = "/mynetwork/invite-connect/connections/";
const { mira, jonas } = MEMBERS;
const PROFILE = `/in/${mira.vanity}/`;

/** The element that is on each page once it shows its data, and the size of its picture. */
const PAGES = {
  popup: { ready: "main > *, body > section", width: 380, height: 596 },
  history: { ready: "body > *", width: 1100, height: 800 },
  report: { ready: "main.report", width: 900, height: 800 },
  options: { ready: "#reading", width: 1000, height: 800 },
  welcome: { ready: "#content > *", width: 1000, height: 800 },
};

/**
 * One page of the extension in its present state; `act` may open something in it first. `narrow`
 * is a width for a page that is not as wide as usual.
 */
async function shoot(session, page, state, act = async () => undefined, { narrow, ...pretended } = {}) {
  const { ready, height } = PAGES[page];
  const width = narrow ?? PAGES[page].width;
  const tab = await session.browser.newPage();
  await pretend(tab, pretended);
  await tab.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
  await tab.setViewport({ width, height });
  await session.open(`${page}.html`, tab);
  await tab.waitForSelector(ready);
  const content = () => tab.evaluate(() => document.body.innerHTML);
  await settled(`${page} ${state}`, content);
  await act(tab);
  await settled(`${page} ${state}`, content);
  for (const theme of ["light", "dark"]) {
    await tab.emulateMediaFeatures([
      { name: "prefers-reduced-motion", value: "reduce" },
      { name: "prefers-color-scheme", value: theme },
    ]);
    for (const scale of [1, 2]) {
      await tab.setViewport({ width, height, deviceScaleFactor: scale });
      const path = join(PICTURES, `${page}-${state}-${session.options.language}-${theme}@${scale}x.png`);
      await tab.screenshot({ path, fullPage: page !== "popup" });
    }
  }
  await tab.close();
}

/** Runs `story` in a new browser on a new site. */
async function tell(language, { browser = "chromium", ...options }, story) {
  const site = await startLinkedIn({ frontEnd: "sdui", lang: language, member: "mira", now: Date.now() });
  const session = await openSession(browser, { site, language, ...options });
  try {
    await story(session, site);
  } finally {
    await session.close();
    await site.close();
  }
}

const nothing = async () => undefined;

const unfoldAll = (tab) =>
  tab.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

const withoutHost = async (session) => {
  for (const page of ["popup", "welcome", "options"]) await shoot(session, page, "not-agreed");
  for (const system of ["win", "mac"])
    await shoot(session, "welcome", `not-agreed-${system}`, nothing, { system });
  await session.agree();
  const tab = await session.visit(PROFILE, "own_profile");
  await until("the missing host's report", async () => (await session.status()).host === "missing");
  for (const page of ["popup", "welcome", "options", "history"]) await shoot(session, page, "host-missing");
  for (const system of ["win", "mac"])
    for (const page of ["popup", "welcome"])
      await shoot(session, page, `unsupported-${system}`, nothing, { system });
  await tab.bringToFront();
  await session.visit("/sales/ssi", "ssi", tab);
  await shoot(session, "popup", "host-missing-official");
};

const silentHost = async (session) => {
  await session.agree();
  await session.visit(PROFILE, "own_profile");
  await shoot(session, "popup", "reading");
};

/** A host of another release: either host or extension is too old. */
const otherProtocol = (status) => async (session) => {
  await session.agree();
  await session.visit(PROFILE, "own_profile");
  await until("the host's protocol", async () => (await session.status()).host === status);
  for (const page of ["popup", "options", "welcome"]) await shoot(session, page, `host-${status}`);
};

const firstDay = async (session, site) => {
  await session.agree();
  await session.tell({ type: "reconnect" });
  await shoot(session, "popup", "nothing-seen");
  const tab = await session.open("/feed/");
  site.set({ signedIn: false });
  await session.open("/feed/", tab);
  await until("the sign-out", async () => (await session.status()).signedOut);
  await shoot(session, "popup", "signed-out");
  site.set({ signedIn: true });
  await tab.bringToFront();
  await session.visit(PROFILE, "own_profile", tab);
  await session.visit(CONNECTIONS, "connections", tab);
  await session.delivered();
  await shoot(session, "popup", "learning");
  await shoot(session, "welcome", "half-way");
  await tab.bringToFront();
  await session.visit("/sales/ssi", "ssi", tab);
  await session.delivered();
  await shoot(session, "popup", "official");
  await shoot(session, "popup", "official-pillar", (tab) => tab.click("[data-pillar=relationships] summary"));
  await shoot(session, "history", "one-point");
  await shoot(session, "report", "first-week");
  await shoot(session, "options", "reading");
  await session.tell({ type: "pause", paused: true });
  await shoot(session, "popup", "paused");
  await shoot(session, "options", "paused");
};

/** States that are hard to reach: a host that crashes, a revoked permission, a full disk. */
const shootObstacles = async (session) => {
  for (const state of ["permission", "forbidden", "crashed", "outdated", "error"]) {
    await shoot(session, "popup", `${state}-bare`, nothing, SCREENS[state]);
    await shoot(session, "popup", state, nothing, NOTICES[state]);
  }
  for (const state of ["waiting", "refused"]) await shoot(session, "popup", state, nothing, NOTICES[state]);
  for (const page of ["popup", "history", "report", "options"])
    await shoot(session, page, "long", nothing, { long: true });
};

const tenWeeks = async (session) => {
  await givePast(session.env, mira, { days: 70 });
  await session.agree();
  await session.tell({ type: "reconnect" });
  await shoot(session, "popup", "anchored");
  await shoot(session, "popup", "count", (tab) => tab.click("[data-focus=count-comments]"));
  await shoot(session, "popup", "more", (tab) => tab.click(".fold > summary"));
  for (const [day, pretended] of Object.entries(DAYS))
    await shoot(session, "popup", `day-${day.replaceAll(" ", "-")}`, nothing, pretended);
  await shoot(session, "history", "ten-weeks");
  await shoot(session, "history", "tables", unfoldAll);
  await shoot(session, "history", "narrow", nothing, { narrow: 320 });
  await shoot(session, "report", "ten-weeks");
  await shootObstacles(session);
  await givePast(session.env, jonas, { days: 30 });
  await session.tell({ type: "reconnect" });
  for (const page of ["popup", "history", "options"]) await shoot(session, page, "two-profiles");
  const server = await startTeamServer();
  try {
    await session.cli("push", "--to", server.url, "--yes");
    await shoot(session, "options", "team-server");
  } finally {
    await server.close();
  }
};

const tenYears = async (session) => {
  await givePast(session.env, mira, { days: 3650, officialEvery: 14 });
  await session.agree();
  await session.tell({ type: "reconnect" });
  await shoot(session, "history", "ten-years", (tab) => tab.click("[data-focus=range-all]"));
};

/**
 * The icon with its badge on a real toolbar: Firefox can take pictures of its own window, headless
 * too.
 */
const toolbar = async (session) => {
  await session.agree();
  await session.visit("/sales/ssi", "ssi");
  await session.badgeText(String(mira.ssi.total));
  const file = join(PICTURES, `toolbar-official-${session.options.language}.png`);
  writeFileSync(file, await session.toolbarPicture());
};

rmSync(PICTURES, { recursive: true, force: true });
mkdirSync(PICTURES, { recursive: true });
for (const language of LANGUAGES.length > 0 ? LANGUAGES : ["en", "it"]) {
  await tell(language, { host: null }, withoutHost);
  await tell(language, { host: "silent" }, silentHost);
  await tell(language, { host: "protocol0" }, otherProtocol("outdated"));
  await tell(language, { host: "protocol2" }, otherProtocol("ahead"));
  await tell(language, {}, firstDay);
  await tell(language, {}, tenWeeks);
  await tell(language, {}, tenYears);
  await tell(language, { browser: "firefox" }, toolbar);
}
console.log(PICTURES);
