/** The owner of an export is known before anything of it is stored; --profile overrides it. */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { addressOf, archiveName, comments, messages } from "../../fixtures/archives/owned.mjs";
import { zip } from "../../fixtures/archives/zip.mjs";
import { home, run } from "./lib.mjs";
import { tell } from "./member.mjs";

const TILDA = { key: "ACoAABtIlDaVarGa01", aliases: ["tilda-varga"], label: "tilda-varga" };
const GRETA = { key: "ACoAAGrEtAhOlM0002", aliases: ["greta-holm"], label: "greta-holm" };
const IVO = { key: "ACoAAIvObRaNdT0003", aliases: ["ivo-brandt"], label: "ivo-brandt" };

let number = 0;
const seen = (profile, connections = 300, at = "2026-03-10T10:00:00Z") => ({
  type: "observe",
  request: `document-owner-${String(number++)}`,
  ...(profile && { profile }),
  page: "network",
  lang: "en",
  at,
  gauges: [{ signal: "connections", value: connections, bound: "exact" }],
  tallies: [],
});
const hello = (instance) => ({
  type: "hello",
  client: { name: "bussola", version: "1", browser: "chromium", instance },
});
const minuteAgo = () => `${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}Z`;

function known(t, ...profiles) {
  const place = home(t);
  for (const profile of profiles) tell(place, [seen(profile)]);
  return place;
}

const exported = (place) => run(place, ["export"]).out;
const records = (place) => JSON.parse(exported(place)).records.filter(({ record }) => record !== "snapshot");
const keys = (place) =>
  JSON.parse(run(place, ["profiles", "--json"]).out)
    .map(({ key }) => key)
    .sort();
const levelsOf = (place, key) =>
  JSON.parse(run(place, ["export", "--profile", key]).out)
    .records.filter(({ record, signal }) => record === "gauge" && signal === "connections")
    .map(({ value }) => value);

/** An export of a database with these observations, in the home where it will be imported. */
function exportOf(t, place, messages_, name = "export.json") {
  const from = home(t);
  tell(from, messages_);
  const path = join(place.root, name);
  writeFileSync(path, exported(from));
  return path;
}

function stores(place, path, ...options) {
  const done = run(place, ["import", "--json", ...options, path]);
  assert.equal(done.code, 0, done.err);
  return JSON.parse(done.out)[0].stored;
}

/**
 * Asserts that every way of asking is refused: nothing changes, and only the user's own accounts
 * are named.
 */
function refuses(place, path, reason, { hidden = [], options = [], says = /--profile/ } = {}) {
  const before = exported(place);
  for (const ways of [[], ["--json"], ["--dry-run"], ["--json", "--dry-run"]]) {
    const done = run(place, ["import", ...ways, ...options, path]);
    assert.equal(done.code, 1, `${ways.join(" ")} ${done.err}`);
    assert.match(done.err, says);
    if (ways.includes("--json")) {
      const [report] = JSON.parse(done.out);
      assert.equal(report.refused, reason);
      assert.equal(report.stored, undefined);
    }
    for (const name of hidden) assert.doesNotMatch(done.out + done.err, new RegExp(name, "i"));
  }
  assert.equal(exported(place), before);
}

test("another member's export is refused without naming its owner", (t) => {
  const place = known(t, TILDA);
  const hidden = ["greta", GRETA.key];
  refuses(place, exportOf(t, place, [seen(GRETA)]), "other_account", { hidden });
  refuses(place, exportOf(t, place, [seen(GRETA), seen(IVO)]), "other_account", { hidden });
  const { err } = run(place, ["import", join(place.root, "export.json")]);
  assert.match(err.replaceAll(/\s+/g, " "), /of none of these: tilda-varga\. Nothing was stored/);
});

test("an export finds its account by any name in any spelling, whichever account was seen last", (t) => {
  const forms = [
    GRETA,
    { key: GRETA.key },
    { key: "greta-holm" },
    { key: "Greta-Holm" },
    { key: "greta%2Dholm", label: "someone" },
    { key: "greta-h-2", aliases: [GRETA.key] },
  ];
  for (const form of forms)
    for (const order of [
      [TILDA, GRETA],
      [GRETA, TILDA],
    ]) {
      const place = known(t, ...order);
      const path = exportOf(t, place, [seen(form, 520, "2026-04-02T08:00:00Z")]);
      assert.equal(stores(place, path).created, 0, form.key);
      assert.deepEqual(levelsOf(place, GRETA.key), [300, 520], form.key);
      assert.deepEqual(levelsOf(place, TILDA.key), [300], form.key);
      assert.equal(stores(place, path).changed, 0, form.key);
    }
});

