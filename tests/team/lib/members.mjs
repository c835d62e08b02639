/** Invented members of a team, whom bussola-host and `bussola push` serve with the machine's clock. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { readFrames, writeFrame } from "../../lib/frames.mjs";
import { CLI, HOST, home } from "../../protocol/cli/lib.mjs";

export const DAY_MS = 86_400_000;

export const NOW = Date.now() - Number(process.env.CLOCK_SHIFT ?? 0) * 1000;
export const dateOf = (time) => new Date(time).toISOString().slice(0, 10);
export const daysAgo = (days) => dateOf(NOW - days * DAY_MS);

/** Runs a program to its end without blocking this process. */
export function finish(program, args, place, input = "") {
  const child = spawn(program, args, { env: place.env, cwd: place.root });
  const out = [];
  let err = "";
  child.stdout.on("data", (bytes) => out.push(bytes));
  child.stderr.on("data", (bytes) => (err += bytes));
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  return new Promise((done) => child.on("close", (code) => done({ code, out: Buffer.concat(out), err })));
}

export const push = (place, ...args) => finish(CLI, ["push", ...args], place);

let request = 0;
export async function tell(place, observations) {
  const hello = { type: "hello", client: { name: "bussola", version: "0", browser: "test" } };
  const frames = [hello, ...observations].map((message, id) => writeFrame({ id, ...message }));
  const { code, out, err } = await finish(HOST, [], place, Buffer.concat(frames));
  assert.equal(code, 0, err);
  for (const reply of readFrames(out)) assert.equal(reply.ok, true, JSON.stringify(reply));
}

export const observation = (number, days, parts) => ({
  type: "observe",
  request: `00000000-0000-4000-8000-${String(request++).padStart(12, "0")}`,
  profile: { key: `ACoAATeam${String(number).padStart(6, "0")}`, label: `member-${number}`, aliases: [] },
  page: "feed",
  lang: "en",
  at: `${daysAgo(days)}T00:00:01+00:00`,
  gauges: [],
  tallies: [],
  ...parts,
});

/** Acts on every n-th day of the last `days`, of a size of the member's own. */
export function acts(signal, number, days, every) {
  const counts = {};
  for (let ago = number % every; ago < days; ago += every) counts[daysAgo(ago)] = 1 + ((number + ago) % 4);
  return { signal, from: daysAgo(days - 1), to: daysAgo(0), days: counts };
}

export const gauge = (signal, value) => ({ signal, value, bound: "exact" });

/** What a member's pages showed over the days, each reading on its own day. */
export function past(number, days) {
  const readings = [];
  for (let ago = days - 1; ago > 0; ago -= 30)
    readings.push(
      observation(number, ago, {
        gauges: [gauge("connections", 200 + number + days - ago), gauge("skills", 5 + (number % 20))],
      }),
    );
  const brand = 10 + (number % 14);
  const pillars = { brand, people: 6.5, insights: 7.1, relationships: 15.4 };
  const total = brand + 29;
  if (number % 2 === 0) readings.push(observation(number, 20, { page: "ssi", official: { total, pillars } }));
  readings.push(
    observation(number, 0, {
      tallies: [
        acts("posts", number, days, 6),
        acts("comments", number, days, 3),
        acts("reactions", number, days, 2),
        acts("people_searches", number, days, 2),
        acts("profiles_viewed", number, days, 2),
        acts("days_active", number, days, 1),
      ].map((tally) => ({
        ...tally,
        days: tally.signal === "days_active" ? mapValues(tally.days, () => 1) : tally.days,
      })),
      gauges: ["photo", "about", "position", "education", "location"].map((signal) => gauge(signal, 1)),
    }),
  );
  return readings;
}
const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

export function makeMember(t, number) {
  const place = home(t);
  delete place.env.LD_PRELOAD;
  delete place.env.CLOCK_SHIFT;
  place.env.TZ = "UTC";
  mkdirSync(join(place.directory, ".config"), { recursive: true });
  return { number, place };
}
