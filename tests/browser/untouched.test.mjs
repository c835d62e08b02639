/** What LinkedIn can notice: nothing. Pages, requests and globals are the same without the extension. */

import assert from "node:assert/strict";
import { MEMBERS, OTHERS } from "../fixtures/linkedin/index.mjs";
import { startLinkedIn } from "./lib/linkedin.mjs";
import { openSession } from "./lib/session.mjs";
import { forEachBrowser, inEachBrowser } from "./lib/suite.mjs";
import { stillFor } from "./lib/wait.mjs";
import { walkOf } from "./lib/walk.mjs";

/** Longer than the watch's delay before a look. */
const LOOKED_MS = 900;
/** The same moment for all renderings, as ids of activities are made from it. */
const NOW = Date.now();

/** Everything of a page that its own scripts can see. */
function visibleState() {
  // Browsers fill some properties in between two looks; their names are stable.
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
    // Browsers ask for the icon of a site once, when they like.
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
        seen[`${frontEnd} ${path}`] = { ...(await tab.evaluate(visibleState)), requests };
      }
    }
    return seen;
  } finally {
    await session.close();
    await site.close();
  }
}

forEachBrowser("no page changes by being read", async (browser) => {
  const without = await visibleWalk(browser, false);
  const having = await visibleWalk(browser, true);
  for (const page of Object.keys(without)) assert.deepEqual(having[page], without[page], page);
});

inEachBrowser("a page cannot find out that the extension is there", {}, async (session) => {
  await session.agree();
  const tab = await session.visit("/feed/", "feed");
  const files = ["", "manifest.json", "reader.js", "popup.html", "icon/16.png", "_locales/en/messages.json"];
  const found = await tab.evaluate(
    async (base, files) => {
      const reach = (element, attribute, address) =>
        new Promise((done) => {
          element.addEventListener("load", () => done(true));
          element.addEventListener("error", () => done(false));
          element[attribute] = address;
          document.head.append(element);
        });
      const found = [];
      for (const file of files) {
        const address = base + file;
        if (
          await fetch(address, { mode: "no-cors" }).then(
            () => true,
            () => false,
          )
        )
          found.push(`fetch ${file}`);
        if (await reach(new Image(), "src", address)) found.push(`image ${file}`);
        if (await reach(document.createElement("script"), "src", address)) found.push(`script ${file}`);
        const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet" });
        if (await reach(sheet, "href", address)) found.push(`style ${file}`);
      }
      return found;
    },
    session.base,
    files,
  );
  assert.deepEqual(found, []);
});

inEachBrowser("a page cannot speak to the extension", {}, async (session, site) => {
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
