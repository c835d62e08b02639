/** From a new profile to the number on the toolbar, and nothing before the user has agreed. */

import assert from "node:assert/strict";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { pretend } from "./lib/mock-host.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { stillFor, until } from "../lib/wait.mjs";
import { patternOf, wording } from "./lib/words.mjs";

const text = wording("en");
const { mira } = MEMBERS;
/** Installing an add-on takes one confirmation, in either browser. */
const CLICKS_TO_INSTALL = 1;
const MOST_CLICKS = 4;

inEachBrowser(
  "install, agree, open the SSI page: four clicks at most to a correct badge",
  {},
  async (session) => {
    let clicks = CLICKS_TO_INSTALL;
    const click = async (page, selector) => {
      await session.click(page, selector);
      clicks += 1;
    };
    const welcome = await session.pageAt("welcome.html");
    await session.badgeText("");
    await click(welcome, "#agree");
    await click(welcome, "#open-ssi");
    await session.badgeText(String(mira.ssi.total));
    assert.ok(clicks <= MOST_CLICKS, `${clicks} clicks`);
    await session.badgeTitle(patternOf(text("badge_official")));

    await welcome.bringToFront();
    await welcome.waitForSelector("#official");
    assert.equal(
      await welcome.$eval("#official", (official) => official.dataset.total),
      String(mira.ssi.total),
    );
    await until("the step of the host done", () =>
      welcome.$eval("#host", (step) => step.dataset.state === "connected"),
    );
  },
);

inEachBrowser("the pages get their ticks while the user browses", {}, async (session) => {
  const welcome = await session.pageAt("welcome.html");
  await session.agree();
  const done = () =>
    welcome.$$eval("#pages [data-page]", (links) =>
      links.filter((link) => link.dataset.done === "true").map((link) => link.dataset.page),
    );
  await until("the list of pages", () => welcome.$("#pages"));
  assert.deepEqual(await done(), []);
  const tab = await session.visit(`/in/${mira.vanity}/`, "own_profile");
  await session.visit("/mynetwork/grow/", "network", tab);
  await until("two ticks", async () => (await done()).length === 2);
  assert.deepEqual((await done()).sort(), ["network", "own_profile"]);
});

inEachBrowser(
  "each step can be done alone, in any order, up to the end",
  { only: "chromium" },
  async (session) => {
    const welcome = await session.pageAt("welcome.html");
    await session.agree();
    const shown = (status) => pretend(welcome, { status }).then(() => session.open("welcome.html", welcome));
    const places = () =>
      welcome.$$eval("section.step", (steps) =>
        Object.fromEntries(steps.map((step) => [step.id, step.querySelector("h2 small")?.textContent ?? ""])),
      );
    const becomes = (what, expected) =>
      until(what, async () => {
        const found = await places();
        return Object.entries(expected).every(([id, place]) => found[id] === place);
      });
    const open = { ssi: "Step 1 of 3", pin: "Step 2 of 3", pages: "Step 3 of 3", archive: "Optional" };
    await shown({ pinned: false });
    await becomes("the open path", open);
    const read = [
      "own_profile",
      "skills",
      "network",
      "activity_posts",
      "activity_comments",
      "activity_reactions",
    ];
    const pages = Object.fromEntries(read.map((page) => [page, new Date().toISOString()]));
    await shown({ pinned: false, pages });
    await becomes("the last step first", { ...open, pages: "Done" });
    assert.equal((await places()).done, undefined);

    await session.visit("/sales/ssi", "ssi");
    await session.delivered();
    await shown({ pinned: false, pages });
    await becomes("the icon's step left", { ssi: "Done", pin: "Step 2 of 3", pages: "Done" });
    assert.equal((await places()).done, undefined);
    await shown({ pinned: true, pages });
    await becomes("the end", { ssi: "Done", pin: "Done", pages: "Done", done: "", archive: "Optional" });
    const end = await welcome.$eval("#done h2", (title) => title.textContent);
    assert.match(end, patternOf(text("welcome_done_title")));
  },
);

