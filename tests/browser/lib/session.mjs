/**
 * One browser with the extension in a temporary home: its own profile, database and native-host
 * manifests. The same interface for Chromium and Firefox.
 */

import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import * as chromium from "./chromium.mjs";
import { nowAt, shiftTo, shiftedEnvironment, shiftedExtension } from "./clock.mjs";
import * as firefox from "./firefox.mjs";
import { inside } from "../../lib/database.mjs";
import { Disk } from "../../lib/disk.mjs";
import { readFrames } from "../../lib/frames.mjs";
import { ORIGIN } from "../../lib/linkedin.mjs";
import { CLI, HOSTILE, HOST, IMPORT, PEER } from "../../lib/paths.mjs";
import { descendants, isAlive, signal } from "./processes.mjs";
import { timeLeft, until } from "../../lib/wait.mjs";

const LAUNCHERS = { chromium, firefox };
/** The browsers to test: both, or those that the environment's BROWSERS names. */
export const BROWSERS = (process.env.BROWSERS ?? "chromium,firefox").split(",");

/** Whether a running browser can change its language, as `renew` may want. */
export const changesLanguage = (browser) => LAUNCHERS[browser].changesLanguage;

/** Of a browser that no test asks for another. */
const LANGUAGE = "en";

const run = promisify(execFile);

/** Lets a page wait for its test's whole time. */
function patient(page) {
  page.setDefaultTimeout(timeLeft());
  return page;
}

/** A browser that makes such pages. */
function patientBrowser(browser) {
  const newPage = browser.newPage.bind(browser);
  browser.newPage = async (...options) => patient(await newPage(...options));
  return browser;
}

/** The environment of browser, host and CLI, without anything from the developer's own. */
function environment(home) {
  const kept = ["PATH", "LANG", "TZ", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "XAUTHORITY"];
  const env = Object.fromEntries(
    kept.filter((name) => name in process.env).map((name) => [name, process.env[name]]),
  );
  return { ...env, HOME: home };
}

/**
 * Programs that a manifest can name instead of the host.
 *
 * "recorded" keeps a copy of every frame that the browser sends, one file per run, and then execs
 * the host, so that it ends as usual. "silent" runs and never answers; "protocol0" and "protocol2"
 * only greet; "faulty" works on the session's `disk`; "hostile" changes the answers of host and
 * importer as the session's `plan` says. tee writes its standard output first, so a frame is
 * recorded before the host can answer it.
 */
const STAND_INS = {
  recorded: (log) => `
pipe="${log}/$$.pipe"
mkfifo "$pipe"
exec 3<&0
tee "$pipe" <&3 3<&- >"${log}/$(date +%s%N).frames" &
exec "${HOST}" "$@" <"$pipe" 3<&-`,
  silent: () => "read -r unanswered",
  // Hosts of other releases, as far as their hello shows.
  protocol0: () => `exec "${process.execPath}" "${PEER}" 0`,
  protocol2: () => `exec "${process.execPath}" "${PEER}" 2`,
  hostile: (_, __, plan) => `
case "$0" in
*/bussola-import) exec "${process.execPath}" "${HOSTILE}" "${plan}" "${IMPORT}" "$@" ;;
*) exec "${process.execPath}" "${HOSTILE}" "${plan}" "${HOST}" "$@" ;;
esac`,
  faulty: (_, { env }) => `
${Object.entries(env)
  .map(([name, value]) => `export ${name}="${value}"`)
  .join("\n")}
exec "${HOST}" "$@"`,
};

/** What a browser itself has in a home. */
const OF_BROWSER = ["chromium", "chromium-program", "firefox", "extension", ".cache", ".pki"];

