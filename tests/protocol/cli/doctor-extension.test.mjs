/** What the doctor says of each installation of the extension, from its last hello. */

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { VERSION } from "../../lib/versions.mjs";
import { doctor, greet, install, machine, verdicts } from "./diagnosis.mjs";

const INSTANCE = "7d3c2f7e-2f0a-4f0e-8f55-0c6f5c1b9a10";
const fileOf = (place) => join(place.directory, `.local/share/bussola/extension-${INSTANCE}.json`);
const moment = (daysAgo) =>
  new Date(Date.now() - daysAgo * 86_400_000).toISOString().replace(/\.\d+Z/, "+00:00");

const client = (more) => ({
  version: VERSION,
  browser: "firefox",
  instance: INSTANCE,
  ...more,
});

test("version, rules, icon and pages read of a healthy extension", (t) => {
  const place = machine(t);
  install(place);
  greet(
    place,
    client({
      rules: 7,
      pinned: true,
      pages: { ssi: moment(0), own_profile: moment(3) },
    }),
  );
  const report = doctor(place);
  const [said, ...more] = report.of("extension");
  assert.deepEqual([said.level, more], ["ok", []]);
  assert.match(said.text, new RegExp(`^Firefox: .*version ${VERSION} with reading rules 7; .* today$`));
  assert.deepEqual(verdicts(report.of("icon")), [["ok", null]]);
  const [pages] = report.of("pages");
  assert.equal(pages.level, "ok");
  assert.match(pages.text, /today, Your profile 3 days ago/);
});

test("a hidden icon and pages without counts are shown with their remedy", (t) => {
  const place = machine(t);
  install(place);
  for (const [browser, click] of [
    ["firefox", /Pin to Toolbar/],
    ["chrome", /the pin beside Bussola/],
  ]) {
    greet(place, client({ browser, pinned: false }));
    const [icon] = doctor(place).of("icon");
    assert.equal(icon.level, "warning");
    assert.match(icon.remedy, click);
  }
  assert.match(doctor(place).of("pages")[0].remedy, /Open LinkedIn/);
});

test("each page's health: last visit and reading, anchors that answered, what was missed and why", (t) => {
  const place = machine(t);
  install(place);
  const page = (misses) => ({
    visit: moment(0),
    misses,
    found: { connections: "connections-link" },
    missed: { followers: "two_candidates" },
  });
  greet(
    place,
    client({
      pages: { network: moment(3) },
      health: { network: page(0), own_profile: page(3) },
    }),
  );
  const [network, profile] = doctor(place).of("page");
  assert.equal(network.level, "ok");
  assert.equal(
    network.text,
    "Firefox: My Network: visited today, read 3 days ago; found: Connections (connections-link); " +
      "not found: Followers (several numbers, so none is used)",
  );
  assert.equal(profile.level, "warning");
  assert.match(profile.text, /LinkedIn may have changed this page \(visited today, read never\)/);
  assert.match(profile.remedy, /copy a bug report/);
});

for (const health of [
  { feed: { visit: moment(0), misses: 0, found: { "Anna Bell": "x" } } },
  { feed: { visit: moment(0), misses: -1 } },
  { feed: { visit: "yesterday", misses: 0 } },
  { "A name": { visit: moment(0), misses: 0 } },
  Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`page_${n}`, { visit: moment(0), misses: 0 }])),
])
  test(`a hello with the health ${JSON.stringify(health).slice(0, 60)} is refused`, (t) => {
    const place = machine(t);
    install(place);
    greet(place, client({ health }));
    assert.deepEqual(verdicts(doctor(place).of("extension")), [["warning", "bussola install"]]);
  });

for (const [what, version, level, who] of [
  ["an older extension that still understands", { version: "0.0.9" }, "warning", /extension must be updated/],
  ["a newer one that still understands", { version: "9.9.9" }, "warning", /program must be updated/],
  [
    "an older one that does not",
    { version: "0.0.9", protocol: { from: 0, to: 0 } },
    "failure",
    /extension must be/,
  ],
  [
    "a newer one that does not",
    { version: "9.9.9", protocol: { from: 8, to: 9 } },
    "failure",
    /program must/,
  ],
])
  test(`${what}: the doctor says which side to update, and how`, (t) => {
    const place = machine(t);
    install(place);
    greet(place, client(version));
    const [said] = doctor(place).of("extension");
    assert.equal(said.level, level);
    assert.match(said.text, who);
    assert.match(said.remedy, /extension must/.test(said.text) ? /round arrow/ : /Install the newer Bussola/);
  });

test("version 10 is later than 9", (t) => {
  const place = machine(t);
  install(place);
  greet(place, client({ version: VERSION.replace(/\d+$/, "10") }));
  assert.match(doctor(place).of("extension")[0].text, /program must be updated/);
});

test("an extension that never greeted, or not for long, is reported; --fix forgets it", (t) => {
  const place = machine(t);
  install(place);
  assert.deepEqual(verdicts(doctor(place).of("extension")), [["warning", "bussola install"]]);
  greet(place, client());
  const kept = JSON.parse(readFileSync(fileOf(place), "utf8"));
  const since = (days) =>
    writeFileSync(fileOf(place), JSON.stringify({ ...kept, at: kept.at - days * 86_400 }));
  since(40);
  assert.deepEqual(verdicts(doctor(place, "--fix").of("extension")), [["warning", "bussola install"]]);
  assert.ok(existsSync(fileOf(place)));
  since(100);
  doctor(place, "--fix");
  assert.ok(!existsSync(fileOf(place)));
});

