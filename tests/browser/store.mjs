/**
 * The pictures that the stores require, of the real pages with an invented user: `make store`, into
 * build/store. Chrome takes an icon of 128 × 128, a tile of 440 × 280 and screenshots of 1280 ×
 * 800; Mozilla screenshots of the same shape, up to 2400 × 1500. Captions are in manifests/store.
 */

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { startLinkedIn } from "../lib/linkedin.mjs";
import { BUILD, ROOT } from "../lib/paths.mjs";
import { givePast } from "./lib/seed-history.mjs";
import { openSession } from "./lib/session.mjs";
import { settled } from "../lib/wait.mjs";
import { wording } from "./lib/words.mjs";

const PICTURES = join(BUILD, "store");
const LISTINGS = join(ROOT, "manifests/store");
const SUMMARY_MAX = 132; // Chrome's limit
const WIDTH = 1280;
const HEIGHT = 800;
const CAPTION = 56;
const STORES = { chrome: 1, firefox: 1.875 };

/** The element that is on each page once it shows its data; the popup has a fixed size. */
const PAGES = {
  popup: { ready: "main > *", width: 380, height: 596 },
  history: { ready: "body > *", width: WIDTH, height: HEIGHT - CAPTION },
  report: { ready: "body > *", width: WIDTH, height: HEIGHT - CAPTION },
  options: { ready: "#reading", width: WIDTH, height: HEIGHT - CAPTION },
  welcome: { ready: "#content > *", width: WIDTH, height: HEIGHT - CAPTION },
};

/** A listing's sections by heading, and its captions by page. */
function listingOf(language) {
  const text = readFileSync(join(LISTINGS, `listing.${language}.md`), "utf8");
  const sections = Object.fromEntries(
    text
      .split(/^## /m)
      .slice(1)
      .map((part) => [part.split("\n", 1)[0], part.slice(part.indexOf("\n")).trim()]),
  );
  const captions = Object.fromEntries(
    [...sections.Pictures.matchAll(/^- (\w+): (.+)$/gm)].map(([, page, caption]) => [page, caption]),
  );
  // The store shows the summary from the manifest.
  assert.equal(sections.Summary, wording(language)("extension_description"));
  assert.ok(sections.Summary.length <= SUMMARY_MAX, `${language}: a summary of ${sections.Summary.length}`);
  for (const page of [...Object.keys(PAGES), "sample"]) assert.ok(captions[page], `${language}: ${page}`);
  return { name: sections.Name, summary: sections.Summary, captions };
}

const addressOf = (bytes, type = "image/png") =>
  `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;

/** A page of the extension in its present state, at twice the density. */
async function shoot(session, page) {
  const { ready, width, height } = PAGES[page];
  const tab = await session.browser.newPage();
  await tab.emulateMediaFeatures([
    { name: "prefers-reduced-motion", value: "reduce" },
    { name: "prefers-color-scheme", value: "light" },
  ]);
  await tab.setViewport({ width, height, deviceScaleFactor: 2 });
  await session.open(`${page}.html`, tab);
  await tab.waitForSelector(ready);
  await settled(page, () => tab.evaluate(() => document.body.innerHTML));
  const picture = await tab.screenshot();
  await tab.close();
  return addressOf(picture);
}

/** Runs in a blank page: builds elements from `[tag, style, properties, …children]`. */
async function draw(tree) {
  const build = ([tag, style, properties, ...children]) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.style.cssText = style;
    element.append(...children.map(build));
    return element;
  };
  document.body.style.cssText = "margin:0;font-family:system-ui,sans-serif;color:#1b1d22";
  document.body.replaceChildren(build(tree));
  await Promise.all([...document.images].map((image) => image.decode()));
}

/** Draws on a page of the browser and saves the picture; checks the size in the file's header. */
async function save(session, file, tree, { width, height, scale = 1, transparent = false }) {
  const page = await session.browser.newPage();
  await page.setViewport({ width, height, deviceScaleFactor: scale });
  await page.evaluate(draw, tree);
  const png = Buffer.from(await page.screenshot({ omitBackground: transparent }));
  await page.close();
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [width * scale, height * scale], file);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, png);
}

/** A page below its caption, with the word that marks it as a sample. */
function screen(page, picture, { captions }) {
  const bar = `height:${CAPTION}px;box-sizing:border-box;display:flex;align-items:center;gap:24px;padding:0 32px;background:#fff;border-bottom:1px solid #dcdad3`;
  const shown =
    page === "popup"
      ? "display:block;height:684px;margin:30px auto;border-radius:14px;border:1px solid #dcdad3;box-shadow:0 12px 40px #0002"
      : `display:block;width:${WIDTH}px;height:${HEIGHT - CAPTION}px`;
  return [
    "div",
    `width:${WIDTH}px;height:${HEIGHT}px;overflow:hidden;background:#f5f4f0`,
    {},
    [
      "div",
      bar,
      {},
      ["span", "font-size:20px;font-weight:600;flex:1", { textContent: captions[page] }],
      [
        "span",
        "font-size:14px;padding:5px 12px;border-radius:6px;background:#fff3c4;color:#443300",
        { textContent: captions.sample },
      ],
    ],
    ["img", shown, { src: picture }],
  ];
}

/** The tile: icon, name and summary. */
const tile = (icon, { name, summary }) => [
  "div",
  "width:440px;height:280px;box-sizing:border-box;padding:36px 40px;display:grid;align-content:center;gap:16px;background:#f5f4f0",
  {},
  [
    "div",
    "display:flex;align-items:center;gap:20px",
    {},
    ["img", "width:84px;height:84px", { src: icon }],
    ["span", "font-size:46px;font-weight:700", { textContent: name }],
  ],
  ["span", "font-size:19px;line-height:1.35;color:#575b63", { textContent: summary }],
];

async function takePictures(session, language) {
  const listing = listingOf(language);
  const pictures = {};
  pictures.welcome = await shoot(session, "welcome");
  await givePast(session.env, MEMBERS.mira, { days: 150, officialEvery: 7 });
  await session.agree();
  await session.tell({ type: "reconnect" });
  for (const page of ["popup", "history", "report", "options"]) pictures[page] = await shoot(session, page);
  for (const [store, scale] of Object.entries(STORES))
    for (const [i, page] of Object.keys(PAGES).entries())
      await save(
        session,
        join(PICTURES, store, language, `${i + 1}-${page}.png`),
        screen(page, pictures[page], listing),
        { width: WIDTH, height: HEIGHT, scale },
      );
  const icon = addressOf(readFileSync(join(ROOT, "extension/public/icon/bussola.svg")), "image/svg+xml");
  await save(session, join(PICTURES, "chrome", language, "tile-440x280.png"), tile(icon, listing), {
    width: 440,
    height: 280,
  });
  // Chrome requires an icon of 96 with a transparent margin.
  const margin = ["img", "display:block;width:96px;height:96px;margin:16px", { src: icon }];
  await save(session, join(PICTURES, "chrome/icon-128.png"), margin, {
    width: 128,
    height: 128,
    transparent: true,
  });
}

rmSync(PICTURES, { recursive: true, force: true });
const languages = readdirSync(LISTINGS).flatMap((name) => /^listing\.(\w+)\.md$/.exec(name)?.[1] ?? []);
for (const language of languages) {
  const site = await startLinkedIn({ frontEnd: "sdui", lang: language, member: "mira", now: Date.now() });
  const session = await openSession("chromium", { site, language });
  try {
    await takePictures(session, language);
  } finally {
    await session.close();
    await site.close();
  }
}
console.log(PICTURES);
