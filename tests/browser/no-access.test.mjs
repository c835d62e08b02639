/**
 * LinkedIn's page says that the account has no SSI: the pages with the number say so, no link leads
 * to that page any more, and an account that gets its SSI back is noticed. The content script gives
 * the page its 30 s of real time, once in each walk.
 */

import assert from "node:assert/strict";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { pretend } from "./lib/mock-host.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { until } from "../lib/wait.mjs";
import { wording } from "./lib/words.mjs";

const { mira } = MEMBERS;
/** Pages that say what the number rests on. */
const TELLING = ["popup", "history", "report", "welcome"];

/** Runs in a page: its words and links, and how many commands it names. */
const content = () => ({
  words: document.body.innerText.replace(/\s+/g, " "),
  links: [...document.querySelectorAll("a[href]")].map(({ href }) => href),
  commands: document.querySelectorAll(".command code").length,
});

/**
 * Opens a page of the extension, on `system` if given, waits until its content satisfies `isDrawn`,
 * and returns that content.
 */
async function drawn(session, page, isDrawn, system = null) {
  const tab = await session.browser.newPage();
  if (system) await pretend(tab, { system });
  await session.open(`${page}.html`, tab);
  const found = await until(`${page} as expected`, async () => {
    const now = await tab.evaluate(content);
    if (!isDrawn(now)) throw new Error(JSON.stringify(now));
    return now;
  });
  await tab.close();
  return found;
}

const leadsToSsi = (href) => href.includes("/sales/ssi");

async function assertNobodyIsSent(session, sentence, text) {
  const sentences = { options: text("options_program_title") };
  for (const page of [...TELLING, "options"]) {
    const isDrawn = ({ words }) => words.includes(sentences[page] ?? sentence);
    const { links } = await drawn(session, page, isDrawn);
    assert.deepEqual(links.filter(leadsToSsi), [], page);
  }
  assert.doesNotMatch(await session.cli("status"), /sales\/ssi/);
}

/** Brings the SSI page to the front again, because a hidden page is not read. */
async function visitSsi(session, tab) {
  await tab.bringToFront();
  await session.visit("/sales/ssi", "ssi", tab);
  await session.delivered();
}

inEachBrowser(
  "an account loses its SSI and gets it back, in Italian",
  { language: "it", scenario: { frontEnd: "ember", lang: "it" } },
  async (session, site) => {
    const text = wording("it");
    await session.agree();
    const tab = await session.visit(`/in/${mira.vanity}/`, "own_profile");
    await session.visit("/sales/ssi", "ssi", tab);
    await session.badgeText(String(mira.ssi.total));
    await session.delivered();
    const sentence = text("no_access_from").replace("$TOTAL$", mira.ssi.total).split("$DATE$")[0];

    site.set({ variant: "none" });
    await visitSsi(session, tab);
    const { no_access: noAccess } = await session.state();
    assert.equal(noAccess.since, noAccess.seen);
    await assertNobodyIsSent(session, sentence, text);

    site.set({ variant: "bars" });
    await visitSsi(session, tab);
    assert.equal((await session.state()).no_access, undefined);
    const isBack = ({ words, links }) => links.length > 0 && !words.includes(sentence);
    for (const page of TELLING) await drawn(session, page, isBack);
    await drawn(session, "welcome", (found) => isBack(found) && found.links.some(leadsToSsi));
  },
);

inEachBrowser(
  "an account never had an SSI, on Japanese pages",
  { scenario: { frontEnd: "sdui", lang: "ja", variant: "none" } },
  async (session) => {
    const text = wording("en");
    const welcome = await session.pageAt("welcome.html");
    await session.agree();
    const steps = await until("the steps", async () => {
      const ids = await welcome.$$eval("section.step", (found) => found.map(({ id }) => id));
      return ids.includes("ssi") && ids;
    });
    assert.deepEqual(steps.slice(0, 3), ["ssi", "pin", "pages"]);

    const tab = await session.visit(`/in/${mira.vanity}/`, "own_profile");
    await visitSsi(session, tab);
    assert.ok((await session.state()).no_access);
    await until("the step's end", async () => (await welcome.$("#ssi")) === null);
    // The path begins with what gives a number here.
    const first = await welcome.$eval("section.step", ({ id, textContent }) => [id, textContent]);
    assert.equal(first[0], "pages");
    assert.ok(first[1].includes(text("welcome_pages_first_title")), first[1]);
    await assertNobodyIsSent(session, text("no_access"), text);
  },
);

inEachBrowser(
  "an account has no SSI on a system without the program",
  { host: null, only: "chromium", scenario: { frontEnd: "ember", lang: "en", variant: "none" } },
  async (session, site) => {
    const text = wording("en");
    await session.hostIs("missing");
    await session.agree();
    const tab = await session.visit("/sales/ssi", "ssi");
    for (const system of ["mac", "cros"])
      for (const page of [...TELLING, "options"]) {
        const isDrawn = ({ words }) => words.includes(text("no_access_unsupported"));
        const { words, links, commands } = await drawn(session, page, isDrawn, system);
        assert.ok(!words.includes(text("state_unsupported_text")), `${page}, ${system}`);
        assert.deepEqual(links.filter(leadsToSsi), [], `${page}, ${system}`);
        assert.equal(commands, 0, `${page}, ${system}`);
      }

    site.set({ variant: "bars" });
    await tab.bringToFront();
    await session.visit("/sales/ssi", "ssi", tab);
    for (const system of ["mac", "cros"]) {
      const expected = [String(mira.ssi.total), text("state_unsupported_text")];
      const isDrawn = ({ words }) => expected.every((one) => words.includes(one));
      const { words } = await drawn(session, "popup", isDrawn, system);
      assert.ok(!words.includes(text("no_access_unsupported")), system);
    }
  },
);