test("a vanity name that another member has now proves nothing", (t) => {
  const place = known(t, TILDA);
  const path = exportOf(t, place, [seen({ ...GRETA, aliases: ["tilda-varga"], label: "tilda-varga" }, 900)]);
  refuses(place, path, "other_account", { hidden: [GRETA.key] });
  stores(place, path, "--profile", "me");
  assert.deepEqual(levelsOf(place, TILDA.key), [300]);
  assert.deepEqual(levelsOf(place, GRETA.key), [900]);
});

test("a new machine accepts several accounts, also once pages of one were read", (t) => {
  const all = [TILDA, GRETA, IVO].map((profile) => seen(profile));
  const empty = home(t);
  assert.equal(stores(empty, exportOf(t, empty, all)).created, 3);
  const begun = known(t, GRETA);
  assert.equal(stores(begun, exportOf(t, begun, all)).created, 2);
  for (const place of [empty, begun]) {
    assert.deepEqual(keys(place), [TILDA.key, GRETA.key, IVO.key].sort());
    assert.equal(stores(place, join(place.root, "export.json")).changed, 0);
  }
});

test("--profile decides an export's owner for good, until pages contradict it", (t) => {
  const place = known(t, TILDA);
  const path = exportOf(t, place, [seen(GRETA, 700, "2026-04-02T08:00:00Z")]);
  const before = exported(place);
  for (const options of [[], ["--dry-run"], ["--json"]]) {
    const done = run(place, ["import", ...options, "--profile", "nobod", path]);
    assert.equal(done.code, 3);
    assert.match(done.err, /no profile “nobod”/);
  }
  const dry = run(place, ["import", "--dry-run", "--profile", "tilda-varga", path]);
  assert.equal(dry.code, 0, dry.err);
  assert.equal(exported(place), before);
  assert.equal(stores(place, path, "--profile", "tilda-varga").created, 0);
  assert.deepEqual(levelsOf(place, TILDA.key), [300, 700]);
  assert.deepEqual(keys(place), [TILDA.key]);
  assert.equal(stores(place, path).changed, 0);
  // Greta's own pages still go to Greta.
  tell(place, [seen(GRETA, 800, "2026-04-03T08:00:00Z")]);
  assert.deepEqual(keys(place), [TILDA.key, GRETA.key].sort());
  assert.deepEqual(levelsOf(place, TILDA.key), [300, 700]);
  stores(place, path);
  assert.deepEqual(levelsOf(place, GRETA.key), [700, 800]);
});

test("--profile takes one account, not several", (t) => {
  const place = known(t, TILDA);
  const path = exportOf(t, place, [seen(GRETA), seen(IVO)]);
  refuses(place, path, "several_accounts", {
    hidden: ["greta", "ivo"],
    options: ["--profile", TILDA.key],
    says: /several accounts/,
  });
  stores(place, path, "--profile", "me");
  assert.deepEqual(keys(place), [TILDA.key, GRETA.key, IVO.key].sort());
});

test("an export imported separately belongs to its own account", (t) => {
  const place = known(t, TILDA);
  stores(place, exportOf(t, place, [seen(GRETA, 700)]), "--profile", "me");
  tell(place, [seen(TILDA, 310, "2026-04-03T08:00:00Z")]);
  assert.deepEqual(levelsOf(place, GRETA.key), [700]);
  tell(place, [seen({ key: "greta-holm" }, 710, "2026-04-03T08:00:00Z")]);
  assert.deepEqual(levelsOf(place, GRETA.key), [700, 710]);
  assert.deepEqual(keys(place), [TILDA.key, GRETA.key].sort());
});

function archive(place, member) {
  const path = join(place.root, archiveName());
  writeFileSync(path, zip({ ...messages("Greta Holm", addressOf(member)), ...comments(5) }));
  return path;
}

