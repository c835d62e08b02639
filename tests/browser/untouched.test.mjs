/** LinkedIn can notice nothing: pages, requests and globals are the same without the extension. */

import assert from "node:assert/strict";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { startLinkedIn } from "../lib/linkedin.mjs";
import { openSession } from "./lib/session.mjs";
import { forEachBrowser, inEachBrowser } from "./lib/suite.mjs";
import { stillFor } from "../lib/wait.mjs";
import { walkOf } from "./lib/walk.mjs";

/** Longer than the watch's delay before a look. */
const LOOKED_MS = 900;
/** The same moment for all renderings, because ids of activities are made from it. */
const NOW = Date.now();

/** Everything of a page that its own scripts can see. */
function visibleState() {
  // Browsers fill some properties between two looks; their names are stable.
  const names = (object) => Object.getOwnPropertyNames(object).sort();
  const builtins = [
    fetch,
    XMLHttpRequest,
    MutationObserver,
    history.pushState,
    history.replaceState,
    Node.prototype.appendChild,
  ];
  return {
    html: document.documentElement.outerHTML,
    globals: names(window),
    document: names(document),
    navigator: names(navigator),
    element: names(Element.prototype),
    builtins: builtins.map((callee) => Function.prototype.toString.call(callee)),
    runtime: typeof window.chrome?.runtime + typeof window.browser,
    styleSheets: document.styleSheets.length + document.adoptedStyleSheets.length,
    frames: window.length,
    // Browsers request a site's icon once, at a time of their choice.
    resources: performance
      .getEntriesByType("resource")
      .map(({ name }) => name)
      .filter((name) => !name.endsWith("/favicon.ico")),
    storage: [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie],
  };
}

function loaded() {
  if (document.readyState === "complete") return undefined;
  return new Promise((done) => addEventListener("load", () => done(), { once: true }));
}

/** Walks all pages of both front ends; per page, what its scripts and its server could see. */
async function visibleWalk(browser, extension) {
  const member = MEMBERS.mira;
  const site = await startLinkedIn({ lang: "en", member, now: NOW });
  const session = await openSession(browser, { site, extension });
  try {
    if (extension) await session.agree();
    const seen = {};
    let tab;
    for (const frontEnd of ["sdui", "ember"]) {
      site.set({ frontEnd });
      for (const { path, page } of walkOf(member)) {
        site.requests.length = 0;
        tab = extension ? await session.visit(path, page, tab) : await session.open(path, tab);
        await tab.evaluate(loaded);
        const requests = site.requests.filter(({ path }) => path !== "/favicon.ico");
        seen[`${frontEnd} ${path}`] = {
          ...(await tab.evaluate(visibleState)),
          requests,
        };
      }
    }
    return seen;
  } finally {
    await session.close();
    await site.close();
  }
}

forEachBrowser("reading changes no page", async (browser) => {
  const without = await visibleWalk(browser, false);
  const having = await visibleWalk(browser, true);
  for (const page of Object.keys(without)) assert.deepEqual(having[page], without[page], page);
});

/**
 * Runs in the page before all other scripts, as a page's trap for extensions: calls of its own
 * built-ins, events, changes of its content, errors and the stacks that lead to them.
 */
function watchEverything() {
  const seen = { calls: {}, events: [], changes: 0, errors: [], strangers: [] };
  const note = (name) => {
    seen.calls[name] = (seen.calls[name] ?? 0) + 1;
    const { stack } = new Error();
    if (stack.includes("-extension://")) seen.strangers.push(stack);
  };
  const wrap = (owner, name) => {
    const { value, get, ...rest } = Object.getOwnPropertyDescriptor(owner, name);
    const label = `${owner.constructor.name}.${name}`;
    const wrapped = (callee) =>
      function (...values) {
        note(label);
        return Reflect.apply(callee, this, values);
      };
    if (get) Object.defineProperty(owner, name, { ...rest, get: wrapped(get) });
    else Object.defineProperty(owner, name, { ...rest, value: wrapped(value) });
  };
  for (const [owner, names] of [
    [
      Document.prototype,
      ["querySelector", "querySelectorAll", "getElementById", "title", "readyState", "visibilityState"],
    ],
    [
      Element.prototype,
      ["querySelector", "querySelectorAll", "getAttribute", "closest", "matches", "innerHTML", "attributes"],
    ],
    [Node.prototype, ["textContent", "childNodes", "firstChild", "nodeName", "appendChild", "contains"]],
    [HTMLElement.prototype, ["innerText", "hidden", "lang", "offsetParent"]],
    [EventTarget.prototype, ["addEventListener", "removeEventListener", "dispatchEvent"]],
    [MutationObserver.prototype, ["observe", "disconnect"]],
    [Performance.prototype, ["timeOrigin", "now", "mark"]],
    [Storage.prototype, ["getItem", "setItem"]],
    [Date.prototype, ["getTimezoneOffset", "toISOString"]],
  ])
    for (const name of names) wrap(owner, name);
  // Chromium lets a page inspect every stack that is created in its world.
  Error.prepareStackTrace = (error, sites) => {
    const files = sites.map((site) => site.getFileName() ?? "");
    return `${error}\n${files.join("\n")}`;
  };
  const types = [
    "message",
    "messageerror",
    "storage",
    "error",
    "unhandledrejection",
    "securitypolicyviolation",
  ];
  for (const type of [...types, "bussola", "hashchange", "animationstart", "focusin", "scroll", "resize"])
    addEventListener(type, ({ message }) => seen.events.push([type, message ?? ""]), true);
  for (const name of ["log", "warn", "error", "debug"])
    console[name] = (...words) => seen.errors.push(words.join());
  new MutationObserver((changes) => (seen.changes += changes.length)).observe(document, {
    ...{
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    },
  });
  window.changesSeen = () => structuredClone(seen);
}

