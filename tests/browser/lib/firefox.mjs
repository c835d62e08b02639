/** Firefox with the extension installed as a temporary add-on, driven over WebDriver BiDi. */

import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { extensionDirectory, puppeteer } from "../../lib/paths.mjs";
import { settled, timeLeft, until } from "../../lib/wait.mjs";

const EXECUTABLE = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
const ADDON_ID = "bussola@bussola.org";
/** Firefox draws a random one for each profile unless it is set. */
const ADDON_UUID = "b0550000-0000-4000-8000-000000000001";
const KEEP_STORAGE = "extensions.webextensions.keepStorageOnUninstall";

/**
 * Evaluates an expression in the browser's own window, which holds toolbar and popup. It must
 * return a string.
 */
async function inBrowserWindow(browser, expression) {
  const { connection } = browser;
  const tree = await connection.send("browsingContext.getTree", {
    "moz:scope": "chrome",
  });
  const { result } = await connection.send("script.evaluate", {
    expression,
    target: { context: tree.result.contexts[0].context },
    awaitPromise: true,
  });
  if (result.type === "exception") throw new Error(result.exceptionDetails.text);
  return result.result.value;
}

/**
 * An expression for a picture, as a data address, of a rectangle (null: all) of a browsing context.
 */
const pictureOf = (context, rectangle, scale) => `(async () => {
  const bitmap = await (${context}).currentWindowGlobal.drawSnapshot(${rectangle}, ${scale}, "white");
  const canvas = document.createElementNS("http://www.w3.org/1999/xhtml", "canvas");
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  return canvas.toDataURL();
})()`;

const bytesOf = (dataAddress) => Buffer.from(dataAddress.split(",")[1], "base64");

/** Puppeteer restores a profile's own preferences after a browser has ended, without an event. */
const isPutBack = (file) => !existsSync(`${file}.puppeteer`) || !existsSync(file);

/** Firefox sometimes accepts no session: it closes the connection at once, or never answers. */
const STARTS = 3;

/** Starts the program, again if it accepts no session; no step of the test has run by then. */
export async function start(options) {
  const limit = timeLeft() / STARTS;
  const failures = [];
  while (failures.length < STARTS) {
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort("no session in time"), limit);
    try {
      return await launch(options, ending.signal);
    } catch (error) {
      failures.push(error);
    } finally {
      clearTimeout(timer);
    }
  }
  throw new AggregateError(failures, `Firefox took no session in ${STARTS} starts`);
}

async function launch({ home, env, downloads, port, language, headless, scale }, signal) {
  const profile = join(home, "firefox");
  mkdirSync(profile, { recursive: true });
  await until("the preferences of before", () =>
    ["user.js", "prefs.js"].every((name) => isPutBack(join(profile, name))),
  );
  return puppeteer.launch({
    signal,
    browser: "firefox",
    executablePath: EXECUTABLE,
    headless,
    timeout: timeLeft(),
    protocolTimeout: timeLeft(),
    acceptInsecureCerts: true,
    userDataDir: profile,
    defaultViewport: headless ? { width: 1280, height: 900, deviceScaleFactor: scale } : null,
    args: ["--remote-allow-system-access"],
    env: { ...env, LANGUAGE: language },
    extraPrefsFirefox: {
      "extensions.webextensions.uuids": JSON.stringify({
        [ADDON_ID]: ADDON_UUID,
      }),
      "network.dns.localDomains": "www.linkedin.com",
      "network.socket.forcePort": `443=${port}`,
      // A permission requested by a click is granted without a second question.
      "extensions.webextOptionalPermissionPrompts": false,
      // No processes kept ready: to start them costs more than most tests.
      "dom.ipc.processPrelaunch.enabled": false,
      "media.rdd-process.enabled": false,
      "media.utility-process.enabled": false,
      // After a crash: no safe mode, and no restored pages.
      "toolkit.startup.max_resumed_crashes": -1,
      "browser.sessionstore.resume_from_crash": false,
      "browser.download.folderList": 2,
      "browser.download.dir": downloads,
      // A temporary add-on is removed with the browser; its storage stays, as an installed one's
      // does.
      [KEEP_STORAGE]: true,
      "extensions.webextensions.keepUuidOnUninstall": true,
    },
  });
}