/** The script behind a stand-in; a manifest names one program without arguments. */
function standIn(kind, { home, log, disk, plan }) {
  mkdirSync(log, { recursive: true });
  const script = join(home, `${kind}-host`);
  const lines = `#!/bin/sh\n${STAND_INS[kind](log, disk, plan)}\n`;
  // The host's importer is found beside it.
  const paths = kind === "hostile" ? [script, join(home, "bussola-import")] : [script];
  for (const path of paths) writeFileSync(path, lines, { mode: 0o755 });
  return script;
}

/**
 * Firefox sometimes starts an extension and never shows the first page that it opens. The session
 * starts again then: no step of the test has run yet.
 */
class FirstPageMissing extends Error {}
const STARTS = 3;

/** Fails after `ms`, because a browser may leave a question to a page unanswered. */
async function late(ms) {
  await sleep(ms, undefined, { ref: false });
  throw new Error(`no answer from a page in ${ms} ms`);
}

/** In a page: brings an element into view, and tells whether it is usable and does not move. */
async function comesToRest(element) {
  if (!element.checkVisibility({ visibilityProperty: true }) || element.disabled) return false;
  const box = () => element.getBoundingClientRect();
  const { top, bottom, left, right } = box();
  if (top < 0 || left < 0 || bottom > innerHeight || right > innerWidth)
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const places = [];
  for (let frame = 0; frame < 2; frame++) {
    await new Promise(requestAnimationFrame);
    places.push(JSON.stringify(box()));
  }
  return element.isConnected && places[0] === places[1];
}

/** Notes in the page whether its next click is on this element. */
function listen(selector) {
  globalThis.isClicked = false;
  const note = ({ target }) => {
    globalThis.isClicked = target.closest(selector) !== null;
  };
  addEventListener("click", note, { capture: true, once: true });
}

export class Session {
  constructor(name, home, site, shift) {
    this.name = name;
    this.home = home;
    this.site = site;
    /** Seconds that its clock is ahead of the real one. */
    this.shift = shift;
    /** This browser's download directory. */
    this.downloads = join(home, "Downloads");
    /** Where a recording host writes the frames. */
    this.log = join(home, "frames");
    /** What a "hostile" host does with the real one's answers: lib/hostile.mjs. */
    this.plan = join(home, "plan.json");
    this.env = { ...environment(home), ...shiftedEnvironment(shift) };
    /** Under a "faulty" host; healthy until a test breaks it. */
    this.disk = new Disk(home, ".local/share");
    /** The tree's own build unless a test installs versions. */
    this.programs = { cli: CLI, host: HOST };
    /** How often its browser was started. */
    this.starts = 0;
  }

  /** Starts the browser in this home; may be called again after `quit`. */
  async launch(options) {
    this.options = options;
    const { home, env, site, downloads } = this;
    const launcher = LAUNCHERS[this.name];
    this.end = () => this.browser.close();
    this.browser = patientBrowser(
      await launcher.start({ ...options, home, env, downloads, port: site.port }),
    );
    this.starts += 1;
    await this.prepare();
  }

  /** Loads the extension into the running browser. */
  async prepare() {
    const { options } = this;
    Object.assign(this, await LAUNCHERS[this.name].prepare(this.browser, options));
    if (!options.extension) return;
    // A bare document of the extension's origin: it can call the APIs and runs none of its scripts.
    this.control = await this.open("icon/16.png");
    if (!(await this.opensWelcome())) return;
    // Otherwise it would open later, in front of the test's own tab.
    const limit = timeLeft() / STARTS;
    await Promise.race([this.pageAt("welcome.html", limit), late(limit)]).catch((error) => {
      throw new FirstPageMissing(error.message, { cause: error });
    });
    await this.control.bringToFront();
  }

  /** Whether the welcome page opens by itself at this start. */
  opensWelcome() {
    return this.call(async () => {
      const { agreement, welcomeClosed } = await chrome.storage.local.get(["agreement", "welcomeClosed"]);
      return !agreement?.since && !welcomeClosed;
    });
  }

