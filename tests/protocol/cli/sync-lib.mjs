/** Devices of one user, and a carrier of their folders that delays, repeats, shuffles and cuts. */

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { home, run } from "./lib.mjs";
import { tell } from "./member.mjs";

export const KEY = "ACoAAB2mNtQs1wb";

/** A device with a home, a time zone and its own copy of the folder. */
export function device(t, TZ = "UTC") {
  const place = home(t);
  place.env.TZ = TZ;
  place.folder = join(place.root, "shared");
  mkdirSync(place.folder);
  return place;
}

export function sync(place, { code = 0, args = [] } = {}) {
  const done = run(place, ["sync", "--json", ...args, place.folder]);
  assert.equal(done.code, code, done.err);
  return code === 0 ? JSON.parse(done.out) : done.err;
}

let number = 0;
export const observation = (at, parts = {}) => ({
  type: "observe",
  request: `00000000-0000-4000-8000-${String(number++).padStart(12, "0")}`,
  profile: { key: KEY, label: "mina-teste" },
  page: "feed",
  lang: "en",
  at,
  gauges: [],
  tallies: [],
  ...parts,
});

export const see = (place, ...requests) => tell(place, requests);
export const event = (at, signal, count, day = at.slice(0, 10)) =>
  observation(at, { events: [{ signal, day, count }] });

/** The devices' files in a folder by name; a carrier may have files of its own there. */
export const files = (place) =>
  Object.fromEntries(
    readdirSync(place.folder)
      .filter((name) => name.endsWith(".bussola"))
      .map((name) => [name, readFileSync(join(place.folder, name), "utf8")]),
  );

/** Every file of each folder in every other one. */
export function carry(...places) {
  for (const from of places)
    for (const [name, text] of Object.entries(files(from)))
      for (const to of places)
        if (to !== from && name === ownFile(from)) writeFileSync(join(to.folder, name), text);
}

const ownFiles = new Map();
/** The name of the file that a device writes. */
export function ownFile(place) {
  if (!ownFiles.has(place)) ownFiles.set(place, `device-${sync(place).device}.bussola`);
  return ownFiles.get(place);
}

/**
 * Everything that follows from the observations, account by account: records without what is each
 * device's own.
 */
export function numbers(place) {
  const { records } = JSON.parse(run(place, ["export"]).out);
  const own = ["label", "key", "aliases", "shown_weeks", "redrawn"];
  const accounts = new Map();
  let rows;
  for (const record of records) {
    if (record.record === "profile") accounts.set(record.key, (rows = [without(record, own)]));
    else if (record.record !== "goal") rows.push(record);
  }
  return [...accounts.keys()].sort().flatMap((key) => accounts.get(key));
}
const without = (object, names) =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/** The days of the history. */
export const history = (place) => JSON.parse(run(place, ["history", "--json"]).out);

/** The local count of a day, which the sources table of an export shows. */
export const local = (place, signal, day) =>
  numbers(place).find(
    (row) =>
      row.record === "tally" &&
      row.source === "local" &&
      !row.device &&
      row.signal === signal &&
      row.day === day,
  );
