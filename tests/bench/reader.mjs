/**
 * Measures what reading costs the page, by a trace of real Chromium: the extension's own time on
 * the main thread of a page of 1 MB, its share of a core while the feed scrolls and fills, and its
 * work while the page is idle or hidden. Counts only calls into the content script, with all that
 * they cause (style, layout, garbage collection). Prints one line per figure with its budget; exits
 * with 1 when one is over.
 */

import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { startLinkedIn } from "../lib/linkedin.mjs";
import { openSession } from "../browser/lib/session.mjs";
import { stillFor, until } from "../lib/wait.mjs";

const PAGE_BYTES = 1_000_000;
const LOAD_MS = 8;
const SCROLL_SHARE = 0.01;
const RUNS = 5;
/** Longer than the last delay before a look at an unchanged page. */
const QUIET_MS = 12_000;
const SCROLL_MS = 30_000;
const CATEGORIES = ["devtools.timeline", "v8.execute", "blink.user_timing"];

/** The content script's calls in a trace: their number and total time in milliseconds. */
function callsIn(trace, base) {
  const calls = JSON.parse(Buffer.from(trace).toString())
    .traceEvents.filter(({ ph, name, args }) => {
      const url = args?.data?.url ?? args?.data?.scriptName ?? "";
      return ph === "X" && (name === "FunctionCall" || name === "EvaluateScript") && url.startsWith(base);
    })
    .map(({ ts, dur = 0, tdur = dur }) => ({
      from: ts,
      to: ts + dur,
      ms: tdur / 1000,
    }))
    .sort((a, b) => a.from - b.from);
  const outer = calls.filter(({ to }, index) => !calls.slice(0, index).some((before) => to <= before.to));
  return {
    count: outer.length,
    total: outer.reduce((sum, { ms }) => sum + ms, 0),
  };
}

async function traced(session, tab, act) {
  await tab.tracing.start({ categories: CATEGORIES });
  await act();
  return callsIn(await tab.tracing.stop(), session.base);
}

/** Loads the large feed and waits until it was read and is idle. */
async function loading(session, tab) {
  await tab.bringToFront();
  return traced(session, tab, async () => {
    await session.visit("/feed/", "feed", tab);
    await stillFor(1_500);
  });
}

/** Scrolls like a mouse wheel while posts arrive and counts change, as LinkedIn's feed does. */
function scrollOn(ms) {
  return new Promise((done) => {
    const end = performance.now() + ms;
    const feed = document.querySelector("main");
    const posts = [...feed.querySelectorAll("[role=listitem], [role=article]")];
    let frames = 0;
    const step = () => {
      frames += 1;
      scrollBy(0, 40);
      if (frames % 30 === 0) for (const post of posts.slice(0, 5)) feed.append(post.cloneNode(true));
      if (frames % 10 === 0) posts[frames % posts.length].querySelector("p, span")?.append(" ");
      if (performance.now() < end) requestAnimationFrame(step);
      else done(frames);
    };
    requestAnimationFrame(step);
  });
}

let over = false;
function say(what, value, budget, unit) {
  const within = value <= budget;
  over ||= !within;
  console.log(
    `  ${what.padEnd(52)} ${value.toFixed(2).padStart(7)} ${unit}  (budget ${budget} ${unit})${within ? "" : "  OVER"}`,
  );
}

const site = await startLinkedIn({
  lang: "en",
  member: MEMBERS.mira,
  variant: "megabyte",
});
try {
  const session = await openSession("chromium", { site });
  try {
    await session.agree();
    const tab = await session.visit("/feed/", "feed");
    const bytes = await tab.evaluate(() => document.documentElement.outerHTML.length);
    if (bytes < PAGE_BYTES) throw new Error(`the page has ${bytes} characters only`);
    console.log(`\nreader, on a feed of ${(bytes / 1e6).toFixed(1)} MB`);
    for (const frontEnd of ["sdui", "ember"]) {
      site.set({ frontEnd });
      const loads = [];
      for (let run = 0; run < RUNS; run += 1) loads.push(await loading(session, tab));
      loads.sort((a, b) => a.total - b.total);
      const median = loads[Math.floor(RUNS / 2)];
      say(`main thread from navigation to rest, ${frontEnd} (median)`, median.total, LOAD_MS, "ms");
    }

    const scrolled = await traced(session, tab, () => tab.evaluate(scrollOn, SCROLL_MS));
    say(`share of a core, ${SCROLL_MS / 1000} s of scrolling (${scrolled.count} calls)`, (100 * scrolled.total) / SCROLL_MS, 100 * SCROLL_SHARE, "%"); // prettier-ignore

    await stillFor(QUIET_MS);
    const idle = await traced(session, tab, () => stillFor(QUIET_MS));
    say(`calls in ${QUIET_MS / 1000} s of an idle page`, idle.count, 0, "");

    const front = await session.open("icon/16.png");
    await front.bringToFront();
    await until("the page to be hidden", () => tab.evaluate(() => document.visibilityState === "hidden"));
    await stillFor(QUIET_MS);
    const hidden = await traced(session, tab, async () => {
      await tab.evaluate(() => document.querySelector("main").append(document.createElement("p")));
      await stillFor(QUIET_MS);
    });
    say(`calls in ${QUIET_MS / 1000} s of a hidden page that changes`, hidden.count, 0, "");
  } finally {
    await session.close();
  }
} finally {
  await site.close();
}
process.exitCode = over ? 1 : 0;
