/** Sharing with a team, and opening its files, on the history page. */

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { givePast } from "./lib/seed-history.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { until } from "../lib/wait.mjs";

const { mira } = MEMBERS;

const textsOf = (page, selector) =>
  page.$$eval(selector, (nodes) => nodes.map(({ textContent }) => textContent));

async function openHistory(session) {
  await givePast(session.env, mira, { days: 40 });
  await session.agree();
  await session.tell({ type: "reconnect" });
  const history = await session.open("history.html");
  await history.waitForSelector(".team");
  return history;
}

/** A member's file as the command line writes it, with another label and changes. */
async function teamFile(session, label, changes = {}) {
  return JSON.stringify({ ...JSON.parse(await session.cli("share", label)), ...changes });
}

inEachBrowser(
  "a file for the team is shown in full, and saved as the command line writes it",
  {},
  async (session) => {
    const history = await openHistory(session);
    await session.click(history, "[data-focus=team_share]");
    await history.type("#team-label", "Mira P.");
    await session.click(history, '.share input[value="weeks"]');
    const expected = await session.cli(
      "share",
      ...["index", "error", "pillars", "counts"].flatMap((part) => ["--only", part]),
      "Mira P.",
    );
    await until("the whole file", async () => (await textsOf(history, "#team-file"))[0] === expected);
    await session.click(history, "#team-save");
    const saved = await until("the saved file", () => {
      const name = readdirSync(session.downloads).find((one) => /^bussola-team-Mira-P\.-.*\.json$/.test(one));
      const content = name && readFileSync(join(session.downloads, name), "utf8");
      return content?.length >= expected.length && content;
    });
    assert.equal(saved, expected);
  },
);

inEachBrowser("files of a team become one table and one chart, by name until asked", {}, async (session) => {
  const history = await openHistory(session);
  const folder = join(session.home, "team");
  mkdirSync(folder);
  const files = {
    "one.json": await teamFile(session, "Zoe", { kind: "estimate", total: 88, pillars: null }),
    "two.json": await teamFile(session, "Abel"),
    "three.json": await teamFile(session, "<b>Mina</b>"),
    "newer.json": await teamFile(session, "Newer", { version: 2 }),
    "cut.json": (await teamFile(session, "Cut")).slice(0, 200),
  };
  // Without its pillars an index has nothing to add up to.
  files["one.json"] = files["one.json"].replace('"pillars":null,', "");
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const input = await history.$("#team-files");
  await input.uploadFile(...Object.keys(files).map((name) => join(folder, name)));
  await history.waitForSelector("#team table");
  assert.deepEqual(await textsOf(history, "#team tbody th"), ["<b>Mina</b>", "Abel", "Zoe"]);
  assert.deepEqual(await textsOf(history, "#team .problems li"), [
    "cut.json is left out: it is no team file, or it was cut.",
    "newer.json is left out: a newer Bussola wrote it. Update this one.",
  ]);
  assert.equal((await textsOf(history, "#team .chart .member title")).length, 3);
  await session.click(history, "[data-focus=team-index]");
  assert.equal((await textsOf(history, "#team tbody th"))[0], "Zoe");

  // A change elsewhere repaints the page and keeps the table.
  await session.tell({ type: "display", change: { theme: "dark" } });
  await until("the dark theme", () =>
    history.evaluate(() => document.documentElement.dataset.theme === "dark"),
  );
  assert.equal((await textsOf(history, "#team tbody th")).length, 3);
  const kept = await session.call(async () => JSON.stringify(await chrome.storage.local.get()));
  for (const name of ["Abel", "Zoe", "Mina"]) assert.ok(!kept.includes(name), name);
  const database = join(session.home, ".local/share/bussola");
  for (const file of readdirSync(database))
    for (const name of ["Abel", "Zoe"]) assert.ok(!readFileSync(join(database, file)).includes(name), file);
});
