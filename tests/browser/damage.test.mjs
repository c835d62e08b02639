/**
 * A database is damaged while a browser uses it: the user sees it, one command repairs it, no
 * reading is lost.
 */

import assert from "node:assert/strict";
import { closeSync, openSync, readdirSync, writeSync } from "node:fs";
import { join } from "node:path";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { until } from "../lib/wait.mjs";
import { wording } from "./lib/words.mjs";

const CONNECTIONS = "/mynetwork/invite-connect/connections/";
const { mira } = MEMBERS;
const PROFILE = `/in/${mira.vanity}/`;
const text = wording("en");

const folderOf = (session) => join(session.home, ".local/share/bussola");

/** Overwrites the first page of the database in place, while the browser's host is running. */
function spoil(session) {
  const file = openSync(join(folderOf(session), "bussola.db"), "r+");
  writeSync(file, Buffer.alloc(4096, 0x5a), 0, undefined, 0);
  closeSync(file);
}

inEachBrowser(
  "a damaged database is shown with its repair command, and readings wait",
  {},
  async (session) => {
    await session.agree();
    await session.visit(PROFILE, "own_profile");
    await session.delivered();
    // Into the file itself, where most of it is after a day's use.
    await session.cli("backup", join(session.home, "before.db"));
    await session.cli("restore", join(session.home, "before.db"));
    spoil(session);
    const tab = await session.visit(CONNECTIONS, "connections");
    await until("the trouble", async () => (await session.status()).error?.field === "damaged");
    await session.queued();
    assert.equal((await session.status()).waiting, 1);

    const popup = await session.open("popup.html");
    const shown = () => popup.evaluate(() => document.body.innerText);
    await until("the sentence", async () => (await shown()).includes(text("error_storage_damaged")));
    assert.equal(
      await popup.evaluate(() => document.querySelector(".command code")?.textContent),
      "bussola recover",
    );
    assert.equal((await popup.$$("button.main")).length, 1);

    const said = await session.cli("recover");
    assert.match(said, /set aside/);
    // The background retries by itself; if it was first, the button is gone.
    await popup.$$eval("button.main", (buttons) => buttons.forEach((button) => button.click()));
    await until("the delivery", async () => {
      const { error, waiting } = await session.status();
      return error === null && waiting === 0;
    });
    await until(
      "the popup's good news",
      async () => !(await shown()).includes(text("error_storage_damaged")),
    );
    const { state } = await session.ask({ type: "state" });
    const value = (signal) =>
      state.pillars.flatMap(({ signals }) => signals).find(({ id }) => id === signal).value;
    assert.equal(value("connections"), mira.connections);
    assert.equal(value("about"), 1, "read before the damage, and recovered");
    assert.ok(readdirSync(folderOf(session)).some((name) => name.startsWith("bussola.db.damaged-")));
    await tab.close();
  },
);