  /** A tab on a page of the extension, or of the sample LinkedIn ("/feed/"). */
  open(path, page) {
    return this.openPage(path.startsWith("/") ? ORIGIN + path : this.base + path, page && patient(page));
  }

  /** Calls a function where the extension's APIs are available. */
  call(callee, ...values) {
    return this.control.evaluate(callee, ...values);
  }

  /** Sends a message to the background as one of the extension's own pages does. */
  tell(message) {
    return this.call((message) => chrome.runtime.sendMessage(message), message);
  }

  /** The host's reply to a request of an extension page. */
  async ask(request) {
    const answer = await this.tell({ type: "host", request });
    if (!answer.ok) throw new Error(`${request.type}: ${answer.error.code} ${answer.error.message}`);
    return answer.reply;
  }

  /** Clicks like a user: on what is in front where the element is, again if a repaint took it away. */
  async click(page, selector) {
    // A background tab is not painted, so nothing would come to rest in it.
    await page.bringToFront();
    await until(`a click on ${selector}`, async () => {
      const element = await page.$(selector);
      if (!(await element.evaluate(comesToRest))) return false;
      const { x, y } = await element.clickablePoint();
      await page.evaluate(listen, selector);
      await page.mouse.click(x, y);
      // A click may close the page, or lead to another one, which knows of none.
      return (await page.evaluate(() => globalThis.isClicked).catch(() => undefined)) !== false;
    });
  }

  /** The time by this session's clock. */
  now() {
    return nowAt(this.shift);
  }

  status() {
    return this.tell({ type: "status" });
  }

  /** Agrees without the welcome page. */
  agree() {
    return this.tell({ type: "agree", agreed: true });
  }

  /** Starts the host after a failure without waiting for the next attempt. */
  reconnect() {
    return this.hostIs("connected");
  }

  /** Contacts the host until that gives the status `host`. */
  hostIs(host) {
    return until(`a host that is ${host}`, async () => {
      const status = await this.tell({ type: "reconnect" });
      if (status.host !== host) throw new Error(status.host);
      return true;
    });
  }

  /**
   * Opens a page of the sample LinkedIn and waits until it has given a reading of the kind `page`
   * (a key of the status' `pages`). Returns the tab; `tab` is used when given.
   */
  async visit(path, page, tab) {
    const before = (await this.status()).pages[page];
    // The status has moments in whole seconds: a second visit would look like the first.
    if (before) await until("the next second", () => this.now() - Date.parse(before) >= 1000);
    const opened = await this.open(path, tab);
    await until(`a reading of ${path}`, async () => {
      const now = (await this.status()).pages[page];
      return now !== undefined && now !== before;
    });
    return opened;
  }

  /** Waits until everything read so far is queued for the host: `visit` ends a little earlier. */
  async queued() {
    // The background handles agreements and readings in turn.
    await this.agree();
  }

  /** Waits until the host has acknowledged everything read so far. */
  async delivered() {
    await this.queued();
    await until("the host's acknowledgement", async () => (await this.status()).waiting === 0);
  }

  async badge() {
    return this.call(async () => ({
      text: await chrome.action.getBadgeText({}),
      title: await chrome.action.getTitle({}),
      color: await chrome.action.getBadgeBackgroundColor({}),
    }));
  }

  badgeText(text) {
    return until(`the badge "${text}"`, async () => (await this.badge()).text === text);
  }

  /** Waits until the badge's title is `title` or fits that pattern; it follows the status, later. */
  badgeTitle(title) {
    const fits = (shown) => (title instanceof RegExp ? title.test(shown) : shown === title);
    return until(`the badge's title "${title}"`, async () => {
      const shown = (await this.badge()).title;
      if (!fits(shown)) throw new Error(shown);
      return true;
    });
  }

