/**
 * The board in Chromium on a real VictoriaMetrics behind vmauth, and every question of the dashboard for
 * Grafana. Needs Debian's package victoria-metrics.
 */

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { inside } from "../lib/database.mjs";
import { makeDirectory } from "../lib/host.mjs";
import { BUILD, puppeteer } from "../lib/paths.mjs";
import { until } from "../lib/wait.mjs";
import { deliver, labelOf, UNNAMED, WITHDRAWN } from "./lib/invented.mjs";
import { NOW } from "./lib/members.mjs";
import { serveBoard } from "./lib/serve.mjs";
import { freePort, REAL, startNode, startProgram } from "./lib/servers.mjs";

const MEMBERS = 15;
const MANAGER = { username: "manager", password: "secret of the manager" };

const databaseOf = ({ place }) => join(place.directory, ".local/share/bussola/bussola.db");
const today = new Date(NOW).toISOString().slice(0, 10);

/** What the outbox has of the last day before today, or of today. */
function lastDayOf(member) {
  return inside(databaseOf(member), (db) => ({
    ...db.prepare("SELECT * FROM outbox JOIN push_target USING (profile) ORDER BY day DESC LIMIT 1").get(),
  }));
}

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
};

/** One address for the page and for its questions; the browser asks for name and password. */
async function startGate(t, root, node, board) {
  const port = await freePort();
  const config = join(root, "auth.yml");
  const questions = { src_paths: ["/api/v1/query", "/api/v1/query_range"], url_prefix: node.url };
  const manager = { ...MANAGER, url_map: [questions], url_prefix: board.url };
  writeFileSync(config, JSON.stringify({ users: [manager] }));
  const url = `http://127.0.0.1:${port}`;
  const args = [`-auth.config=${config}`, `-httpListenAddr=127.0.0.1:${port}`];
  await startProgram(t, "vmauth", args, `${url}/health`);
  return url;
}

async function openBoard(t, url) {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/lib/chromium/chromium",
    pipe: true,
    env: REAL,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en"],
  });
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.authenticate(MANAGER);
  await page.evaluateOnNewDocument(() => localStorage.setItem("bussola-language", "en"));
  await page.goto(url);
  await page.waitForSelector("#members");
  return page;
}

/** What a Grafana would ask now. */
async function askDashboard(node) {
  const { panels } = JSON.parse(readFileSync(join(BUILD, "board/grafana.json"), "utf8"));
  const answers = new Map();
  for (const { title, targets = [] } of panels)
    for (const { refId, expr } of targets) {
      const query = new URLSearchParams({ query: expr, time: `${today}T23:59:59Z`, nocache: "1" });
      const { status, error, data } = await (await fetch(`${node.url}/api/v1/query?${query}`)).json();
      assert.equal(status, "success", `${title}: ${error}`);
      answers.set(`${title} ${refId}`, data.result);
    }
  return answers;
}

test(
  `${MEMBERS} members on the board: what their databases say, without who has withdrawn`,
  { timeout: 600_000 },
  async (t) => {
    const root = makeDirectory(t, "bussola-board-");
    const node = await startNode(t, join(root, "data"));
    const board = await serveBoard(join(BUILD, "board"));
    t.after(board.close);
    const members = [];
    for (let number = 0; number < MEMBERS; number++) members.push(await deliver(t, number, node.url));
    await fetch(`${node.url}/internal/force_flush`);
    const shown = members.filter(({ number }) => number !== WITHDRAWN);
    const days = new Map(shown.map((member) => [member.number, lastDayOf(member)]));
    const totals = [...days.values()].map(({ total }) => total).filter((total) => total !== null);
    assert.ok(totals.length >= 10);

    const page = await openBoard(t, await startGate(t, root, node, board));
    const rows = await page.$$eval("#team tbody tr", (all) =>
      all.map((row) => [...row.children].map(({ textContent }) => textContent)),
    );
    const expected = shown.map(({ number }) => {
      const { kind, total, member } = days.get(number);
      const name = number === UNNAMED ? `Member ${member.slice(0, 6)}` : labelOf(number);
      const official = kind === "official";
      return [name, total === null ? "–" : official ? total.toFixed(1) : `≈${Math.round(total)}`];
    });
    const sorted = (list) => list.map((row) => row.slice(0, 2).join(" ")).sort();
    assert.deepEqual(sorted(rows), sorted(expected));
    const group = await page.$eval("#group", ({ textContent }) => textContent);
    const points = totals.map(Math.round);
    assert.ok(group.includes(`≈${Math.round(median(points))}`), `${group}: ${median(points)}`);
    assert.ok(group.includes(`of ${totals.length} members`), group);
    // The server's changes are those of the table, which the page computes.
    const changes = rows.map((row) => row[3]).filter((change) => change !== "–");
    assert.ok(group.includes(`of ${changes.length} members who have numbers`), group);
    const tens = await page.$$eval("#tens b", (all) =>
      all.map(({ textContent }) => parseInt(textContent, 10)),
    );
    assert.deepEqual(
      tens.reverse(),
      tens.map((_, ten) => points.filter((total) => Math.min(9, Math.floor(total / 10)) === ten).length),
    );

    const answers = await askDashboard(node);
    const value = (name) => Number(answers.get(name)[0].value[1]);
    assert.equal(value("Members A"), totals.length);
    assert.ok(Math.abs(value("Median of the index A") - median(totals)) < 0.001);
    assert.equal(answers.get("Members: index, change in 28 days, pillars index").length, totals.length);
    for (const [name, result] of answers) assert.ok(result.length > 0, name);

    // The node stops: the board shows no number any more.
    await node.stop();
    await page.$eval("[data-focus=board_again]", (button) => button.click());
    await until("the fault", async () => (await page.$(".status .fault")) !== null);
    assert.equal(await page.$("#members"), null);
    t.diagnostic(await page.$eval(".status", ({ textContent }) => textContent));
  },
);
