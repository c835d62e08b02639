/** The team board, on a server that answers as VictoriaMetrics does, or fails to. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { packageFile } from "../lib/paths.mjs";
import { until } from "../lib/wait.mjs";
import { startBoardServer } from "./lib/board-server.mjs";
import { inEachBrowser } from "./lib/suite.mjs";

const AXE = readFileSync(packageFile("axe-core/axe.min.js"), "utf8");
const HOSTILE = '<img src="x" onerror="document.title = 1">';

const team = (count) =>
  Array.from({ length: count }, (_, number) => ({
    id: `${number}`.padStart(32, "a"),
    label: number === 0 ? HOSTILE : `Member ${String(number).padStart(4, "0")} ${"long ".repeat(number % 3)}`,
    index: 20 + ((number * 7) % 60),
    change: (number % 5) - 2,
  }));

const textOf = (page, selector) => page.$eval(selector, (node) => node.textContent);
const count = (page, selector) => page.$$eval(selector, (nodes) => nodes.length);

/** The page's scripts see a minute that is over at once. */
const hurry = () => {
  AbortSignal.timeout = () => AbortSignal.abort(new DOMException("late", "TimeoutError"));
};

async function openBoard(session, server) {
  const page = await session.browser.newPage();
  await page.evaluateOnNewDocument(() => {
    window.refused = [];
    document.addEventListener("securitypolicyviolation", ({ violatedDirective }) =>
      window.refused.push(violatedDirective),
    );
    localStorage.setItem("bussola-language", "en");
  });
  await page.goto(server.url);
  return page;
}

const readAgain = (page) => page.$eval("[data-focus=board_again]", (button) => button.click());

async function shown(page, what, text) {
  await until(`${what}: ${text}`, async () => (await textOf(page, "main")).includes(text));
}

inEachBrowser("the board shows a team", {}, async (session) => {
  const server = await startBoardServer();
  try {
    server.members = team(12);
    const page = await openBoard(session, server);
    await page.waitForSelector("#members");
    assert.equal(await count(page, "#team tbody tr"), 12);
    assert.equal(await count(page, "#team tbody th img"), 0);
    assert.match(await textOf(page, "#group"), /≈39.*of 12 members/);
    assert.equal(await count(page, "#weeks .week"), 53);
    assert.equal(await count(page, "#tens li"), 10);
    assert.match(await textOf(page, "#pillars"), /10 \/ 25/);

    // By index only when asked to, by keyboard; the focus stays.
    assert.equal(await textOf(page, "#team tbody th"), HOSTILE);
    await page.focus("[data-focus=order-index]");
    await page.keyboard.press("Enter");
    assert.equal(await textOf(page, "#team tbody td"), "≈76");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.focus), "order-index");
    await page.focus("#find");
    await page.keyboard.type("0003");
    assert.equal(await count(page, "#team tbody tr"), 1);

    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => window.axe.run());
    assert.deepEqual(
      violations.map(({ id, nodes }) => [id, nodes[0].html]),
      [],
    );

    await page.click("#language-it");
    await shown(page, "Italian", "Mediana dell'indice");
    assert.equal(await page.evaluate(() => document.documentElement.lang), "it");
    await page.click("#language-en");

    // Fewer members: words. Nobody, one and a thousand are shown too.
    for (const [members, text] of [
      [9, "9 members have an index of the last 7 days."],
      [1, "1 member has an index of the last 7 days."],
      [0, "No member has sent a number yet."],
      [1000, "of 1,000 members"],
    ]) {
      server.members = team(members);
      await readAgain(page);
      await shown(page, `${members} members`, text);
      assert.equal(await count(page, "#tens"), members < 10 ? 0 : 1);
      assert.equal(await count(page, "#team tbody tr"), members);
    }
    assert.deepEqual(await page.evaluate(() => window.refused), []);
    await page.close();
  } finally {
    await server.close();
  }
});

inEachBrowser("the board says what is wrong with a server", {}, async (session) => {
  const server = await startBoardServer();
  try {
    server.members = team(12);
    const page = await openBoard(session, server);
    await page.waitForSelector("#members");
    for (const [reply, text] of [
      [{ status: 401, body: "" }, "refuses the token"],
      [{ status: 404, body: "" }, "has nothing at /api/v1/query"],
      [
        { status: 200, body: '{"status":"error","error":"too many <b>series"}' },
        "The server said: too many <b>",
      ],
      [{ status: 200, body: "<!doctype html>" }, "not as VictoriaMetrics does"],
      [{ status: 502, body: "" }, "The server said: HTTP 502"],
    ]) {
      server.reply = reply;
      await readAgain(page);
      await shown(page, "the fault", text);
      // Old numbers would seem to be today's.
      assert.equal(await count(page, "#members"), 0);
    }

    server.reply = "silence";
    await page.evaluate(hurry);
    await readAgain(page);
    await shown(page, "no answer", "did not answer within a minute");

    // Another server, with a token; addresses that would carry the token in the clear are refused.
    await page.reload();
    server.reply = { status: 401, body: "" };
    await readAgain(page);
    await shown(page, "no token", "refuses the token");
    server.reply = null;
    server.tokens.length = 0;
    const use = async (address) => {
      await page.$eval(
        "details",
        (details, address) => {
          details.open = true;
          details.querySelector("#address").value = address;
          details.querySelector("#token").value = "right";
          details.querySelector("button").click();
        },
        address,
      );
    };
    await use("http://team.example");
    await shown(page, "no https", "This address cannot be used.");
    assert.deepEqual(server.tokens, []);
    await use(`${server.url}/`);
    await page.waitForSelector("#members");
    assert.ok(server.tokens.length > 0 && server.tokens.every((token) => token === "Bearer right"));
    assert.ok(!(await page.evaluate(() => JSON.stringify({ ...localStorage }))).includes("right"));

    await server.close();
    await readAgain(page);
    await shown(page, "no server", "cannot be reached");
    await page.close();
  } finally {
    await server.close();
  }
});
