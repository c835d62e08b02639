/** Pause, export and deletion, through the options page. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { givePast } from "./lib/seed-history.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { startTeamServer } from "./lib/team-server.mjs";
import { stillFor, until } from "../lib/wait.mjs";
import { wording } from "./lib/words.mjs";

const CONNECTIONS = "/mynetwork/invite-connect/connections/";
const { mira } = MEMBERS;
const text = wording("en");

inEachBrowser("a pause stops reading, and resuming continues it", {}, async (session) => {
  await session.agree();
  const tab = await session.visit(`/in/${mira.vanity}/`, "own_profile");
  const options = await session.open("options.html");
  await session.click(options, "#pause");
  await until("the pause", async () => (await session.status()).paused);
  await session.badgeTitle(text("badge_paused"));

  await tab.bringToFront();
  await session.open(CONNECTIONS, tab);
  await stillFor(1_500);
  assert.equal((await session.status()).pages.connections, undefined);

  await session.click(options, "#reading [data-focus=popup_resume]");
  await until("the end of the pause", async () => !(await session.status()).paused);
  await tab.bringToFront();
  await until("a reading after the pause", async () => (await session.status()).pages.connections);
});

inEachBrowser("an export holds what the command line exports", {}, async (session) => {
  await session.agree();
  const tab = await session.visit(`/in/${mira.vanity}/`, "own_profile");
  await session.visit(CONNECTIONS, "connections", tab);
  await session.delivered();
  const options = await session.open("options.html");
  const row = `[data-profile="${mira.memberId}"]`;
  for (const [index, format] of ["json", "csv"].entries()) {
    await session.click(options, `${row} .actions button:nth-of-type(${index + 1})`);
    const expected = await session.cli("export", "--format", format);
    const exported = await until(`the whole ${format} file`, () => {
      // A browser may use another name until the download is complete.
      const file = readdirSync(session.downloads).find((name) => name.endsWith(`.${format}`));
      const content = readFileSync(join(session.downloads, file), "utf8");
      return content.length >= expected.trimEnd().length && content;
    });
    assert.equal(exported.trimEnd(), expected.trimEnd());
    assert.ok(exported.includes(String(mira.connections)));
  }
});

inEachBrowser("deletion leaves nothing in browser and host", {}, async (session) => {
  await session.agree();
  const tab = await session.visit(`/in/${mira.vanity}/`, "own_profile");
  await session.visit("/sales/ssi", "ssi", tab);
  await session.delivered();
  await session.badgeText(String(mira.ssi.total));
  const options = await session.open("options.html");
  await session.click(options, "#delete-everything");
  // Nothing is deleted before the second click.
  assert.equal((await session.ask({ type: "profiles" })).profiles.length, 1);
  await session.click(options, "#everything [data-focus=options_delete_yes]");
  await until("the deletion", async () => (await session.ask({ type: "profiles" })).profiles.length === 0);
  const { pages, official, cached } = await until("an empty status", async () => {
    const status = await session.status();
    return Object.keys(status.pages).length === 0 && status;
  });
  assert.deepEqual({ pages, official }, { pages: {}, official: null });
  assert.equal(cached?.state.profile ?? null, null);
  await session.badgeText("…");
  const kept = await session.call(async () => JSON.stringify(await chrome.storage.local.get()));
  for (const word of [mira.memberId, mira.vanity]) assert.ok(!kept.includes(word), word);
  const database = join(session.home, ".local/share/bussola");
  const read = (name) => [name, readFileSync(join(database, name))];
  // A host that ends removes its log.
  const files = await until("the files of the data", () => readdirSync(database).map(read));
  for (const [name, bytes] of files) {
    for (const word of [mira.memberId, mira.vanity]) assert.ok(!bytes.includes(word), `${word} in ${name}`);
  }
  // Reading continues from an empty store.
  await tab.bringToFront();
  await session.visit(CONNECTIONS, "connections", tab);
});

/** In a page: whether each of its charts has a point in the page's colour of lines. */
function chartsFollow() {
  const colour = getComputedStyle(document.documentElement).getPropertyValue("--line").trim();
  const wanted = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return [...document.querySelectorAll("canvas")].every((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    for (let at = 0; at < data.length; at += 4)
      if (wanted.every((value, index) => data[at + index] === value) && data[at + 3] === 255) return true;
    return false;
  });
}

