/** LinkedIn's archive given to the options page: the history has its counts at once. */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { member, NAME } from "../fixtures/archives/member.mjs";
import { addressOf, archiveName, comments, messages } from "../fixtures/archives/owned.mjs";
import { zip } from "../fixtures/archives/zip.mjs";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { drop, result } from "./lib/archive.mjs";
import { IMPORT } from "../lib/paths.mjs";
import { descendants } from "./lib/processes.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { until } from "../lib/wait.mjs";
import { wording } from "./lib/words.mjs";

const { mira } = MEMBERS;
const ARCHIVE = archiveName();

async function choose(page, path) {
  const input = await page.waitForSelector("#import-file");
  await input.uploadFile(path);
}

/** An archive that the program asks for in many parts. */
function large() {
  let seed = 1;
  const noise = () => (seed = (seed * 48_271) % 2_147_483_647).toString(36);
  const row = () => `2026-03-05 10:01:00,LIKE,https://x.example/${noise()}${noise()}${noise()}\n`;
  return zip({ "Reactions.csv": `Date,Type,Link\n${Array.from({ length: 100_000 }, row).join("")}` });
}

/** In a page: reads no more of the file as soon as it shows progress, however fast the program is. */
function stopInTheMiddle() {
  const read = FileReader.prototype.readAsDataURL;
  FileReader.prototype.readAsDataURL = function (part) {
    if (!(document.querySelector("#import progress")?.value > 0)) read.call(this, part);
  };
}

const importers = (session) =>
  descendants(session.browser.process().pid).filter(({ command }) => command[0] === IMPORT);
const profilesOf = async (session) => JSON.parse(await session.cli("profiles", "--json"));

inEachBrowser("an archive dropped on the options page is counted", {}, async (session) => {
  const options = await session.open("options.html");
  await options.waitForSelector("#import-drop");
  assert.equal(await drop(options, "h1", [NAME, zip(member())]), true, "a near miss opens nothing");
  await drop(options, "#import-drop", [NAME, zip(member())]);
  const [outcome, words] = await result(options);
  assert.equal(outcome, "good", words);
  assert.match(words, /messages/);
  assert.ok(words.includes("InMail: 1 sent, 1 answered"), words);
  const { series } = await session.ask({ type: "history", from: "2026-03-01", to: "2026-03-31" });
  assert.ok(series.day.includes("2026-03-24"), JSON.stringify(series.day));
  const history = await session.open("history.html");
  await until("the past on the history page", () =>
    history.evaluate(() => document.body.textContent.includes("2026")),
  );
});

inEachBrowser("a page closed in the middle leaves nothing behind", {}, async (session) => {
  const path = join(session.home, NAME);
  writeFileSync(path, large());
  const options = await session.open("options.html");
  await options.waitForSelector("#import-file");
  await options.evaluate(stopInTheMiddle);
  await choose(options, path);
  await until("the first progress", () =>
    options.evaluate(() => document.querySelector("#import progress")?.value > 0),
  );
  assert.equal(await options.evaluate(() => document.querySelector("#import-result [data-result]")), null);
  await options.close();
  await until("the program's end", () => importers(session).length === 0);
  assert.deepEqual(await profilesOf(session), []);
  const again = await session.open("options.html");
  await choose(again, path);
  const [outcome, words] = await result(again);
  assert.equal(outcome, "good", words);
  assert.equal((await profilesOf(session)).length, 1);
});

inEachBrowser("without the program the page leads to it", { host: null }, async (session) => {
  const options = await session.open("options.html");
  await options.waitForSelector("#import-drop");
  await drop(options, "#import-drop", [NAME, zip(member())]);
  const [outcome, words] = await result(options);
  assert.equal(outcome, "bad");
  const text = wording("en");
  assert.equal(words, text("options_test_missing") + text("program_get"));
});

inEachBrowser("an archive inside another zip is refused with what to do", {}, async (session) => {
  const options = await session.open("options.html");
  await options.waitForSelector("#import-drop");
  await drop(options, "#import-drop", ["mail.zip", zip({ [NAME]: zip(member()) })]);
  assert.deepEqual(await result(options), ["bad", `mail.zip: ${wording("en")("import_error_nested")}`]);
});

inEachBrowser("a file that is no archive is refused in words", {}, async (session) => {
  const path = join(session.home, "holiday.zip");
  writeFileSync(path, "not a zip at all");
  const options = await session.open("options.html");
  await choose(options, path);
  const [outcome, words] = await result(options);
  assert.equal(outcome, "bad");
  assert.equal(words, `holiday.zip: ${wording("en")("import_error_not_zip")}`);
});

const OWNER = "Greta Holm";
const foreign = () => zip({ ...messages(OWNER, addressOf("greta-holm")), ...comments(5) });
const buttonsOf = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("#import-result .choices button")].map(({ textContent }) => textContent),
  );

/** Clicks the button with these words and waits for the archive to be stored. */
async function answer(page, words) {
  await page.bringToFront();
  await until(`the choice ${words}`, () =>
    page.evaluate((words) => {
      const found = [...document.querySelectorAll("#import-result .choices button")].find(
        ({ textContent }) => textContent === words,
      );
      found?.click();
      return found !== undefined;
    }, words),
  );
  return until("the summary", async () => {
    const [outcome, shown] = await result(page);
    return outcome === "good" && shown;
  });
}

inEachBrowser("another member's archive waits for the user's decision", {}, async (session) => {
  await session.agree();
  const tab = await session.visit(`/in/${mira.vanity}/`, "own_profile");
  await session.visit("/mynetwork/invite-connect/connections/", "connections", tab);
  await session.delivered();
  const { key, label } = await until("the account", async () => (await profilesOf(session))[0]);
  const words = wording("en");
  const before = await session.cli("export");
  const options = await session.open("options.html");
  await options.waitForSelector("#import-drop");
  const give = async () => {
    await drop(options, "#import-drop", [ARCHIVE, foreign()]);
    await until("the refusal", async () => {
      const [outcome, shown] = await result(options);
      return outcome === "bad" && shown.includes(words("import_error_other_account"));
    });
  };
  await give();
  assert.doesNotMatch(await options.evaluate(() => document.body.textContent), /greta|holm/i);
  assert.equal(await session.cli("export"), before);
  assert.deepEqual(await buttonsOf(options), [label || key, words("options_import_apart")]);

  const apart = await answer(options, words("options_import_apart"));
  assert.ok(apart.includes("the same profile address or name"), apart);
  const kept = await profilesOf(session);
  assert.deepEqual(kept.map((profile) => profile.key).sort(), [key, "me"].sort());

  await session.cli("forget", "--profile", "me", "--yes");
  await give();
  const taken = await answer(options, label || key);
  assert.ok(taken.includes(key), taken);
  assert.deepEqual(
    (await profilesOf(session)).map((profile) => profile.key),
    [key],
  );
  const records = JSON.parse(await session.cli("export")).records;
  assert.ok(records.some(({ signal, source }) => signal === "comments" && source === "archive"));
});