/** A running Firefox takes another language. */
export const changesLanguage = true;

/** Loads the extension and returns the session's Firefox-specific functions. */
export async function prepare(browser, { language, extension, scale }) {
  // Registers the language like a language pack, because Firefox accepts only installed ones.
  await inBrowserWindow(
    browser,
    `Services.locale.availableLocales = ["${language}", "en-US"];
     Services.locale.requestedLocales = ["${language}"];
     Services.prefs.setStringPref("intl.accept_languages", "${language}"); ""`,
  );
  const directory = typeof extension === "string" ? extension : extensionDirectory("firefox");
  if (extension) await browser.installExtension(directory);
  const base = `moz-extension://${ADDON_UUID}/`;
  const openPage = async (url, page) => {
    const tab = page ?? (await browser.newPage());
    // BiDi sends no load events for extension pages.
    await tab.goto(url, {
      waitUntil: url.startsWith(base) ? [] : "domcontentloaded",
    });
    return tab;
  };
  return {
    base,
    openPage,
    /** Puppeteer's own close kills Firefox after 5 s, before it has written its profile. */
    async end() {
      const { connection } = browser;
      const closed = new Promise((resolve) => browser.process().once("exit", resolve));
      await connection.send("browser.close", {});
      await closed;
    },
    /** Its storage as well. */
    async removeExtension() {
      const keep = (kept) =>
        inBrowserWindow(browser, `Services.prefs.setBoolPref("${KEEP_STORAGE}", ${kept}); ""`);
      await keep(false);
      await browser.uninstallExtension(ADDON_ID);
      await keep(true);
    },
    /** The version of the extension that runs; "" while none does. */
    runningVersion: () =>
      inBrowserWindow(
        browser,
        `(({ active, extension } = {}) => (active && extension?.backgroundState === "running" ? extension.version : ""))(
          WebExtensionPolicy.getByID("${ADDON_ID}") ?? {})`,
      ),
    /** BiDi does not show a popup's own document, so the page opens in a tab of its size. */
    async openPopup() {
      const tab = await browser.newPage();
      await tab.setViewport({
        width: 380,
        height: 600,
        deviceScaleFactor: scale,
      });
      return openPage(`${base}popup.html`, tab);
    },
    /** A picture of the real popup, as Firefox sizes and shows it. */
    async popupPicture(control) {
      await control.bringToFront();
      // Refused as long as a panel is open, and one that was closed takes its time to end.
      await until("the popup opened", async () => {
        await inBrowserWindow(
          browser,
          `for (const panel of document.querySelectorAll("panel[panelopen]")) panel.hidePopup(); ""`,
        );
        await control.evaluate(() => chrome.action.openPopup());
        return true;
      });
      const popup = `document.querySelector(".webextension-popup-browser")`;
      await until("the popup", () => inBrowserWindow(browser, `${popup} ? "open" : ""`));
      // Firefox sizes the panel in steps while the content grows.
      const picture = await settled("the popup's picture", () =>
        inBrowserWindow(browser, pictureOf(`${popup}.browsingContext`, "null", scale)),
      );
      await inBrowserWindow(browser, `${popup}.closest("panel").hidePopup(); ""`);
      await until("the popup's end", () => inBrowserWindow(browser, `${popup} ? "" : "closed"`));
      return bytesOf(picture);
    },
    /** Ends the event page; Firefox alone would wait until its port is closed. */
    async suspendBackground() {
      await inBrowserWindow(
        browser,
        `WebExtensionPolicy.getByID("${ADDON_ID}")
          .extension.terminateBackground({ disableResetIdleForTest: true }).then(() => "")`,
      );
    },
    /** A picture of the window's top `height` pixels: the real toolbar with icon and badge. */
    async toolbarPicture(height = 90) {
      const rectangle = `new DOMRect(0, 0, innerWidth, ${height})`;
      return bytesOf(await inBrowserWindow(browser, pictureOf("window.browsingContext", rectangle, scale)));
    },
  };
}