inEachBrowser(
  "what goes to a team's server is shown with the account until it is withdrawn",
  {},
  async (session) => {
    await givePast(session.env, mira, { days: 10 });
    await session.agree();
    await session.tell({ type: "reconnect" });
    const server = await startTeamServer();
    try {
      await session.cli("push", "--to", server.url, "--only", "index", "--only", "counts", "--yes");
      const options = await session.open("options.html");
      const pushed = await options.waitForSelector(`[data-profile="${mira.memberId}"] [data-push]`);
      const said = await pushed.evaluate((node) => node.textContent);
      for (const part of [server.url, text("team_part_index"), text("team_part_counts")])
        assert.ok(said.includes(part), said);
      assert.ok(!said.includes(text("team_part_pillars")), said);

      const command = await pushed.$eval(".command code", (code) => code.textContent);
      assert.match(command, /^bussola push --withdraw /);
      await session.cli(...command.split(" ").slice(1));
      await session.open("options.html", options);
      await options.waitForSelector(`[data-profile="${mira.memberId}"]`);
      assert.equal(await options.$("[data-push]"), null);
    } finally {
      await server.close();
    }
  },
);

inEachBrowser("open pages follow the theme, and so do their charts", {}, async (session) => {
  await givePast(session.env, mira, { days: 40 });
  await session.agree();
  await session.tell({ type: "reconnect" });
  const history = await session.open("history.html");
  await history.waitForSelector("canvas");
  const options = await session.open("options.html");
  const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  for (const [theme, color] of Object.entries({ dark: "rgb(20, 22, 26)", light: "rgb(245, 244, 240)" })) {
    await session.click(options, `#theme-${theme}`);
    for (const page of [options, history])
      await until(`the ${theme} theme`, async () => (await ground(page)) === color);
    await until(`the charts of the ${theme} theme`, () => history.evaluate(chartsFollow));
  }
  // Also without the new data that a page asks for when the background has stored the choice.
  await session.call(() => chrome.storage.local.set({ display: { badge: true, theme: "dark", labels: {} } }));
  await until("the stored theme", async () => (await ground(history)) === "rgb(20, 22, 26)");
  await until("the charts of the stored theme", () => history.evaluate(chartsFollow));
});

inEachBrowser(
  "the toolbar, the theme and the names of accounts are the user's choice",
  {},
  async (session) => {
    await session.agree();
    const tab = await session.visit(`/in/${mira.vanity}/`, "own_profile");
    await session.visit("/sales/ssi", "ssi", tab);
    await session.delivered();
    await session.badgeText(String(mira.ssi.total));
    const options = await session.open("options.html");
    await options.waitForSelector("#badge");
    const parts = await options.$$eval(".part > h2", (titles) =>
      titles.map(({ textContent }) => textContent),
    );
    assert.deepEqual(
      parts,
      ["reading", "data", "display", "trouble"].map((part) => text(`options_part_${part}`)),
    );

    await session.click(options, "#badge");
    await session.badgeText("");
    await session.badgeTitle(new RegExp(`^${mira.ssi.total}`));
    await session.click(options, "#theme-light");
    await session.click(options, "#badge");
    await session.badgeText(String(mira.ssi.total));

    const field = await options.waitForSelector("#names input");
    await field.evaluate((input) => input.select());
    await field.type("Sales account");
    await options.keyboard.press("Enter");
    await until(
      "the name",
      async () => (await session.ask({ type: "state" })).state.profile.label === "Sales account",
    );
    const popup = await session.open("popup.html");
    await until(
      "the name in the popup",
      async () => (await popup.$eval(".who", ({ textContent }) => textContent)) === "Sales account",
    );
    // The name goes with the data.
    await session.tell({ type: "host", request: { type: "forget", all: true } });
    const { display } = await session.status();
    assert.deepEqual(display, { badge: true, theme: "light", labels: {} });
  },
);