  /** Waits for the page that the extension opens by itself. */
  pageAt(path, limit) {
    const probe = async () => {
      // The tabs are asked only once the page is there: Firefox never answers a question to a
      // document that is just being replaced.
      const { views, tabs } = await this.call(async () => ({
        views: chrome.extension
          .getViews({ type: "tab" })
          .map(({ location, document }) => `${location.pathname} ${document.readyState}`),
        tabs: (await chrome.tabs.query({})).map(({ url, status }) => `${url} ${status}`),
      }));
      const asked = [];
      for (const page of views.includes(`/${path} complete`) ? await this.browser.pages() : []) {
        // Puppeteer does not learn the address of a page that an add-on opened in Firefox, nor the
        // end of one that went with its add-on.
        const address = await page.evaluate(() => location.href).catch(() => "closed");
        if (address.startsWith(this.base + path)) return patient(page);
        asked.push(address);
      }
      throw new Error(JSON.stringify({ views, tabs, asked }));
    };
    return until(`a tab at ${path}`, probe, limit);
  }

  /**
   * Registers the host with `bussola install`, or a stand-in for it, and returns its output. One
   * step, because the background may retry at any time and would find the plain host before its
   * stand-in.
   */
  async registerHost(kind = "plain") {
    const program = kind === "plain" ? [] : ["--host", standIn(kind, this)];
    if (this.name === "chromium") {
      const directory = chromium.userDataDirectory(this.home);
      mkdirSync(directory, { recursive: true });
      return this.cli("install", ...program, "--user-data-dir", directory);
    }
    return this.cli("install", ...program, "--browser", "firefox");
  }

  /** Reloads the extension from its folder, which holds `version` by now. */
  async reloadExtension(version) {
    // Delayed: the call would otherwise wait for an answer from a page that is gone.
    await this.call(() => void setTimeout(() => chrome.runtime.reload(), 100));
    await this.extensionReturns(version);
  }

  /** Waits until the extension runs again, in that version. */
  async extensionReturns(version) {
    await until("the extension's return", async () => (await this.runningVersion()) === version);
    this.control = await this.open("icon/16.png");
  }

  /** Removes the manifest that `registerHost` has written. */
  removeHost() {
    const directory =
      this.name === "chromium"
        ? join(chromium.userDataDirectory(this.home), "NativeMessagingHosts")
        : join(this.home, ".mozilla/native-messaging-hosts");
    rmSync(join(directory, "org.bussola.host.json"));
  }

  /** Runs `bussola` on this session's data; resolves to its standard output. */
  async cli(...words) {
    return (await run(this.programs.cli, words, { env: this.env, maxBuffer: 64 << 20 })).stdout;
  }

  /** The state from the command line. */
  async state() {
    return JSON.parse(await this.cli("status", "--json"));
  }

  /** What `look` returns for the host's database. */
  inDatabase(look) {
    const path = join(this.home, ".local/share/bussola/bussola.db");
    return inside(path, look, { readOnly: true, timeout: timeLeft() });
  }

  /** Process ids of the hosts that this browser has started. */
  hosts() {
    return descendants(this.browser.process().pid)
      .filter(({ command }) => command[0] === this.programs.host)
      .map(({ pid }) => pid);
  }

  /** Requests that reached the recording host, in order. */
  frames() {
    return readdirSync(this.log)
      .filter((file) => file.endsWith(".frames"))
      .sort()
      .flatMap((file) => readFrames(readFileSync(join(this.log, file))));
  }

  async quit() {
    if (!this.browser) return;
    const { pid } = this.browser.process();
    const own = [pid, ...descendants(pid).map(({ pid }) => pid)];
    await this.end();
    await until("the end of the browser and its hosts", () => own.every((pid) => !isAlive(pid)));
  }

  /** Kills the browser and all that it has started, its hosts too. */
  async crash() {
    const { pid } = this.browser.process();
    const own = [pid, ...descendants(pid).map(({ pid }) => pid)];
    this.browser = null;
    for (const pid of own) signal(pid, "SIGKILL");
    await until("the end of the browser and its hosts", () => own.every((pid) => !isAlive(pid)));
  }

