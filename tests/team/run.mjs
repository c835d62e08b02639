/**
 * The demonstration of `make run-team`: 40 invented members deliver their numbers by bussola-host and
 * `bussola push` to a server of VictoriaMetrics on this machine; real Chromium opens the board and saves
 * pictures in build/team. HEADED=1 leaves it open. MEMBERS=N: another number of members.
 */

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join, relative } from "node:path";

import { makeDirectory } from "../lib/host.mjs";
import { BUILD, CLI, puppeteer, ROOT } from "../lib/paths.mjs";
import { acts, daysAgo, finish, gauge, makeMember, observation, push, tell } from "./lib/members.mjs";
import { serveBoard } from "./lib/serve.mjs";
import { startNode } from "./lib/servers.mjs";

const MEMBERS = Number(process.env.MEMBERS ?? 40);
const DAYS = 400;
const PICTURES = join(BUILD, "team");
const headed = process.env.HEADED === "1";

const say = (line = "") => console.log(line);

/** Invented. */
const NAMES =
  "Ada Bela Carla Dino Elio Fara Gino Hana Ivo Jola Karim Lena Milo Nora Otto Pia Quim Rita Saul Tea Ugo Vera Wanda Xenia Yuri Zita".split(
    " ",
  );
const WITHDRAWN = 7;
const UNNAMED = 13;
const LONG = 20;
const LEARNING = 21;

function labelOf(number) {
  const name = NAMES[number % NAMES.length];
  const group = number < NAMES.length ? "" : ` ${"BCDEFGHIJ"[Math.floor(number / NAMES.length) - 1] ?? "Z"}.`;
  return number === LONG ? `${name}, north-eastern region, key accounts and renewals` : `${name}${group}`;
}

/** A number in 0–1 for each number. */
const spread = (number) => Math.abs(Math.sin(number * 127.1 + 11.7) * 43758.5453) % 1;

/** LinkedIn's value some days ago; members differ in level and in growth. */
function official(number, days) {
  const level = 16 + 60 * spread(number);
  const growth = (spread(number + 500) - 0.3) / 20;
  const total = Math.min(96, Math.max(8, level + growth * (DAYS - days)));
  const shares = [0.31, 0.2, 0.2, 0.29].map((share, index) => share + (((number + index) % 5) - 2) * 0.02);
  const sum = shares.reduce((all, share) => all + share, 0);
  const [brand, people, insights, relationships] = shares.map((share) =>
    Number(Math.min(25, (total * share) / sum).toFixed(2)),
  );
  const pillars = { brand, people, insights, relationships };
  const rounded = Number((brand + people + insights + relationships).toFixed(2));
  return observation(number, days, { page: "ssi", official: { total: rounded, pillars } });
}

function lifeOf(number) {
  const days = number % 5 === 4 ? 120 : DAYS;
  if (number === LEARNING) return [observation(number, 0, { gauges: [gauge("connections", 120)] })];
  const isRead = number % 5 !== 0;
  const readings = isRead ? [360, 270, 180, 100, 50, number % 4].filter((ago) => ago < days) : [];
  const amounts = ["posts", "comments", "reactions", "people_searches", "profiles_viewed"];
  const past = observation(number, 0, {
    tallies: amounts.map((signal, index) => acts(signal, number, days, 2 + ((number + index) % 7))),
    gauges: ["photo", "about", "position", "education", "location"].map((signal) => gauge(signal, 1)),
  });
  const levels = [0, 60, 120].filter((ago) => ago < days);
  return [
    ...levels.map((ago) =>
      observation(number, ago, { gauges: [gauge("connections", 180 + 23 * number - ago)] }),
    ),
    ...readings.map((ago) => official(number, ago)),
    past,
  ].sort((a, b) => a.at.localeCompare(b.at));
}

async function deliver(t, number, url) {
  const member = makeMember(t, number);
  await tell(member.place, lifeOf(number));
  const label = number === UNNAMED ? [] : ["--label", labelOf(number)];
  const since = ["--from", daysAgo(number % 5 === 4 ? 119 : DAYS - 1)];
  const { code, err } = await finish(CLI, ["push", "--to", url, ...since, ...label, "--yes"], member.place);
  assert.equal(code, 0, err);
  if (number === WITHDRAWN) assert.equal((await push(member.place, "--withdraw")).code, 0);
}

const PICTURES_OF = [
  { language: "en", theme: "light", scale: 1, width: 1100 },
  { language: "en", theme: "dark", scale: 2, width: 1100 },
  { language: "it", theme: "light", scale: 2, width: 1100 },
  { language: "it", theme: "dark", scale: 1, width: 1100 },
  { language: "en", theme: "light", scale: 1, width: 360 },
];

async function openBoard(page, board, server, language) {
  await page.evaluateOnNewDocument(
    (url, language) => {
      localStorage.setItem("bussola-server", url);
      localStorage.setItem("bussola-language", language);
    },
    server,
    language,
  );
  await page.goto(board);
  await page.waitForSelector("#members");
}

async function takePictures(browser, board, server) {
  mkdirSync(PICTURES, { recursive: true });
  for (const { language, theme, scale, width } of PICTURES_OF) {
    const page = await browser.newPage();
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
    await page.setViewport({ width, height: 900, deviceScaleFactor: scale });
    await openBoard(page, board, server, language);
    const name = `board-${language}-${theme}${width < 500 ? "-narrow" : ""}${scale === 1 ? "" : "@2x"}.png`;
    await page.screenshot({ path: join(PICTURES, name), fullPage: true });
    say(`  ${relative(ROOT, join(PICTURES, name))}`);
    await page.close();
  }
}

const ends = [];
const t = { after: (end) => ends.unshift(end) };
try {
  const node = await startNode(t, join(makeDirectory(t, "bussola-run-team-"), "data"));
  const board = await serveBoard(join(BUILD, "board"));
  t.after(board.close);
  say(`VictoriaMetrics at ${node.url}, the board at ${board.url}`);
  for (let number = 0; number < MEMBERS; number += 4)
    await Promise.all(
      [0, 1, 2, 3].map((next) => number + next < MEMBERS && deliver(t, number + next, node.url)),
    );
  await fetch(`${node.url}/internal/force_flush`);
  say(`${MEMBERS} invented members have delivered ${DAYS} days or less; one has withdrawn`);
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/lib/chromium/chromium",
    headless: !headed,
    pipe: true,
    // Root in a container has no other choice.
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
  t.after(() => browser.close());
  say("Pictures");
  await takePictures(browser, board.url, node.url);
  if (headed) {
    const page = await browser.newPage();
    await openBoard(page, board.url, node.url, "en");
    say("\nThe browser stays open on the board. Close it to end.");
    await new Promise((resolve) => browser.once("disconnected", resolve));
  }
} finally {
  for (const end of ends) await end();
}
