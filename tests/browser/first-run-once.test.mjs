/**
 * The welcome page opens by itself until the user agreed or closed it, however often a browser
 * reports an installation.
 */

import assert from "node:assert/strict";
import { inEachBrowser } from "./lib/suite.mjs";
import { stillFor, until } from "../lib/wait.mjs";

const welcomePages = async (session) => {
  const pages = await session.browser.pages();
  const addresses = await Promise.all(pages.map((page) => page.evaluate(() => location.href)));
  return addresses.filter((address) => address.startsWith(`${session.base}welcome.html`)).length;
};

const isClosed = (session) =>
  session.call(async () => (await chrome.storage.local.get("welcomeClosed")).welcomeClosed === true);

/** No event says that a page will not open, so this gives the browser time. */
async function staysAway(session) {
  await session.tell({ type: "status" });
  await stillFor(1_500);
  assert.equal(await welcomePages(session), 0);
}

/** Debian's Chromium loads its system add-ons from the command line. */
const SYSTEM_ADDON = { host: null, asSystemAddon: true };

inEachBrowser("the welcome page opens once at each of three starts", SYSTEM_ADDON, async (session) => {
  for (let start = 1; start <= 3; start++) {
    await session.pageAt("welcome.html");
    await stillFor(500);
    assert.equal(await welcomePages(session), 1, `start ${start}`);
    assert.equal(await isClosed(session), false);
    if (start < 3) await session.restart();
  }
});

inEachBrowser("the welcome page does not open again after consent", SYSTEM_ADDON, async (session) => {
  await session.agree();
  for (let start = 2; start <= 3; start++) {
    await session.restart();
    await staysAway(session);
  }
});

inEachBrowser("the welcome page does not open again once closed", SYSTEM_ADDON, async (session) => {
  const welcome = await session.pageAt("welcome.html");
  await welcome.close();
  await until("the note that it was closed", () => isClosed(session));
  for (let start = 2; start <= 3; start++) {
    await session.restart();
    await staysAway(session);
  }
});

inEachBrowser(
  "a welcome page opened by hand and closed counts, another tab does not",
  SYSTEM_ADDON,
  async (session) => {
    const options = await session.open("options.html");
    await options.close();
    const other = await session.open("/feed/");
    await other.close();
    await stillFor(1_500);
    assert.equal(await isClosed(session), false);
    const second = await session.open("welcome.html");
    await second.waitForSelector("#agree");
    await second.close();
    await until("the note that it was closed", () => isClosed(session));
  },
);