  /** Quits the browser like a user and starts it again in the same home. */
  async restart() {
    await this.quit();
    await this.launch(this.options);
  }

  /** Programs that the browser runs for the extension: hosts, importers, stand-ins. */
  programsOfExtension() {
    const own = ({ command: [program, script] }) =>
      [HOST, IMPORT].includes(program) ||
      [PEER, HOSTILE].includes(script) ||
      dirname(script ?? "") === this.home;
    return descendants(this.browser.process().pid).filter(own);
  }

  /**
   * Removes the extension with its data and programs, and all tabs, so that the browser can be used
   * again (`renew`). Returns false if it was started more than once or has ended.
   */
  async clear() {
    if (this.starts !== 1 || !this.browser?.connected) return false;
    // A browser without a tab would end.
    const blank = await this.browser.newPage();
    for (const page of await this.browser.pages()) if (page !== blank) await page.close();
    await this.removeExtension();
    await until("the end of its programs", () => this.programsOfExtension().length === 0);
    for (const name of readdirSync(this.home).filter((name) => !OF_BROWSER.includes(name)))
      rmSync(join(this.home, name), { recursive: true });
    // Chromium makes the folder at its start.
    const manifests = join(chromium.userDataDirectory(this.home), "NativeMessagingHosts");
    if (existsSync(manifests)) for (const name of readdirSync(manifests)) rmSync(join(manifests, name));
    return true;
  }

  /** A new session in a browser that `clear` has emptied. */
  async renew({ host = "plain", language = LANGUAGE }) {
    const next = new Session(this.name, this.home, this.site, this.shift);
    next.options = { ...this.options, language };
    next.browser = this.browser;
    next.end = this.end;
    next.starts = this.starts;
    if (host) await next.registerHost(host);
    await next.prepare();
    return next;
  }

  async close() {
    await this.quit();
    // A helper process of Chromium's may still write its last file.
    await rm(this.home, { recursive: true, force: true, maxRetries: 10 });
  }
}

/**
 * Starts a browser with the extension.
 * - `site`: the running sample LinkedIn;
 * - `language`: of the browser, "en" or "it";
 * - `host`: "plain", a stand-in ("recorded", "silent", "hostile"), or null for a machine without
 * the host;
 * - `programs`: `{cli, host}` of an installation, instead of the tree's own build;
 * - `clock`: the date at which its clock starts, by default this process' own;
 * - `extension`: false for the same browser without it, or the folder of another build (of a
 * browser's name), which sees the real clock;
 * - `asSystemAddon`: Chromium loads the extension as Debian's loads its system add-ons, at each
 * start;
 * - `headless`, `scale`: for pictures and demonstrations.
 */
export async function openSession(name, options) {
  for (let start = 1; ; start += 1) {
    try {
      return await startSession(name, options);
    } catch (error) {
      if (start === STARTS || !(error instanceof FirstPageMissing)) throw error;
    }
  }
}

async function startSession(name, options) {
  const { site, language = LANGUAGE, host = "plain", extension = true, headless = true, scale = 1 } = options;
  const { programs, clock, asSystemAddon = false } = options;
  const home = mkdtempSync(join(tmpdir(), `bussola-${name}-`));
  const shift = typeof extension === "boolean" ? shiftTo(clock) : 0;
  const session = new Session(name, home, site, shift);
  let loaded = typeof extension === "function" ? extension(name) : extension;
  if (loaded === true && shift !== 0) loaded = shiftedExtension(name, shift, home);
  if (programs) session.programs = programs;
  try {
    if (host) await session.registerHost(host);
    await session.launch({ language, extension: loaded, headless, scale, asSystemAddon });
    return session;
  } catch (error) {
    if (session.browser) await session.crash();
    await session.close();
    throw error;
  }
}
