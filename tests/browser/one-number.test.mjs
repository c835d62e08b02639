/**
 * One number per day with one explanation: popup, badge, history, report, and the command line's
 * status, why, report and export agree on the same day.
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { converse } from "./lib/host-process.mjs";
import { CLI } from "../lib/paths.mjs";
import { dayOf, momentOf } from "./lib/seed-history.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { wording } from "./lib/words.mjs";

const run = promisify(execFile);
const { mira } = MEMBERS;

const noonBefore = (days) => {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days, 12);
};
const dayBefore = (days) => dayOf(noonBefore(days));

function observe(at, page, parts) {
  return {
    type: "observe",
    request: randomUUID(),
    profile: { key: mira.memberId, aliases: [mira.vanity], label: mira.vanity },
    page,
    source: "page",
    lang: "en",
    at: momentOf(at),
    gauges: [],
    tallies: [],
    ...parts,
  };
}

function ssi(at, insights) {
  const pillars = { brand: 12, people: 5, insights, relationships: 15 };
  return observe(at, "ssi", {
    official: { total: Math.round(32 + insights), pillars, industry: { rank_pct: 20, average: 31 } },
  });
}

/** LinkedIn's 40 twenty days ago, and 60 comments, worth 3 points, three days ago. */
const lived = () => [
  ssi(noonBefore(20), 8),
  observe(noonBefore(1), "activity_comments", {
    tallies: ["comments", "posts", "reactions", "reposts"].map((signal) => ({
      signal,
      from: dayBefore(150),
      to: dayBefore(1),
      days: signal === "comments" ? { [dayBefore(3)]: 60 } : {},
    })),
  }),
];

const hello = { type: "hello", client: { name: "bussola", version: "0.3.0", browser: "sample" } };
const spaced = (text) => text.replace(/\s+/g, " ").trim();

async function shown(session, path, selector) {
  const page = await session.open(path);
  await page.bringToFront();
  await page.waitForSelector(selector);
  return { page, text: (what) => page.$eval(what, (node) => node.textContent).then(spaced) };
}

/** What the pages say, each opened anew. */
async function readPages(session) {
  const popup = await shown(session, "popup.html", ".why:not(:empty)");
  await session.click(popup.page, ".fold > summary");
  const history = await shown(session, "history.html", ".moved .sentence");
  const report = await shown(session, "report.html", "main.report");
  return {
    ring: await popup.text(".ring .total"),
    sentence: await popup.text(".why p"),
    reasons: await popup.text(".why .move"),
    headline: await history.text("h1"),
    changeText: await history.text(".moved .sentence"),
    causes: await history.text(".moved .move"),
    row: await history.text(".wide tbody tr td"),
    table: await history.text(".wide tbody"),
    legend: await history.text(".legend"),
    report: await report.text(".number"),
  };
}

/** What the command line says. */
async function readCommands(session, locale) {
  const env = { ...session.env, LC_ALL: locale, COLUMNS: "200" };
  const command = async (...args) => (await run(CLI, args, { env })).stdout;
  const exported = JSON.parse(await command("export")).records;
  const today = dayOf(new Date());
  return {
    status: JSON.parse(await command("status", "--json")).total,
    why: JSON.parse(await command("why", "--json")),
    changeText: spaced(await command("why")),
    report: spaced(await command("report", "--week", today)),
    history: JSON.parse(await command("history", "--json")).series.total.pop(),
    exported: exported.filter(({ record, day }) => record === "snapshot" && day === today).pop().total,
  };
}

const about = (number) => `≈${number}`;

for (const [language, locale] of [
  ["en", "en_US.UTF-8"],
  ["it", "it_IT.UTF-8"],
]) {
  const text = wording(language);
  const filled = (key, ...values) =>
    values.reduce((message, value) => message.replace(/\$[A-Z_]+\$/, value), text(key));
  inEachBrowser(`one number and one story, ${language}`, { language }, async (session) => {
    await converse(session.env, [hello, ...lived()]);
    await session.agree();
    await session.tell({ type: "reconnect" });
    const comments = filled("did_comments_other", "60");
    const up = filled("why_up_acts", "3", comments);

    const pages = await readPages(session);
    // Firefox has no room for "≈".
    await session.badgeText(session.name === "firefox" ? "~43" : about(43));
    assert.equal(pages.ring, about(43));
    assert.equal(pages.headline, filled("total_of_100", about(43)));
    assert.equal(pages.row, about(43));
    assert.match(pages.report, new RegExp(`^${filled("total_of_100", about(43))}`));
    assert.equal(pages.sentence, up);
    assert.equal(pages.changeText, up);
    for (const reasons of [pages.reasons, pages.causes])
      assert.match(reasons, /^60 [a-z]+\+3[.,]0$/, "one row, worth the change");
    assert.ok(pages.legend.includes(text("legend_own")), pages.legend);
    // The comments were read two days later, which redrew the day between: marked on that day.
    assert.ok(pages.legend.includes(text("legend_corrected")), pages.legend);

    const said = await readCommands(session, locale);
    assert.deepEqual(
      [said.status, said.why.total_to, said.history, said.exported].map((total) => total.toFixed(2)),
      Array(4).fill("43.00"),
    );
    assert.equal(said.why.turn, "up");
    assert.ok(said.changeText.includes(up), said.changeText);
    assert.ok(said.report.includes(filled("total_of_100", about(43))), said.report);

    // LinkedIn's value is 2 below the estimate: a correction of the estimate. The line is bent
    // to meet it on the day of the comments, so that nothing jumps and no jump is marked.
    await converse(session.env, [hello, ssi(new Date(), 9)]);
    await session.tell({ type: "reconnect" });
    const corrected = await readPages(session);
    await session.badgeText("41");
    const tooHigh = text("why_too_high").replace("$POINTS$", "2").split("$DAY$");
    for (const part of tooHigh) assert.ok(corrected.changeText.includes(part), corrected.changeText);
    assert.equal(corrected.ring, "41");
    assert.ok(!corrected.table.includes(filled("correction_high", "2")), corrected.table);
    const after = await readCommands(session, locale);
    assert.deepEqual([after.status, after.why.total_to, after.history, after.exported], Array(4).fill(41));
    for (const part of tooHigh) assert.ok(after.changeText.includes(part), after.changeText);
  });
}
