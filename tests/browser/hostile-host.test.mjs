/** A hostile host brings only text into the pages, and no link of its own. */

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { member, NAME } from "../fixtures/archives/member.mjs";
import { zip } from "../fixtures/archives/zip.mjs";
import { drop, result } from "./lib/archive.mjs";
import { converse } from "./lib/host-process.mjs";
import { momentOf } from "./lib/seed-history.mjs";
import { ROOT } from "../lib/paths.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { settled, until } from "../lib/wait.mjs";
import { wording } from "./lib/words.mjs";

const text = wording("en");
const PAGES = ["popup.html", "history.html", "options.html"];
const LONG = "hostile ".repeat(12_800);

const ADDRESSES = JSON.parse(readFileSync(join(ROOT, "manifests/addresses.json"), "utf8"));

const TEXTS = {
  markup: `<img src=x onerror="document.title='taken'"><a href="https://example.com">x</a>`,
  script: "javascript:document.title='taken'",
  data: "data:text/html,<script>document.title='taken'</script>",
  elsewhere: "https://www.linkedin.com.example.com/in/me/",
  "another scheme": "http://www.linkedin.com/in/me/",
  turned: "‮moc.elpmaxe⁦‏",
  long: LONG,
  "half a letter": "\ud800 hostile \udc00",
  "an object's own": "constructor",
};
const VALUES = { null: null, number: 42, negative: -1e300, text: "x", list: [], object: {}, true: true };

/** All names and values in Chromium. Firefox runs the same code, and shows how it draws a few. */
const FEW = ["markup", "half a letter", "null", "object"];
const tried = (session, all) =>
  Object.entries(all).filter(([name]) => session.name === "chromium" || FEW.includes(name));

/** The only address beside LinkedIn's that the pages name by themselves. */
const CONTACT = `mailto:${ADDRESSES.contact}`;

/** Content of a page that a host could have brought; runs in the page. */
function found(contact) {
  const all = [...document.querySelectorAll("*")];
  const addresses = [...document.querySelectorAll("[href], [src], [action], [formaction]")].flatMap(
    (element) => ["href", "src", "action", "formaction"].flatMap((name) => element.getAttribute(name) ?? []),
  );
  const allowed = ["https://www.linkedin.com", location.origin];
  const body = document.body.innerText;
  return {
    addresses: addresses.filter((address) => {
      const { origin } = new URL(address, location.href);
      // Firefox gives an extension's address no origin.
      return (
        !allowed.includes(origin) &&
        address !== contact &&
        !new URL(address, location.href).href.startsWith(`${location.protocol}//`)
      );
    }),
    elements: all.filter((element) =>
      ["img", "iframe", "object", "embed", "base"].includes(element.localName),
    ).length,
    handlers: all.flatMap((element) => element.getAttributeNames()).filter((name) => name.startsWith("on")),
    taken: /taken/.test(document.title),
    marks: /[\u202a-\u202e\u2066-\u2069]/.test(body) || !body.isWellFormed(),
    tooLong: body.length > 20_000,
    tooWide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  };
}

const NONE = {
  ...{ addresses: [], elements: 0, handlers: [], taken: false, marks: false, tooLong: false, tooWide: false },
};

/** Two users with a number, a next step and a history; the archive is the first one's. */
function live(env) {
  const pillars = { brand: 10, people: 11, insights: 12, relationships: 13 };
  const before = (days) => momentOf(new Date(Date.now() - days * 86_400_000));
  const dayBefore = (days) => before(days).slice(0, 10);
  const observe = (key, days, shown = {}) => ({
    ...{ type: "observe", request: randomUUID(), page: "ssi", lang: "en", at: before(days) },
    profile: { key, label: key },
    gauges: [{ signal: "connections", value: 30 - days, bound: "exact" }],
    // So few that more of them are a step.
    tallies: [
      { signal: "comments", from: dayBefore(days + 90), to: dayBefore(days), days: { [dayBefore(days)]: 1 } },
    ],
    ...shown,
  });
  // One reading each: two equal ones would teach that acts change nothing, and leave no step.
  const official = { total: 46, pillars, industry: { rank_pct: 9, average: 31 } };
  return converse(env, [
    observe("ida-falk", 9),
    observe("otto-prova", 3, { official }),
    observe("ida-falk", 1, { official }),
  ]);
}

/** A tab with a page of the extension that says one of `words`, and the errors in it. */
async function shown(session, path, words = []) {
  const tab = await session.browser.newPage();
  await tab.setViewport({ width: path === "popup.html" ? 380 : 1100, height: 600 });
  const errors = [];
  tab.on("pageerror", (error) => errors.push(error.message));
  await session.open(path, tab);
  await until(`${path} with ${words}`, async () => {
    const all = await tab.evaluate(() => document.body.innerText.trim());
    if (all.length > 40 && (words.length === 0 || words.some((one) => all.includes(one)))) return true;
    throw new Error(all.slice(0, 400));
  });
  await settled(path, () => tab.evaluate(() => document.body.innerHTML));
  return { tab, errors };
}

