/**
 * LinkedIn's page says that the account has no SSI: the pages with the number say so, no link leads
 * to that page any more, and an account that gets its SSI back is noticed. The content script gives
 * the page its 30 s of real time, once in each walk.
 */

import assert from "node:assert/strict";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { pretend } from "./lib/mock-host.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { settled, until } from "../lib/wait.mjs";
import { wording } from "./lib/words.mjs";

const { mira } = MEMBERS;
/** Pages that say what the number rests on. */
const TELLING = ["popup", "history", "report", "welcome"];

/**
 * Opens a page of the extension, waits until its words satisfy `isDrawn`, and returns its links.
 */
async function linksOf(session, page, isDrawn) {
  const tab = await session.open(`${page}.html`);
  const links = await until(`${page} as expected`, async () => {
    const words = await tab.evaluate(() => document.body.innerText.replace(/\s+/g, " "));
    if (!isDrawn(words)) return null;
    const found = await tab.$$eval("a[href]", (found) => found.map(({ href }) => href));
    return found.length > 0 && found;
  });
  await tab.close();
  return links;
}

const leadsToSsi = (href) => href.includes("/sales/ssi");

async function assertNobodyIsSent(session, sentence) {
  for (const page of [...TELLING, "options"]) {
    const links = await linksOf(session, page, (words) => page === "options" || words.includes(sentence));
    assert.deepEqual(links.filter(leadsToSsi), [], page);
  }
  assert.doesNotMatch(await session.cli("status"), /sales\/ssi/);
}

/** Brings the SSI page to the front again, because a hidden page is not read. */
async function visitSsi(session, tab) {
  await tab.bringToFront();
  await session.visit("/sales/ssi", "ssi", tab);
  await session.delivered();
}

inEachBrowser(
  "an account loses its SSI and gets it back, in Italian",
  { language: "it", scenario: { frontEnd: "ember", lang: "it" } },
  async (session, site) => {
    const text = wording("it");
    await session.agree();
    const tab = await session.visit(`/in/${mira.vanity}/`, "own_profile");
    await session.visit("/sales/ssi", "ssi", tab);
    await session.badgeText(String(mira.ssi.total));
    await session.delivered();
    const sentence = text("no_access_from").replace("$TOTAL$", mira.ssi.total).split("$DATE$")[0];

    site.set({ variant: "none" });
    await visitSsi(session, tab);
    const { no_access: noAccess } = await session.state();
    assert.equal(noAccess.since, noAccess.seen);
    await assertNobodyIsSent(session, sentence);

    site.set({ variant: "bars" });
    await visitSsi(session, tab);
    assert.equal((await session.state()).no_access, undefined);
    const links = await linksOf(session, "welcome", (words) => !words.includes(sentence));
    assert.ok(links.some(leadsToSsi));
    for (const page of TELLING) await linksOf(session, page, (words) => !words.includes(sentence));
  },
);

inEachBrowser(
  "an account never had an SSI, on Japanese pages",
  { scenario: { frontEnd: "sdui", lang: "ja", variant: "none" } },
  async (session) => {
    const text = wording("en");
    const welcome = await session.pageAt("welcome.html");
    await session.agree();
    const steps = await until("the steps", async () => {
      const ids = await welcome.$$eval("section.step", (found) => found.map(({ id }) => id));
      return ids.includes("ssi") && ids;
    });
    assert.deepEqual(steps.slice(0, 3), ["ssi", "pin", "pages"]);

    const tab = await session.visit(`/in/${mira.vanity}/`, "own_profile");
    await visitSsi(session, tab);
    assert.ok((await session.state()).no_access);
    await until("the step's end", async () => (await welcome.$("#ssi")) === null);
    // The path begins with what gives a number here.
    const first = await welcome.$eval("section.step", ({ id, textContent }) => [id, textContent]);
    assert.equal(first[0], "pages");
    assert.ok(first[1].includes(text("welcome_pages_first_title")), first[1]);
    await assertNobodyIsSent(session, text("no_access"));
  },
);

/** The words and links of an extension page on a system. */
async function shownOn(system, session, page) {
  const tab = await session.browser.newPage();
  await pretend(tab, { system });
  await session.open(`${page}.html`, tab);
  await settled(page, () => tab.evaluate(() => document.body.innerHTML));
  const found = await tab.evaluate(() => ({
    words: document.body.innerText.replace(/\s+/g, " "),
    links: [...document.querySelectorAll("a[href]")].map(({ href }) => href),
    commands: document.querySelectorAll(".command code").length,
  }));
  await tab.close();
  return found;
}

inEachBrowser(
  "an account has no SSI on a system without the program",
  { host: null, only: "chromium", scenario: { frontEnd: "ember", lang: "en", variant: "none" } },
  async (session, site) => {
    const text = wording("en");
    await until(
      "the missing host's report",
      async () => (await session.tell({ type: "reconnect" })).host === "missing",
    );
    await session.agree();
    const tab = await session.visit("/sales/ssi", "ssi");
    for (const system of ["win", "mac"])
      for (const page of [...TELLING, "options"]) {
        const { words, links, commands } = await shownOn(system, session, page);
        assert.ok(words.includes(text("no_access_unsupported")), `${page}, ${system}: ${words}`);
        assert.ok(!words.includes(text("state_unsupported_text")), `${page}, ${system}`);
        assert.deepEqual(links.filter(leadsToSsi), [], `${page}, ${system}`);
        assert.equal(commands, 0, `${page}, ${system}`);
      }

    site.set({ variant: "bars" });
    await tab.bringToFront();
    await session.visit("/sales/ssi", "ssi", tab);
    for (const system of ["win", "mac"]) {
      const { words } = await shownOn(system, session, "popup");
      assert.ok(words.includes(String(mira.ssi.total)), system);
      assert.ok(words.includes(text("state_unsupported_text")), system);
      assert.ok(!words.includes(text("no_access_unsupported")), system);
    }
  },
);
