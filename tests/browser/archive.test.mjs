/** LinkedIn's archive given to the options page: what it holds is in the history at once. */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { member, NAME } from "../fixtures/archives/member.mjs";
import { zip } from "../fixtures/archives/zip.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { until } from "./lib/wait.mjs";

/** The result on the page once there is one: how it went, and its words. */
function result(page) {
  return until("a result", () =>
    page.evaluate(() => {
      const shown = document.querySelector("#import-result [data-result]");
      return shown && [shown.dataset.result, shown.textContent];
    }),
  );
}

async function choose(page, path) {
  const input = await page.waitForSelector("#import-file");
  await input.uploadFile(path);
}

inEachBrowser("an archive chosen on the options page is counted", { only: "chromium" }, async (session) => {
  const path = join(session.home, NAME);
  writeFileSync(path, zip(member()));
  const options = await session.open("options.html");
  await choose(options, path);
  const [outcome, words] = await result(options);
  assert.equal(outcome, "good", words);
  assert.match(words, /messages/);
  assert.ok(words.includes("InMail: 1 sent, 1 answered"), words);
  const { series } = await session.ask({ type: "history", from: "2026-03-01", to: "2026-03-31" });
  assert.ok(series.day.includes("2026-03-24"), JSON.stringify(series.day));
});

inEachBrowser("a file that is no archive is refused in words", { only: "chromium" }, async (session) => {
  const path = join(session.home, "holiday.zip");
  writeFileSync(path, "not a zip at all");
  const options = await session.open("options.html");
  await choose(options, path);
  const [outcome, words] = await result(options);
  assert.equal(outcome, "bad");
  assert.equal(words, "holiday.zip: this is not a zip file.");
});