test("an invalid hello is skipped, and hellos are shown even with a damaged database", (t) => {
  const place = machine(t);
  install(place);
  greet(place, client());
  for (const text of ["", "{", "[]", '{"name":"bussola"}', '{"at":1e999}', "x".repeat(1 << 20)])
    writeFileSync(join(place.directory, ".local/share/bussola/extension-other.json"), text);
  writeFileSync(join(place.directory, ".local/share/bussola/bussola.db"), "damaged".repeat(1000));
  const report = doctor(place);
  assert.deepEqual(verdicts(report.of("extension")), [["ok", null]]);
  assert.ok(report.of("database").some((f) => f.level === "failure"));
});

/** Profiles of a browser as the browser itself writes them, each with these entries of extensions. */
const CHROMIUM_ID = "econcekgfhgapabdkeonlginahjphgmn";
function chromiumProfiles(place, profiles) {
  const root = join(place.directory, ".config/vivaldi");
  const names = Object.keys(profiles);
  const infos = Object.fromEntries(names.map((name) => [name, { name: "Person" }]));
  writeFileSync(join(root, "Local State"), JSON.stringify({ profile: { info_cache: infos } }));
  for (const [name, settings] of Object.entries(profiles)) {
    mkdirSync(join(root, name), { recursive: true });
    writeFileSync(join(root, name, "Preferences"), JSON.stringify({ extensions: { settings } }));
  }
}
function firefoxProfiles(place, profiles) {
  const root = join(place.directory, ".waterfox");
  const names = Object.keys(profiles);
  const lines = names.map((name, n) => `[Profile${n}]\r\nName=${name}\r\nIsRelative=1\r\nPath=${name}\r\n`);
  writeFileSync(
    join(root, "profiles.ini"),
    ["[General]\r\nStartWithLastProfile=1\r\n", ...lines].join("\r\n"),
  );
  for (const [name, addons] of Object.entries(profiles)) {
    mkdirSync(join(root, name), { recursive: true });
    writeFileSync(join(root, name, "extensions.json"), JSON.stringify({ schemaVersion: 37, addons }));
  }
}

const OTHER = "aaaabbbbccccddddeeeeffffgggghhhh";
const on = { path: `${CHROMIUM_ID}/0.3.0_0`, disable_reasons: [] };
const firefoxOn = { id: "bussola@bussola.org", active: true };

/** What doctor says of the extension itself, without what it last reported. */
const ofAddon = (place) =>
  doctor(place)
    .of("extension")
    .filter(({ text }) => /switched off|removed|is gone/.test(text))
    .map(({ level, text, remedy }) => [level, text.split(":")[0], remedy]);

test("an extension of Chromium that was switched off, removed or lost its folder", (t) => {
  const place = machine(t);
  install(place);
  greet(place, client({ browser: "chrome" }));
  const said = (profiles) => {
    chromiumProfiles(place, profiles);
    return ofAddon(place);
  };
  const off = { ...on, disable_reasons: [1] };
  const lost = { path: join(place.root, "nowhere"), disable_reasons: [] };
  assert.deepEqual(said({ Default: { [CHROMIUM_ID]: on } }), []);
  assert.deepEqual(said({ Default: { [CHROMIUM_ID]: { ...on, path: place.root } } }), [], "unpacked");
  assert.deepEqual(said({ Default: {}, "Profile 1": { [CHROMIUM_ID]: on } }), [], "in one of two profiles");
  const switchOn = "Switch it on at vivaldi://extensions";
  assert.deepEqual(said({ Default: { [CHROMIUM_ID]: off } }), [["warning", "Vivaldi", switchOn]]);
  assert.equal(said({ Default: { [CHROMIUM_ID]: lost } })[0][0], "failure");
  assert.deepEqual(said({ Default: { [OTHER]: on } }), [
    ["warning", "The extension was removed", "bussola install"],
  ]);
  writeFileSync(join(place.directory, ".config/vivaldi/Default/Preferences"), "{");
  assert.deepEqual(ofAddon(place), [], "preferences that cannot be read say nothing");
});

test("an extension of Firefox that was switched off or removed", (t) => {
  const place = machine(t, { firefox: true });
  install(place);
  const said = (profiles) => {
    firefoxProfiles(place, profiles);
    return ofAddon(place);
  };
  const gone = [["warning", "The extension was removed", "bussola install"]];
  assert.deepEqual(said({ "abc.default": [] }), [], "it was never there");
  greet(place, client());
  assert.deepEqual(said({ "abc.default": [{ ...firefoxOn, active: false }] }), [
    ["warning", "Waterfox", "Switch it on at about:addons"],
  ]);
  assert.deepEqual(said({ "abc.default": [], "d e.work": [firefoxOn] }), []);
  assert.deepEqual(
    said({ "abc.default": [{ id: "other@example.org", active: true }], "d e.work": [] }),
    gone,
  );
});

test("where a profile cannot be read, nothing is said to be removed", (t) => {
  const place = machine(t, { firefox: true });
  install(place);
  greet(place, client());
  firefoxProfiles(place, { "abc.default": [] });
  assert.equal(ofAddon(place).length, 1);
  mkdirSync(join(place.directory, ".var/app/org.mozilla.firefox/cache"), { recursive: true });
  assert.deepEqual(ofAddon(place), [], "it may be in the flatpak");
});
