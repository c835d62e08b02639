/**
 * The demonstration of `make run`: a sample user with ten weeks of history walks the sample
 * LinkedIn in real Chromium, with the extension loaded and the host registered in a temporary
 * profile. Prints the badge, the score card and the source of each number, and saves pictures in
 * build/screenshots. HEADED=1 shows the browser and leaves it open.
 */

import { relative, join } from "node:path";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { startLinkedIn } from "../lib/linkedin.mjs";
import { BUILD, ROOT } from "../lib/paths.mjs";
import { givePast } from "./lib/seed-history.mjs";
import { badgeOf, saveMarked } from "./lib/pictures.mjs";
import { openSession } from "./lib/session.mjs";
import { settled } from "../lib/wait.mjs";
import { walkOf } from "./lib/walk.mjs";

const DAYS_OF_PAST = 70;
const PICTURES = join(BUILD, "screenshots");
const headed = process.env.HEADED === "1";
const member = MEMBERS.mira;

const say = (line = "") => console.log(line);
const heading = (line) => say(`\n${line}\n${"-".repeat(line.length)}`);

/** "connections 1268, groups 6": the content of one observation. */
function contentOf({ gauges, tallies, events = [], official }) {
  const sum = (days) => Object.values(days).reduce((total, count) => total + count, 0);
  return [
    ...(official ? [`LinkedIn's own number ${official.total}`] : []),
    ...gauges.map(({ signal, value, bound }) => `${signal} ${value}${bound === "at_least" ? "+" : ""}`),
    ...tallies.map(({ signal, days }) => `${signal} ${sum(days)}`),
    ...events.map(({ signal, count }) => `${signal} +${count}`),
  ].join(", ");
}

async function walk(session) {
  heading(`Browsing as ${member.name}, an invented member`);
  let tab;
  for (const { path, page } of walkOf(member)) {
    tab = await session.visit(path, page, tab);
    say(`  ${path}`);
  }
  await session.delivered();
  await session.badgeText(String(member.ssi.total));
  return tab;
}

async function report(session) {
  const { text, title, color } = await badgeOf(session);
  heading("Badge on the toolbar");
  say(`  [ ${text} ]  ${color}  ${title}`);
  heading("Score card: bussola status");
  say((await session.cli("status")).trimEnd());
  heading("Where each number came from");
  for (const frame of session.frames().filter(({ type }) => type === "observe")) {
    say(`  ${frame.page.padEnd(20)} ${contentOf(frame)}`);
  }
}

async function pictures(session) {
  const badge = await badgeOf(session);
  const files = { popup: join(PICTURES, "popup-sample.png"), history: join(PICTURES, "history-sample.png") };
  await saveMarked(session, await session.popupPicture(session.control), files.popup, badge);
  const history = await session.open("history.html");
  await history.waitForSelector("canvas");
  await settled("the history page", () => history.evaluate(() => document.body.innerHTML));
  await saveMarked(session, await history.screenshot({ fullPage: true }), files.history);
  await history.close();
  heading("Pictures");
  for (const file of Object.values(files)) say(`  ${relative(ROOT, file)}`);
}

if (headed && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
  console.error("HEADED=1 needs a display: neither DISPLAY nor WAYLAND_DISPLAY is set");
  process.exit(2);
}
// The newer markup of LinkedIn's own page, which shows the pillars of industry and network too.
const scenario = { frontEnd: "sdui", lang: "en", member: "mira", variant: "tables", now: Date.now() };
const site = await startLinkedIn(scenario);
const session = await openSession("chromium", { site, host: "recorded", headless: !headed, scale: 2 });
try {
  await givePast(session.env, member, { days: DAYS_OF_PAST });
  await session.agree();
  const tab = await walk(session);
  await report(session);
  await pictures(session);
  if (headed) {
    await tab.bringToFront();
    say("\nThe browser stays open on the sample LinkedIn. Close it to end.");
    await new Promise((resolve) => session.browser.once("disconnected", resolve));
  }
} finally {
  await session.close();
  await site.close();
}
