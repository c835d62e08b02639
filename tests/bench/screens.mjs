/**
 * Measures how soon popup and history show their data, with ten years of history, in both browsers:
 * from navigation to the end of the first frame that has it. The floor is the first frame of an
 * empty page of the add-on, loaded in turn with them. Prints one line per figure with its spread and
 * its budget; exits with 1 when a median is over, or when the popup shows a part later than the rest.
 */

import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { givePast } from "../browser/lib/seed-history.mjs";
import { BROWSERS, openSession } from "../browser/lib/session.mjs";
import { startLinkedIn } from "../lib/linkedin.mjs";
import { BUILD, extensionDirectory } from "../lib/paths.mjs";
import { until } from "../lib/wait.mjs";

const RUNS = 15;
const PAST = { days: 3650, officialEvery: 14 };
const POPUP_MS = 100;
/** Budgets in first frames of an empty page. */
const POPUP_FLOORS = 1.5;
const HISTORY_FLOORS = 2;

/** The element that each page shows with its data, and the parts that must be there by then. */
const PAGES = {
  empty: { ready: "p", parts: [] },
  popup: { ready: ".bar", parts: [".next li", ".why p"] },
  history: { ready: "canvas", parts: [] },
};

/** Runs in each page before its own scripts: notes the first frame with the page's data. */
function probe(pages) {
  const { ready, parts } = pages[location.pathname.slice(1, -".html".length)];
  const look = () => {
    if (!document.querySelector(ready)) return void requestAnimationFrame(look);
    const late = parts.filter((part) => !document.querySelector(part));
    const { port1, port2 } = new MessageChannel();
    // Arrives once the frame is laid out and painted.
    port1.onmessage = () => {
      document.documentElement.dataset.frame = JSON.stringify({ ms: performance.now(), late });
    };
    port2.postMessage(null);
  };
  requestAnimationFrame(look);
}

/** A copy of the extension with the probe in its pages, and an empty page. */
function probedExtension(browser) {
  const folder = join(BUILD, "bench/screens", browser);
  rmSync(folder, { recursive: true, force: true });
  cpSync(extensionDirectory(browser), folder, { recursive: true });
  writeFileSync(join(folder, "probe.js"), `(${probe})(${JSON.stringify(PAGES)});`);
  writeFileSync(join(folder, "empty.html"), "<!doctype html><head></head><p>Bussola</p>");
  for (const page of Object.keys(PAGES)) {
    const file = join(folder, `${page}.html`);
    const html = readFileSync(file, "utf8");
    writeFileSync(file, html.replace("<head>", '<head><script src="/probe.js"></script>'));
  }
  return folder;
}

/** The first frame of `page` with its data, in milliseconds since navigation. */
async function firstFrame(session, page) {
  const tab = await session.open(`${page}.html`);
  await tab.waitForSelector("[data-frame]");
  const frame = await tab.evaluate(() => document.documentElement.dataset.frame);
  await tab.close();
  return JSON.parse(frame);
}

let over = false;
function say(what, frames, floor, budget) {
  const ms = frames.map(({ ms }) => ms).sort((a, b) => a - b);
  const median = ms[Math.floor(ms.length / 2)];
  const within = median <= budget;
  over ||= !within;
  const times = floor === null ? "" : `, ${(median / floor).toFixed(2)} × the floor`;
  const limit = budget === Infinity ? "" : `  (budget ${budget.toFixed(0)} ms)`;
  console.log(
    `  ${what.padEnd(34)} ${median.toFixed(0).padStart(4)} ms, ${ms[0].toFixed(0)} to ${ms.at(-1).toFixed(0)}${times}${limit}${within ? "" : "  OVER"}`,
  );
  return median;
}

async function measure(session, browser) {
  await givePast(session.env, MEMBERS.mira, PAST);
  await session.agree();
  await session.tell({ type: "reconnect" });
  await until("the index", async () => (await session.status()).cached !== null);
  const frames = Object.fromEntries(Object.keys(PAGES).map((page) => [page, []]));
  for (const page of Object.keys(PAGES)) await firstFrame(session, page);
  for (let run = 0; run < RUNS; run += 1)
    for (const page of Object.keys(PAGES)) frames[page].push(await firstFrame(session, page));
  console.log(`\nscreens in ${browser}: median of ${RUNS}, least to most`);
  const floor = say("an empty page (the floor)", frames.empty, null, Infinity);
  say("popup: bars, why and steps", frames.popup, floor, Math.min(POPUP_MS, POPUP_FLOORS * floor));
  say("history of ten years", frames.history, floor, HISTORY_FLOORS * floor);
  const late = new Set(frames.popup.flatMap(({ late }) => late));
  if (late.size > 0) console.log(`  later than the popup's bars: ${[...late].join(", ")}  OVER`);
  over ||= late.size > 0;
}

const site = await startLinkedIn({ lang: "en", member: MEMBERS.mira });
try {
  for (const browser of BROWSERS) {
    const session = await openSession(browser, { site, extension: probedExtension });
    try {
      await measure(session, browser);
    } finally {
      await session.close();
    }
  }
} finally {
  await site.close();
}
process.exitCode = over ? 1 : 0;