inEachBrowser("the welcome page asks about the phone, and the answer can be changed", {}, async (session) => {
  const welcome = await session.pageAt("welcome.html");
  await session.agree();
  const tab = await session.visit(`/in/${mira.vanity}/`, "own_profile");
  await session.delivered();
  await welcome.bringToFront();
  await until("the question", () => welcome.$("#phone[data-state=open]"));
  await session.click(welcome, "#phone-yes");
  await until("the answer", () => welcome.$("#phone[data-state=yes] #phone-yes[aria-pressed=true]"));
  const options = await session.open("options.html", tab);
  await until("the same answer", () => options.$("#phone #phone-yes[aria-pressed=true]"));
  await session.click(options, "#phone-no");
  await until("the other answer", () => options.$("#phone #phone-no[aria-pressed=true]"));
  const { cached } = await session.status();
  assert.equal(cached.state.phone, "no");
});

inEachBrowser("a sample leads from the first screens", { host: null }, async (session) => {
  const waysOf = async (path) => {
    const page = await session.open(path);
    return until(`the ways into the sample from ${path}`, async () => {
      const found = await page.$$eval("[id^=sample-][href]", (links) => links.map(({ href }) => href));
      return found.length === 2 && found;
    });
  };
  const ways = await waysOf("welcome.html");
  assert.deepEqual(await waysOf("popup.html"), ways);
  const drawn = [".ring", "canvas"];
  for (const [index, href] of ways.entries()) {
    const page = await session.open(href.slice(session.base.length));
    await page.waitForSelector(drawn[index]);
    const mark = await page.$eval(".sample-mark", ({ textContent }) => textContent);
    assert.equal(mark, text("welcome_sample"));
    await until(`the sample's name on ${href}`, () =>
      page.$eval("body", ({ textContent }, name) => textContent.includes(name), text("sample_name")),
    );
    // What leads on stays in the sample.
    const on = await page.$$eval("a[href*='history.html']", (links) => links.map(({ href }) => href));
    assert.ok(
      on.every((link) => link.endsWith("?sample")),
      on.join(),
    );
  }
  const { agreed, cached } = await session.status();
  assert.deepEqual({ agreed, cached }, { agreed: false, cached: null });
});

inEachBrowser("nothing is read before the user has agreed", { host: "recorded" }, async (session) => {
  const tab = await session.open(`/in/${mira.vanity}/`);
  await session.open("/sales/ssi", tab);
  await stillFor(1_500);
  const { pages, waiting, official } = await session.status();
  assert.deepEqual({ pages, waiting, official }, { pages: {}, waiting: 0, official: null });
  assert.deepEqual(
    session.frames().filter(({ type }) => type === "observe"),
    [],
  );
  await session.badgeTitle(text("badge_not_agreed"));

  // The page that is open is read as soon as the user agrees, without a reload.
  await session.agree();
  await session.badgeText(String(mira.ssi.total));
});

inEachBrowser("the welcome page asks for a missing permission", { only: "firefox" }, async (session) => {
  await session.agree();
  await session.call(() => chrome.permissions.remove({ origins: ["https://www.linkedin.com/*"] }));
  await session.badgeTitle(text("badge_not_permitted"));
  await session.open("/sales/ssi");
  await stillFor(1_500);
  assert.equal((await session.status()).official, null);

  const welcome = await session.pageAt("welcome.html");
  await session.click(welcome, "#allow");
  await until("the permission", async () => (await session.status()).permitted);
  await session.visit("/sales/ssi", "ssi");
  await session.badgeText(String(mira.ssi.total));
});

inEachBrowser("the archive is offered on the welcome page and reminded of once", {}, async (session) => {
  const welcome = await session.open("welcome.html");
  await session.agree();
  const link = await welcome.waitForSelector("#archive ol a");
  assert.match(await link.evaluate((element) => element.href), /download-my-data/);
  const asked = () => session.call(async () => (await chrome.storage.local.get("archiveAsked")).archiveAsked);
  await link.evaluate((element) => {
    element.addEventListener("click", (event) => event.preventDefault());
    element.click();
  });
  await until("the note that it was asked for", async () => (await asked()) > 0);

  await session.visit(`/in/${MEMBERS.mira.vanity}/`, "own_profile");
  await session.delivered();
  const dayAgo = Date.now() - 86_400_000;
  await session.call((archiveAsked) => chrome.storage.local.set({ archiveAsked }), dayAgo);
  const popup = await session.openPopup(session.control);
  const notice = await popup.waitForSelector("#archive-due");
  assert.match(await notice.evaluate((element) => element.textContent), /should have come/);
  await until("the end of the reminder", async () => (await asked()) === null);
  await popup.close();
  await session.control.bringToFront();
  const again = await session.openPopup(session.control);
  await again.waitForSelector("footer");
  assert.equal(await again.$("#archive-due"), null);
});
