/**
 * From "not connected" in the popup, by its one command, to a connected host; and what the doctor
 * says then.
 */

import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import * as chromium from "./lib/chromium.mjs";
import { VERSION } from "../lib/versions.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { until } from "../lib/wait.mjs";
import { wording } from "./lib/words.mjs";

const { mira } = MEMBERS;
const PROFILE = `/in/${mira.vanity}/`;
const text = wording("en");

/** A command's output, whatever its exit code: other lines may fail on a test's machine. */
const output = (session, ...words) => session.cli(...words).catch((failed) => failed.stdout);

/** Chromium's default profile shares its manifests with the session's. */
function asByDefault({ home }) {
  mkdirSync(join(home, ".config/chromium"), { recursive: true });
  symlinkSync(
    join(chromium.userDataDirectory(home), "NativeMessagingHosts"),
    join(home, ".config/chromium/NativeMessagingHosts"),
  );
}

inEachBrowser("the popup's one command connects a missing host", { host: null }, async (session) => {
  if (session.name === "chromium") asByDefault(session);
  await session.agree();
  await session.visit(PROFILE, "own_profile");
  await until("the missing host's report", async () => (await session.status()).host === "missing");
  const popup = await session.openPopup(session.control);
  await popup.waitForSelector(".state-host_missing");
  const commands = await popup.$$eval(".command code", (nodes) => nodes.map((node) => node.textContent));
  await popup.close();
  assert.equal(commands.length, 1);
  const [program, ...words] = commands[0].split(" ");
  assert.equal(program, "bussola");

  const name = session.name === "chromium" ? "Chromium" : "Firefox";
  assert.match(await output(session, ...words), new RegExp(`${name}: the program answers, version`));
  await session.reconnect();
  await session.delivered();
  // The last hello came before this reading; the next one reports it.
  await session.suspendBackground();
  await session.reconnect();

  const { findings } = JSON.parse(await output(session, "doctor", "--json"));
  const of = (check) => findings.filter((finding) => finding.check === check);
  assert.deepEqual(
    ["extension", "icon", "pages", "clock"].map((check) => of(check).map(({ level }) => level)),
    [["ok"], [session.name === "chromium" ? "warning" : "ok"], ["ok"], ["ok"]],
    JSON.stringify(findings, null, 1),
  );
  assert.match(of("extension")[0].text, new RegExp(`version ${VERSION} with reading rules \\d+`));
  assert.ok(of("pages")[0].text.includes(text("page_own_profile")));
});
