/** A team of invented members: who they are, how they lived, and their delivery. */

import assert from "node:assert/strict";
import { CLI } from "../../lib/paths.mjs";
import { acts, daysAgo, finish, gauge, makeMember, observation, push, tell } from "./members.mjs";

/** Most members have as many days. */
export const DAYS = 400;

/** Invented. */
const NAMES =
  "Ada Bela Carla Dino Elio Fara Gino Hana Ivo Jola Karim Lena Milo Nora Otto Pia Quim Rita Saul Tea Ugo Vera Wanda Xenia Yuri Zita".split(
    " ",
  );
export const WITHDRAWN = 7;
export const UNNAMED = 13;
const LONG = 20;
export const LEARNING = 21;

export function labelOf(number) {
  const name = NAMES[number % NAMES.length];
  const group = number < NAMES.length ? "" : ` ${"BCDEFGHIJ"[Math.floor(number / NAMES.length) - 1] ?? "Z"}.`;
  return number === LONG ? `${name}, north-eastern region, key accounts and renewals` : `${name}${group}`;
}

/** A number in 0–1 for each number. */
const spread = (number) => Math.abs(Math.sin(number * 127.1 + 11.7) * 43758.5453) % 1;

/** LinkedIn's value some days ago; members differ in level and in growth. */
function official(number, days) {
  const level = 16 + 60 * spread(number);
  const growth = (spread(number + 500) - 0.3) / 20;
  const total = Math.min(96, Math.max(8, level + growth * (DAYS - days)));
  const shares = [0.31, 0.2, 0.2, 0.29].map((share, index) => share + (((number + index) % 5) - 2) * 0.02);
  const sum = shares.reduce((all, share) => all + share, 0);
  const [brand, people, insights, relationships] = shares.map((share) =>
    Number(Math.min(25, (total * share) / sum).toFixed(2)),
  );
  const pillars = { brand, people, insights, relationships };
  const rounded = Number((brand + people + insights + relationships).toFixed(2));
  return observation(number, days, { page: "ssi", official: { total: rounded, pillars } });
}

function lifeOf(number) {
  const days = number % 5 === 4 ? 120 : DAYS;
  if (number === LEARNING) return [observation(number, 0, { gauges: [gauge("connections", 120)] })];
  const isRead = number % 5 !== 0;
  const readings = isRead ? [360, 270, 180, 100, 50, number % 4].filter((ago) => ago < days) : [];
  const amounts = ["posts", "comments", "reactions", "people_searches", "profiles_viewed"];
  const past = observation(number, 0, {
    tallies: amounts.map((signal, index) => acts(signal, number, days, 2 + ((number + index) % 7))),
    gauges: ["photo", "about", "position", "education", "location"].map((signal) => gauge(signal, 1)),
  });
  const levels = [0, 60, 120].filter((ago) => ago < days);
  return [
    ...levels.map((ago) =>
      observation(number, ago, { gauges: [gauge("connections", 180 + 23 * number - ago)] }),
    ),
    ...readings.map((ago) => official(number, ago)),
    past,
  ].sort((a, b) => a.at.localeCompare(b.at));
}

/** Makes a member, and delivers their days to the server at `url`. */
export async function deliver(t, number, url) {
  const member = makeMember(t, number);
  await tell(member.place, lifeOf(number));
  const label = number === UNNAMED ? [] : ["--label", labelOf(number)];
  const since = ["--from", daysAgo(number % 5 === 4 ? 119 : DAYS - 1)];
  const { code, err } = await finish(CLI, ["push", "--to", url, ...since, ...label, "--yes"], member.place);
  assert.equal(code, 0, err);
  if (number === WITHDRAWN) assert.equal((await push(member.place, "--withdraw")).code, 0);
  return member;
}