/** Reads a page with traps, changes it and reads it again; returns what the traps caught. */
async function noticed(browser, extension) {
  const site = await startLinkedIn({
    lang: "en",
    member: MEMBERS.mira,
    now: NOW,
  });
  const session = await openSession(browser, { site, extension });
  try {
    if (extension) await session.agree();
    // Firefox sometimes never finishes the first page of a tab that begins with such a script, so
    // an icon comes first.
    const tab = await session.open("/favicon.ico");
    await tab.evaluateOnNewDocument(watchEverything);
    if (extension) await session.visit("/feed/", "feed", tab);
    else await session.open("/feed/", tab);
    await tab.evaluate(loaded);
    await tab.evaluate(() => document.body.append("the page's own change"));
    await stillFor(LOOKED_MS);
    return await tab.evaluate(() => window.changesSeen());
  } finally {
    await session.close();
    await site.close();
  }
}

forEachBrowser("a page that watches everything does not notice the reading", async (browser) => {
  const without = await noticed(browser, false);
  const having = await noticed(browser, true);
  assert.ok(having.changes > 0, "the watch itself works");
  assert.deepEqual(having, without);
});

/**
 * What a page learns from an address of an extension, by every way of loading; runs in the page.
 */
async function askAround(base, files) {
  const load = (element, attribute, address) =>
    new Promise((done) => {
      for (const type of ["load", "error"]) element.addEventListener(type, () => done(type), { once: true });
      element[attribute] = address;
      document.head.append(element);
    }).finally(() => element.remove());
  const message = (error) => `${error.name}: ${error.message.replaceAll(new URL(base).host, "")}`;
  const learned = [];
  for (const file of files) {
    const address = base + file;
    learned.push([
      file,
      await fetch(address).then(() => "there", message),
      await fetch(address, { mode: "no-cors" }).then(() => "there", message),
      await load(new Image(), "src", address),
      await load(document.createElement("script"), "src", address),
      await load(Object.assign(document.createElement("link"), { rel: "stylesheet" }), "href", address),
      await import(address).then(() => "there", message),
      await navigator.serviceWorker.register(address).then(() => "there", message),
      performance.getEntriesByName(address).length,
    ]);
  }
  return learned;
}

inEachBrowser("a page learns nothing from an extension's address", {}, async (session) => {
  await session.agree();
  const tab = await session.visit("/feed/", "feed");
  const files = ["", "manifest.json", "reader.js", "popup.html", "icon/16.png", "_locales/en/messages.json"];
  const { protocol, host } = new URL(session.base);
  // The id of an extension that does not exist: the same letters reversed.
  const nobody = `${protocol}//${[...host].reverse().join("")}/`;
  const learned = await tab.evaluate(askAround, session.base, files);
  assert.deepEqual(learned, await tab.evaluate(askAround, nobody, files));
  assert.ok(!JSON.stringify(learned).includes("there"), JSON.stringify(learned));
  assert.ok(
    learned.every(([, , , ...loads]) => !loads.includes("load")),
    JSON.stringify(learned),
  );
});

inEachBrowser("a page cannot send messages to the extension", {}, async (session, site) => {
  await session.agree();
  const tab = await session.visit("/feed/", "feed");
  const before = await session.status();
  const id = new URL(session.base).host;
  const forged = {
    type: "reading",
    opened: Date.now(),
    reading: {
      page: "ssi",
      status: "ok",
      lang: "en",
      self: { memberId: "ACoAAforged" },
      gauges: [{ signal: "connections", value: 9, bound: "exact" }],
      tallies: [],
      visits: [],
      trace: [],
    },
  };
  const reached = await tab.evaluate(
    async (id, forged) => {
      postMessage(forged, "*");
      document.dispatchEvent(new CustomEvent("bussola", { detail: forged }));
      const runtime = window.chrome?.runtime ?? window.browser?.runtime;
      if (!runtime?.sendMessage) return "no way";
      const port = runtime.connect(id);
      port.onMessage.addListener(() => (window.answered = true));
      port.postMessage(forged);
      return new Promise((done) => {
        setTimeout(() => done("no answer"), 1_000);
        runtime.sendMessage(id, forged, (answer) => done(answer ?? "refused"));
      });
    },
    id,
    forged,
  );
  assert.ok(["no way", "no answer", "refused"].includes(reached), reached);
  await stillFor(LOOKED_MS);
  await session.delivered();
  assert.deepEqual((await session.status()).pages, before.pages);
  const { profiles } = await session.ask({ type: "profiles" });
  assert.ok(!JSON.stringify(profiles).includes("forged"));
  assert.deepEqual(
    site.requests.filter(({ dest }) => dest !== "document" && dest !== "image"),
    [],
  );
});
