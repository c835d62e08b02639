/**
 * The demonstration of `make run-team`: 40 invented members deliver their numbers by bussola-host and
 * `bussola push` to a server of VictoriaMetrics on this machine; real Chromium opens the board and saves
 * pictures in build/team. HEADED=1 leaves it open. MEMBERS=N: another number of members.
 */

import { mkdirSync } from "node:fs";
import { join, relative } from "node:path";

import { makeDirectory } from "../lib/host.mjs";
import { BUILD, puppeteer, ROOT } from "../lib/paths.mjs";
import { DAYS, deliver } from "./lib/invented.mjs";
import { serveBoard } from "./lib/serve.mjs";
import { startNode } from "./lib/servers.mjs";

const MEMBERS = Number(process.env.MEMBERS ?? 40);
const PICTURES = join(BUILD, "team");
const headed = process.env.HEADED === "1";

const say = (line = "") => console.log(line);

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
