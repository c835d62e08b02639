/**
 * Reactions reported by every source in turn: events as they happen and are undone, the activity
 * page as far as it loaded, archives, full pulls of the API and its change log. The number shown
 * never exceeds the present acts, and equals them once a whole list was read.
 */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { zip } from "../../fixtures/archives/zip.mjs";
import { CLI, home, run } from "../cli/lib.mjs";
import { tell } from "../cli/member.mjs";
import { dice } from "../lib/dice.mjs";
import { day, moment, observation } from "../../lib/host.mjs";
import { changes, serve, TOKEN } from "./api.mjs";

const WALKS = 6;
const STEPS = 30;
const SPAN = 60;
const DOMAINS = [
  ...["PROFILE", "CONNECTIONS", "INVITATIONS", "INBOX", "MEMBER_SHARE_INFO", "INSTANT_REPOSTS"],
  ...["ALL_COMMENTS", "ALL_VOTES", "ENDORSEMENTS", "RECOMMENDATIONS", "SEARCHES", "POSITIONS"],
  ...["EDUCATION", "SKILLS"],
];

const stamp = ({ offset, time }) => `${day(offset)} ${time}`;
const link = ({ serial }) => `https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7${serial}`;
const say = (fields) => observation({ at: moment(0, new Date().toISOString().slice(11, 19)), ...fields });

class Walk {
  constructor(t, seed) {
    this.t = t;
    this.roll = dice(seed);
    this.place = home(t);
    this.place.env.TZ = "UTC";
    this.acts = Array.from({ length: 25 }, (_, serial) => this.act(serial, -1 - this.roll(SPAN)));
    this.pulled = false;
    assert.equal(run(this.place, ["token", "set"], { input: `${TOKEN}\n` }).code, 0);
    tell(this.place, [say({})]);
  }

  act(serial, offset) {
    const seconds = offset === 0 ? 0 : this.roll(86_400);
    const time = new Date(seconds * 1000).toISOString().slice(11, 19);
    return { serial: 1000 + serial, offset, time };
  }

  /** The newest present acts, first. */
  get standing() {
    return this.acts.filter(({ undone }) => !undone).sort((a, b) => (stamp(a) < stamp(b) ? 1 : -1));
  }

  happens() {
    this.acts.push({ ...this.act(this.acts.length, 0), made: Date.now() });
    tell(this.place, [say({ events: [{ signal: "reactions", day: day(), count: 1 }] })]);
  }

  /** Seen by the browser; the change log of a later pull has it too. */
  takenBack() {
    const standing = this.standing;
    if (standing.length === 0) return;
    const act = standing[this.roll(standing.length)];
    act.undone = Date.now();
    tell(this.place, [say({ events: [{ signal: "reactions", day: day(act.offset), count: -1 }] })]);
  }

  page() {
    const loaded = this.standing.slice(0, 1 + this.roll(12));
    if (loaded.length === 0) return;
    const days = {};
    for (const { offset } of loaded) days[day(offset)] = (days[day(offset)] ?? 0) + 1;
    const from = day(Math.min(...loaded.map(({ offset }) => offset)));
    tell(this.place, [
      say({
        page: "activity_reactions",
        tallies: [{ signal: "reactions", from, to: day(), days, bound: "at_least" }],
      }),
    ]);
  }

  archive() {
    const [year, month, date] = day().split("-");
    const path = join(this.place.root, `Complete_LinkedInDataExport_${month}-${date}-${year}.zip`);
    const rows = this.standing.map((act) => `${stamp(act)},LIKE,${link(act)}\n`);
    writeFileSync(path, zip({ "Reactions.csv": `Date,Type,Link\n${rows.join("")}` }));
    const { code, err } = run(this.place, ["import", "--profile", "ines-prova", path]);
    assert.equal(code, 0, err);
  }

  async pull(...args) {
    const rows = this.standing.map((act) => ({ Date: stamp(act), Type: "LIKE", Link: link(act) }));
    const none = Object.fromEntries(DOMAINS.map((domain) => [domain, [[]]]));
    const api = await serve(this.t, { ...none, ALL_LIKES: [rows] }, (wanted) =>
      wanted.path === "/rest/memberChangeLogs" ? changes(this.log(wanted.startTime)) : undefined,
    );
    const child = spawn(
      CLI,
      ["pull", "--profile", "ines-prova", "--api-base", api.base, "--api-ca", api.ca, ...args],
      { env: this.place.env },
    );
    let err = "";
    child.stderr.on("data", (bytes) => (err += bytes));
    child.stdout.resume();
    const code = await new Promise((resolve) => child.on("close", resolve));
    assert.equal(code, 0, err);
    this.pulled = true;
  }

  /** What was added and removed since a moment, as the change log lists it. */
  log(since) {
    const event = (act, method, at) => ({
      activityId: `${method} ${act.serial}`,
      activityStatus: "SUCCESS",
      capturedAt: at,
      processedAt: at,
      owner: "urn:li:person:ME",
      actor: "urn:li:person:ME",
      method,
      resourceName: "socialActions/likes",
      resourceId: `urn:li:activity:7${act.serial}`,
      resourceUri: `/socialActions/urn:li:activity:7${act.serial}/likes/urn:li:person:ME`,
      activity: { created: { time: Date.parse(`${stamp(act).replace(" ", "T")}Z`) } },
    });
    return this.acts
      .flatMap((act) => [
        ...(act.made ? [event(act, "CREATE", act.made)] : []),
        ...(act.undone ? [event(act, "DELETE", act.undone)] : []),
      ])
      .filter(({ processedAt }) => processedAt >= since);
  }

  /** Counted in the window, without the estimate for days that nobody counted. */
  get shown() {
    const state = JSON.parse(run(this.place, ["status", "--profile", "ines-prova", "--json"]).out);
    for (const { signals } of state.pillars)
      for (const { id, value, projected_from_days: seen } of signals)
        if (id === "reactions") return Math.round(((value ?? 0) * (seen || 90)) / 90);
    return 0;
  }

  check(what) {
    const { shown, standing } = this;
    assert.ok(shown <= standing.length, `${what}: ${shown} of ${standing.length}`);
  }

  exact(what) {
    assert.equal(this.shown, this.standing.length, what);
  }
}

test("events, pages, archives and pulls in any order: never more than present, all once listed", async (t) => {
  for (let seed = 1; seed <= WALKS; seed += 1) {
    const walk = new Walk(t, seed);
    for (let step = 0; step < STEPS; step += 1) {
      const what = `walk ${seed}, step ${step}`;
      const chosen = walk.roll(12);
      if (chosen < 4) walk.happens();
      else if (chosen < 6) walk.takenBack();
      else if (chosen < 9) walk.page();
      else if (chosen < 10) {
        walk.archive();
        walk.exact(`${what}, archive`);
      } else if (chosen < 11 || !walk.pulled) {
        await walk.pull("--full");
        walk.exact(`${what}, full pull`);
      } else await walk.pull();
      walk.check(what);
    }
    await walk.pull("--full");
    walk.exact(`walk ${seed}, at the end`);
  }
});
