/** The first run without the program: the texts on each system, and that no link is a dead end. */

import assert from "node:assert/strict";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { pretend } from "./lib/mock-host.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { settled, until } from "../lib/wait.mjs";
import { wording } from "./lib/words.mjs";

const { mira } = MEMBERS;
const NAMES = { mac: "macOS", cros: "ChromeOS", android: "Android", openbsd: "OpenBSD" };
const PAGES = ["welcome", "popup", "options", "history", "report"];
const LANGUAGES = ["en", "it", "de", "fr", "es", "pt-BR"];

/** What a page of the extension shows on `system`; commands are all texts in command style. */
async function shown(session, page, system = null) {
  const tab = await session.browser.newPage();
  if (system) await pretend(tab, { system });
  await session.open(`${page}.html`, tab);
  await tab.waitForSelector("body :is(h1, h2, p)");
  const html = () => tab.evaluate(() => document.body.innerHTML);
  await settled(page, html);
  const found = await tab.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    return {
      text: document.body.innerText,
      title: document.querySelector("h1")?.textContent,
      commands: [...document.querySelectorAll(".command code")].map((code) => code.textContent),
      links: [...document.querySelectorAll("a[href]")].map((link) => link.href),
    };
  });
  await tab.close();
  return found;
}

for (const language of LANGUAGES) {
  const text = wording(language.replace("-", "_"));
  const onlyLinkedIn = text("state_unsupported_text");
  inEachBrowser(
    `where the program does not run, ${language}: said before consent, no command, LinkedIn's own number`,
    { host: null, language, only: "chromium" },
    async (session) => {
      const systems = language === "en" ? Object.keys(NAMES) : ["mac"];
      await session.hostIs("missing");
      for (const system of systems) {
        const before = await shown(session, "welcome", system);
        assert.ok(before.text.includes(NAMES[system]), system);
        assert.ok(before.text.includes(onlyLinkedIn), system);
        assert.ok((await shown(session, "popup", system)).text.includes(onlyLinkedIn), system);
      }
      await session.agree();
      for (const system of systems)
        for (const page of PAGES) {
          const { text: words, commands } = await shown(session, page, system);
          assert.deepEqual(commands, [], `${page}, ${system}`);
          assert.ok(!/\bbussola [a-z]+|sudo|make /.test(words), `${page}, ${system}: ${words}`);
          if (page !== "options") assert.ok(words.includes(onlyLinkedIn), `${page}, ${system}`);
          assert.ok(!words.includes(text("welcome_steps_title")), `${page}, ${system}`);
        }
      await session.visit("/sales/ssi", "ssi");
      for (const system of systems) {
        const popup = await shown(session, "popup", system);
        assert.ok(popup.text.includes(String(mira.ssi.total)), system);
        assert.ok(popup.text.includes(onlyLinkedIn), system);
        assert.deepEqual(popup.commands, []);
      }
    },
  );
}

inEachBrowser(
  "without the program on Windows: the first page leads to its installer",
  { host: null, only: "chromium" },
  async (session) => {
    const text = wording("en");
    await session.hostIs("missing");
    const before = await shown(session, "welcome", "win");
    assert.ok(before.text.includes("Windows") && before.text.includes(text("system_needs")));
    await session.agree();
    const welcome = await shown(session, "welcome", "win");
    assert.equal(welcome.title, text("state_host_missing_title"));
    assert.match(welcome.commands[0], /^\.\\bussola-[\d.]+-windows-x86_64\.exe$/);
    assert.equal(welcome.commands.at(-1), "bussola doctor --fix");
    const popup = await shown(session, "popup", "win");
    assert.ok(popup.links.some((href) => href.endsWith("welcome.html#host")));
  },
);

for (const language of ["en", "it"]) {
  const text = wording(language);
  inEachBrowser(
    `without the program on Linux, ${language}: one thing to do, and nothing is said to be kept`,
    { host: null, language },
    async (session) => {
      await session.hostIs("missing");
      const before = await shown(session, "welcome");
      assert.ok(before.text.includes("Linux") && before.text.includes(text("system_needs")));
      await session.agree();
      const welcome = await shown(session, "welcome");
      assert.equal(welcome.title, text("state_host_missing_title"));
      assert.match(welcome.commands[0], /^sudo apt install \.\/bussola_[\d.]+_\*\.deb$/);
      assert.ok(welcome.links.some((href) => href.startsWith("mailto:")));
      assert.equal(welcome.commands.at(-1), "bussola doctor --fix");
      const popup = await shown(session, "popup");
      assert.ok(popup.text.includes(text("state_host_missing_title")));
      assert.ok(popup.links.some((href) => href.endsWith("welcome.html#host")));
      for (const page of ["options", "history", "report"])
        await until(`${page}: the way to the program`, async () => {
          const { links } = await shown(session, page);
          return links.some((href) => href.endsWith("welcome.html#host"));
        });
      for (const page of PAGES) {
        const { text: words } = await shown(session, page);
        assert.ok(!words.includes(text("welcome_steps_title")), page);
      }
      await session.badgeTitle(text("badge_host_missing"));

      // Once the program has answered, its command is the remedy, also after a restart of the
      // browser.
      await session.registerHost();
      await session.reconnect();
      assert.equal((await shown(session, "welcome")).title, text("welcome_steps_title"));
      session.removeHost();
      await session.restart();
      await session.hostIs("missing");
      const lost = await shown(session, "popup");
      assert.ok(lost.text.includes(text("state_host_lost_title")));
      assert.deepEqual(lost.commands, ["bussola doctor --fix"]);
      assert.equal((await shown(session, "welcome")).title, text("state_host_missing_title"));
    },
  );
}
