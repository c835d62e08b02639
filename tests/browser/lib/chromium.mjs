/** Chromium with the extension loaded, driven over a pipe. */

import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { extensionDirectory, puppeteer } from "../../lib/paths.mjs";
import { settled, timeLeft, until } from "../../lib/wait.mjs";

/** The program that the launcher script of Debian's package runs. */
const EXECUTABLE = process.env.CHROMIUM ?? "/usr/lib/chromium/chromium";

// prettier-ignore
const ARGUMENTS = [
  "--no-sandbox", // root in a container has no other choice
  "--disable-quic", "--no-first-run", "--no-default-browser-check", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--disable-gpu",
];

/**
 * Headless Chromium's default screen of 800 × 600 is too small for a popup of 600 below a toolbar.
 */
const screenOf = (scale) => [
  `--screen-info={${1600 * scale}x${1200 * scale} devicePixelRatio=${scale}}`,
  "--window-size=1400,1100",
];

/** Chromium's rule: the first 32 hex digits of sha256 of the public key, 0-f written as a-p. */
function extensionId(directory) {
  const { key } = JSON.parse(readFileSync(join(directory, "manifest.json"), "utf8"));
  const digest = createHash("sha256").update(Buffer.from(key, "base64")).digest("hex");
  return [...digest.slice(0, 32)].map((digit) => String.fromCharCode(97 + parseInt(digit, 16))).join("");
}

/** The directory that Chromium takes as its own under the temporary home. */
export const userDataDirectory = (home) => join(home, "chromium");

/**
 * A program that can run in `language`. Chromium accepts only a language with a strings file beside
 * the program, and Debian has those in a package of its own (chromium-l10n). Without it, a copy of
 * the program gets a file of that name with English strings: extensions see the language, and only
 * the browser's own menus stay English.
 */
function executableIn(language, home) {
  const directory = dirname(EXECUTABLE);
  const strings = (language) => join(directory, "locales", `${language === "en" ? "en-US" : language}.pak`);
  if (existsSync(strings(language))) return EXECUTABLE;
  const copy = join(home, "chromium-program");
  if (existsSync(copy)) return join(copy, "chromium");
  mkdirSync(join(copy, "locales"), { recursive: true });
  for (const name of readdirSync(directory).filter((name) => name !== "locales")) {
    if (join(directory, name) === EXECUTABLE) copyFileSync(EXECUTABLE, join(copy, name));
    else symlinkSync(join(directory, name), join(copy, name));
  }
  for (const name of ["en-US", language]) copyFileSync(strings("en"), join(copy, "locales", `${name}.pak`));
  return join(copy, "chromium");
}

/**
 * Like a user before "Load unpacked": without developer mode Chromium reloads no unpacked
 * extension.
 */
function switchOnDeveloperMode(home) {
  const preferences = join(userDataDirectory(home), "Default/Preferences");
  if (existsSync(preferences)) return;
  mkdirSync(dirname(preferences), { recursive: true });
  writeFileSync(preferences, JSON.stringify({ extensions: { ui: { developer_mode: true } } }));
}

const folderOf = (extension) => (typeof extension === "string" ? extension : extensionDirectory("chromium"));

export function start({ home, env, downloads, port, language, headless, scale, extension, asSystemAddon }) {
  switchOnDeveloperMode(home);
  return puppeteer.launch({
    executablePath: executableIn(language, home),
    headless,
    pipe: true,
    timeout: timeLeft(),
    protocolTimeout: timeLeft(),
    userDataDir: userDataDirectory(home),
    enableExtensions: true,
    acceptInsecureCerts: true,
    downloadBehavior: { policy: "allow", downloadPath: downloads },
    defaultViewport: headless ? { width: 1280, height: 900, deviceScaleFactor: scale } : null,
    env: { ...env, LANGUAGE: language },
    args: [
      ...ARGUMENTS,
      `--lang=${language}`,
      ...screenOf(scale),
      ...(asSystemAddon ? [`--load-extension=${folderOf(extension)}`] : []),
      `--host-resolver-rules=MAP www.linkedin.com:443 127.0.0.1:${port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
    ],
  });
}

/** Chromium takes its language at its start. */
export const changesLanguage = false;

/** Loads the extension and returns the session's Chromium-specific functions. */
export async function prepare(browser, { extension, asSystemAddon }) {
  const directory = folderOf(extension);
  if (extension && !asSystemAddon) await browser.installExtension(directory);
  const base = `chrome-extension://${extensionId(directory)}/`;
  const workerTarget = () =>
    browser.targets().find((target) => target.type() === "service_worker" && target.url().startsWith(base));
  return {
    base,
    async openPage(url, page) {
      const tab = page ?? (await browser.newPage());
      await tab.goto(url, { waitUntil: "domcontentloaded" });
      return tab;
    },
    removeExtension: () => browser.uninstallExtension(extensionId(directory)),
    /** The version of the extension that runs; "" while none does. */
    async runningVersion() {
      const page = await browser.newPage();
      const there = await page.goto(`${base}icon/16.png`).catch(() => null);
      const version = there && (await page.evaluate(() => chrome.runtime.getManifest().version));
      await page.close();
      return version ?? "";
    },
    /** The real popup under the toolbar icon, as a page. `control` is a page of the extension. */
    async openPopup(control) {
      // Tabs with that page, and an earlier popup that is still closing.
      const before = new Set(browser.targets());
      await control.evaluate(() => chrome.action.openPopup());
      const isPopup = (target) => target.url().startsWith(`${base}popup.html`) && !before.has(target);
      const popup = await (await browser.waitForTarget(isPopup, { timeout: timeLeft() })).asPage();
      popup.setDefaultTimeout(timeLeft());
      return popup;
    },
    /** A picture of the real popup. */
    async popupPicture(control) {
      const popup = await this.openPopup(control);
      // Chromium sizes the window after the content.
      await until("the popup at its final size", () =>
        popup.evaluate(
          () => innerWidth === document.body.offsetWidth && innerHeight === document.body.offsetHeight,
        ),
      );
      await settled("the popup's content", () => popup.evaluate(() => document.body.innerHTML));
      const picture = Buffer.from(await popup.screenshot());
      await popup.close();
      return picture;
    },
    /** Ends the service worker as the browser does when it is idle. */
    async suspendBackground() {
      const target = await until("the service worker", workerTarget);
      await (await target.worker()).close();
      // An event may have started the next one by then.
      await until("the service worker's end", () => workerTarget() !== target);
    },
  };
}