/** Opens each page, waits until it says one of its `words`, and checks it. */
async function assertHarmless(session, what, words = {}) {
  for (const path of PAGES) {
    const { tab, errors } = await shown(session, path, words[path]);
    assert.deepEqual(await tab.evaluate(found, CONTACT), NONE, `${what}: ${path}`);
    assert.deepEqual(errors, [], `${what}: ${path}`);
    await tab.close();
  }
}

/** Sets the host's answers from here on; with `greeted`, waits for the hello of a new host. */
async function say(session, plan, { greeted = true } = {}) {
  if (greeted) {
    // After a storage error the next request goes to a new host.
    writeFileSync(session.plan, JSON.stringify({ error: { code: "storage", message: "" } }));
    await session.tell({ type: "reconnect" });
  }
  writeFileSync(session.plan, JSON.stringify(plan));
  await session.tell({ type: "reconnect" });
}

async function begin(session) {
  writeFileSync(session.plan, "{}");
  await live(session.env);
  await session.agree();
  await say(session, {});
}

const HOSTILE = { host: "hostile" };

inEachBrowser("names, links and versions from a host stay text", HOSTILE, async (session) => {
  await begin(session);
  const under = ["label", "link", "version", "title", "color", "text", "id", "key"];
  for (const [name, value] of tried(session, TEXTS)) {
    // With ids and keys unchanged, the reply has a valid shape.
    await say(session, { value, under: under.slice(0, -2), texts: true });
    await assertHarmless(session, name, { "popup.html": [text("popup_next")] });
  }
  for (const name of ["markup", "long"]) {
    await say(session, { value: TEXTS[name], under, texts: true }, { greeted: false });
    await assertHarmless(session, `${name} as ids`);
  }
});

inEachBrowser(
  "a reply with wrong types is rejected, and the next valid one is accepted",
  HOSTILE,
  async (session) => {
    await begin(session);
    for (const [name, value] of tried(session, VALUES)) {
      await say(session, { value }, { greeted: false });
      await assertHarmless(session, name, {
        "popup.html": [text("error_internal")],
        "history.html": [text("history_failed_title")],
        "options.html": [text("options_profiles_unreachable")],
      });
      await say(session, { value });
      const updates = { "popup.html": [text("action_again"), text("action_update")] };
      await assertHarmless(session, `${name}, and in the hello`, updates);
      assert.ok(["outdated", "ahead"].includes((await session.status()).host), name);
      await say(session, {});
      await assertHarmless(session, `after ${name}`, { "popup.html": [text("popup_next")] });
    }
  },
);

inEachBrowser("the words of a refusal stay text", HOSTILE, async (session) => {
  await begin(session);
  for (const [name, value] of tried(session, TEXTS)) {
    await say(session, { error: { code: "storage", message: value, field: value } }, { greeted: false });
    await assertHarmless(session, name, { "popup.html": [text("error_storage")] });
  }
  for (const error of [null, [], { code: 42 }, { code: TEXTS.markup }, { code: LONG, message: LONG }]) {
    await say(session, { error }, { greeted: false });
    const internal = { "popup.html": [text("error_internal")] };
    await assertHarmless(session, JSON.stringify(error).slice(0, 80), internal);
  }
});

inEachBrowser("an importer's words about an archive stay text", HOSTILE, async (session) => {
  await begin(session);
  const { tab, errors } = await shown(session, "options.html");
  const under = ["file", "profile", "outcome"];
  const plans = [
    ...Object.values(TEXTS).flatMap((value) => [
      { value, under, texts: true },
      { value, under: ["file", "profile"], texts: true },
      { error: { code: value, field: value } },
    ]),
    ...Object.values(VALUES).map((value) => ({ value })),
  ];
  for (const plan of plans) {
    writeFileSync(session.plan, JSON.stringify(plan));
    await drop(tab, "#import-drop", [NAME, zip(member())]);
    await until("the answer to this archive", () =>
      tab.evaluate(() => !document.querySelector("#import-choose").disabled),
    );
    const [outcome, words] = await result(tab);
    // Names as long as this exceed a browser's message; an unknown word may be a later importer's.
    const isWord = plan.under !== undefined && plan.value === TEXTS["an object's own"];
    const isRead = isWord || (plan.under?.length === 2 && plan.value !== LONG);
    assert.equal(outcome, isRead ? "good" : "bad", `${JSON.stringify(plan).slice(0, 80)}: ${words}`);
    const said = ["options_import_ended", "error_internal"].some((key) => words.includes(text(key)));
    assert.ok(isRead || said, words);
    assert.deepEqual(await tab.evaluate(found, CONTACT), NONE, words.slice(0, 200));
  }
  assert.deepEqual(errors, []);
});