test("an export and an archive of one member merge, in either order", (t) => {
  const of = (place) => exportOf(t, place, [seen(GRETA, 700)]);
  const first = home(t);
  stores(first, archive(first, "greta-holm"));
  assert.equal(stores(first, of(first)).created, 1);
  assert.deepEqual(keys(first), [GRETA.key]);
  const second = home(t);
  stores(second, of(second));
  stores(second, archive(second, "greta-holm"));
  assert.deepEqual(keys(second), [GRETA.key]);
  for (const place of [first, second])
    assert.ok(records(place).some(({ signal, source }) => signal === "comments" && source === "archive"));
  const other = home(t);
  stores(other, archive(other, "ivo-brandt"));
  refuses(other, of(other), "other_account", { hidden: ["greta"] });
});

test("an export of an archive without a known account goes to its owner only", (t) => {
  const from = home(t);
  stores(from, archive(from, "greta-holm"));
  const document = exported(from);
  const given = (place) => {
    const path = join(place.root, "me.json");
    writeFileSync(path, document);
    return path;
  };
  const greta = known(t, GRETA, TILDA);
  stores(greta, given(greta));
  assert.deepEqual(keys(greta), [TILDA.key, GRETA.key].sort());
  const tilda = known(t, TILDA);
  refuses(tilda, given(tilda), "other_account", { hidden: ["greta"] });
  stores(tilda, given(tilda), "--profile", "me");
  tell(tilda, [seen(GRETA)]);
  assert.deepEqual(keys(tilda), [TILDA.key, GRETA.key].sort());
  const same = home(t);
  stores(same, given(same));
  assert.equal(stores(same, given(same)).changed, 0);
  assert.deepEqual(keys(same), ["me"]);
  const clash = home(t);
  stores(clash, archive(clash, "ivo-brandt"));
  refuses(clash, given(clash), "other_account", { hidden: ["greta", "ivo"] });
});

test("unidentified counts are added to the account named by --profile, once", (t) => {
  const place = known(t, TILDA);
  const path = exportOf(t, place, [hello("one"), seen(undefined, 410, minuteAgo())]);
  const first = run(place, ["import", path]);
  assert.equal(first.code, 0, first.err);
  assert.match(first.out.replaceAll(/\s+/g, " "), /import the export again with --profile/);
  assert.equal(keys(place).length, 2);
  for (let times = 0; times < 2; times++) {
    const done = run(place, ["import", "--profile", TILDA.key, path]);
    assert.equal(done.code, 0, done.err);
    assert.doesNotMatch(done.out, /again with/);
    assert.deepEqual(keys(place), [TILDA.key]);
    assert.deepEqual(levelsOf(place, TILDA.key), [300, 410]);
  }
  // Also on a machine without any account.
  const empty = home(t);
  stores(
    empty,
    exportOf(t, empty, [hello("one"), seen(undefined, 410, minuteAgo())]),
    "--profile",
    "tilda-varga",
  );
  assert.deepEqual(keys(empty), ["tilda-varga"]);
});

test("with several accounts only the unidentified counts go to --profile's", (t) => {
  const place = known(t, TILDA, GRETA);
  const path = exportOf(t, place, [
    seen(TILDA, 300),
    seen(GRETA, 500, "2026-04-01T08:00:00Z"),
    hello("one"),
    seen(undefined, 410, minuteAgo()),
  ]);
  stores(place, path, "--profile", TILDA.key);
  assert.deepEqual(levelsOf(place, TILDA.key), [300, 410]);
  assert.deepEqual(levelsOf(place, GRETA.key), [300, 500]);
  assert.deepEqual(keys(place), [TILDA.key, GRETA.key].sort());
});

test("this browser's own counts are not counted twice when the export names their account", (t) => {
  const place = known(t, TILDA);
  const acts = { ...seen(undefined, 410, minuteAgo()), events: [] };
  acts.events.push({ signal: "people_searches", day: acts.at.slice(0, 10), count: 3 });
  tell(place, [hello("one"), acts]);
  const path = join(place.root, "own.json");
  writeFileSync(path, exported(place));
  for (let times = 0; times < 2; times++) {
    stores(place, path, "--profile", TILDA.key);
    const searches = records(place).filter(
      ({ record, signal }) => record === "tally" && signal === "people_searches",
    );
    assert.deepEqual(
      searches.map(({ count }) => count),
      [3],
    );
  }
  assert.deepEqual(keys(place), [TILDA.key]);
});
