import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { doctor, doctorOn, install, machine } from "./diagnosis.mjs";
import { inPlace, whileLocked } from "../../lib/paths.mjs";
import { SCHEMA } from "../../lib/versions.mjs";
import { home, HOST, program, run, touch } from "./lib.mjs";
import { SEEN, tell } from "./member.mjs";

const MANIFEST = ".config/vivaldi/NativeMessagingHosts/org.bussola.host.json";
const FIREFOX = ".waterfox/native-messaging-hosts/org.bussola.host.json";

const SYSTEM = "etc/opt/chrome/native-messaging-hosts/org.bussola.host.json";

test("all is well after install: manifests, host, versions, confinement, model", (t) => {
  const place = machine(t, { firefox: true });
  install(place);
  const report = doctor(place);
  for (const name of ["Vivaldi", "Waterfox"]) {
    assert.deepEqual(
      report.browser(name).map((f) => f.level),
      ["ok"],
    );
    const host = report.of("host").filter((f) => f.text.startsWith(name));
    assert.deepEqual(
      host.map((f) => f.level),
      ["ok"],
      JSON.stringify(host),
    );
  }
  assert.deepEqual(
    report.of("model").map((f) => f.level),
    ["ok"],
  );
  assert.ok(report.of("sandbox").some((f) => /refuses other extensions/.test(f.text)));
});

/** The findings on confinement, without the check that other extensions are refused. */
const locks = (report) => report.of("sandbox").filter((f) => !/other extensions/.test(f.text));

test("the programs are confined, or the missing kernel features are named", whileLocked, (t) => {
  const place = machine(t);
  const [all, ...none] = locks(doctor(place));
  assert.deepEqual(none, []);
  assert.deepEqual([all.level, all.text.match(/data directory only|calls filtered/g)?.length], ["ok", 2]);
  for (const [lacking, text, lock] of [
    ["landlock_create_ruleset", /no Landlock.*other files of yours/, "Landlock"],
    ["landlock_restrict_self", /could not lock itself into its data directory/, "Landlock"],
    ["seccomp", /program runs without its system-call filter/, "seccomp"],
  ]) {
    const report = doctorOn(place, { lacking });
    const [said, importer, ...more] = locks(report);
    assert.deepEqual(more, [], lacking);
    assert.equal(importer.level, "warning", lacking);
    assert.match(importer.text, new RegExp(`reads archives lacks a lock \\(${lock}\\)`), lacking);
    assert.equal(said.level, "warning", lacking);
    assert.match(said.text, text, lacking);
    assert.ok(
      report.of("sandbox").some((f) => /refuses other extensions/.test(f.text)),
      "the host serves on",
    );
  }
});

test("a missing registration is a failure with its command, and --fix repairs it", inPlace, (t) => {
  const place = machine(t);
  const sick = doctor(place);
  assert.equal(sick.code, 1);
  const [finding] = sick.browser("Vivaldi");
  assert.equal(finding.level, "failure");
  assert.equal(finding.remedy, "bussola install --browser vivaldi");
  const mended = doctor(place, "--fix");
  assert.deepEqual(
    mended.browser("Vivaldi").map((f) => f.level),
    ["ok", "ok"],
  );
  assert.equal(mended.code, 0);
  assert.equal(JSON.parse(readFileSync(join(place.directory, MANIFEST), "utf8")).path, HOST);
  assert.equal(run(place, ["uninstall"]).code, 0);
});

const faults = [
  ["is not JSON", MANIFEST, () => "{"],
  ["names another program", MANIFEST, (m) => ({ ...m, name: "org.example" })],
  ["not of type", MANIFEST, (m) => ({ ...m, type: "other" })],
  ["does not allow the extension", MANIFEST, (m) => ({ ...m, allowed_origins: [] })],
  ["there is no program there", MANIFEST, (m) => ({ ...m, path: "/nowhere/bussola-host" })],
  ["there is no program there", MANIFEST, (m) => ({ ...m, path: "bussola-host" })],
  ["Firefox refuses extra keys", FIREFOX, (m) => ({ ...m, extra: 1 })],
  ["does not allow the extension", FIREFOX, (m) => ({ ...m, allowed_extensions: ["other@example.org"] })],
];
for (const [words, path, change] of faults)
  test(`a manifest that ${words} is found and repaired: ${path.split("/")[1]}`, (t) => {
    const place = machine(t, { firefox: true });
    install(place);
    const file = join(place.directory, path);
    const changed = change(JSON.parse(readFileSync(file, "utf8")));
    writeFileSync(file, typeof changed === "string" ? changed : JSON.stringify(changed));
    const name = path === FIREFOX ? "Waterfox" : "Vivaldi";
    const sick = doctor(place);
    assert.equal(sick.code, 1);
    assert.equal(sick.browser(name)[0].level, "failure");
    assert.ok(sick.browser(name)[0].text.includes(words), sick.browser(name)[0].text);
    assert.deepEqual(doctor(place, "--fix").browser(name).at(-1).level, "ok");
    assert.deepEqual(
      doctor(place)
        .browser(name)
        .map((f) => f.level),
      ["ok"],
    );
  });

test("a missing registration of the importer alone is a warning, and --fix repairs it", (t) => {
  const place = machine(t);
  install(place);
  rmSync(join(place.directory, MANIFEST.replace("host.json", "import.json")));
  const report = doctor(place);
  assert.equal(report.code, 0);
  assert.deepEqual(
    report.browser("Vivaldi").map((f) => [f.level, f.remedy]),
    [
      ["ok", null],
      ["warning", "bussola install --browser vivaldi"],
    ],
  );
  doctor(place, "--fix");
  assert.deepEqual(
    doctor(place)
      .browser("Vivaldi")
      .map((f) => f.level),
    ["ok"],
  );
});

test("a host in another directory, one that others may change, one that does not answer", (t) => {
  const place = machine(t);
  const silent = program(place);
  install(place, "--host", silent);
  const other = doctor(place);
  assert.match(other.browser("Vivaldi")[0].text, /points at .* not at/);
  assert.equal(other.of("host").find((f) => f.text.startsWith("Vivaldi")).level, "failure");
  chmodSync(silent, 0o777);
  assert.match(doctor(place).browser("Vivaldi")[0].text, /others than you may change/);
});

test("a host that cannot start is named with the reason", (t) => {
  const place = machine(t);
  const broken = join(place.root, "broken-host");
  const line = "broken-host: error while loading shared libraries: libcjson.so.1: cannot open";
  touch(broken, 0o755);
  writeFileSync(broken, `#!/bin/sh\necho '${line}' >&2\nexit 127\n`);
  install(place, "--host", broken);
  const said = doctor(place)
    .of("host")
    .find((f) => f.text.startsWith("Vivaldi"));
  assert.equal(said.level, "failure");
  assert.ok(said.text.endsWith(line), said.text);
  assert.match(said.remedy, /Install Bussola again/);
  chmodSync(broken, 0o644);
  const [shut] = doctor(place).browser("Vivaldi");
  assert.match(shut.text, /broken-host, which is not marked as a program/);
  assert.equal(shut.remedy, `chmod +x '${broken}'`);
});

test("a host of another version is named", (t) => {
  const place = machine(t);
  const old = join(place.root, "old-host");
  // Answers hello and state as a host of version 0.0.1, with frames in this machine's byte order.
  const frame = (text) => `printf '\\${(text.length & 255).toString(8)}\\0\\0\\0%s' '${text}'`;
  const hello = '{"id":1,"ok":true,"type":"hello","host":{"version":"0.0.1","protocol":1}}';
  const state = '{"id":2,"ok":true,"type":"state","state":{}}';
  touch(old, 0o755);
  writeFileSync(old, `#!/bin/sh\n${frame(hello)}\n${frame(state)}\nwhile read -r line; do :; done\n`);
  install(place, "--host", old);
  const [finding] = doctor(place)
    .of("host")
    .filter((f) => f.text.startsWith("Vivaldi"));
  assert.equal(finding.level, "warning");
  assert.match(finding.text, /version 0\.0\.1/);
});

test("the database: checked, its modes repaired, a damaged one named and left unchanged", (t) => {
  const place = machine(t);
  install(place);
  tell(place, SEEN.learning);
  const directory = join(place.directory, ".local/share/bussola");
  const report = doctor(place);
  assert.match(
    report.of("database")[0].text,
    new RegExp(`bussola\\.db, [\\d.]+ MB, schema ${SCHEMA}, checked`),
  );
  assert.match(report.of("readings")[0].text, /^ines-prova-77: last count/);
  chmodSync(join(directory, "bussola.db"), 0o644);
  doctor(place, "--fix");
  assert.equal(statSync(join(directory, "bussola.db")).mode & 0o777, 0o600);

  const damaged = Buffer.from("not a database, but a text that is long enough to be looked at".repeat(200));
  for (const name of ["bussola.db-wal", "bussola.db-shm"]) writeFileSync(join(directory, name), "");
  writeFileSync(join(directory, "bussola.db"), damaged);
  const sick = doctor(place);
  assert.equal(sick.code, 1);
  assert.ok(sick.of("database").some((f) => f.level === "failure"));
  assert.deepEqual(readFileSync(join(directory, "bussola.db")), damaged);
});

test("a missing database is no fault, and the check needs no browser", (t) => {
  const place = home(t);
  const result = run(place, ["doctor"], { env: { LC_ALL: "it_IT.UTF-8" } });
  assert.match(result.out, /Ancora nessun database/);
  assert.match(run(place, ["doctor"]).out, /Nothing was read yet\./);
  assert.match(result.out, /\nA posto: \d+; avvertimenti: \d+; guasti: \d+\.\n$/);
});

test("an invalid model file is a warning", (t) => {
  const place = machine(t);
  mkdirSync(join(place.directory, ".config/bussola"));
  writeFileSync(join(place.directory, ".config/bussola/model.json"), "{}");
  const [finding] = doctor(place).of("model");
  assert.equal(finding.level, "warning");
  assert.equal(finding.remedy, `bussola model check '${place.directory}/.config/bussola/model.json'`);
});

test("a user's own manifest that hides the one for all users", (t) => {
  const place = machine(t);
  install(place);
  const system = JSON.parse(readFileSync(join(place.directory, MANIFEST), "utf8"));
  touch(join(place.other, SYSTEM));
  writeFileSync(join(place.other, SYSTEM), JSON.stringify(system));
  assert.deepEqual(
    doctor(place)
      .browser("Vivaldi")
      .map((f) => f.level),
    ["ok"],
  );
  writeFileSync(
    join(place.other, SYSTEM),
    JSON.stringify({ ...system, path: "/usr/lib/bussola/bussola-host" }),
  );
  const [, shadow] = doctor(place).browser("Vivaldi");
  assert.equal(shadow.level, "warning");
  assert.match(shadow.text, /hides .*native-messaging-hosts/);
  assert.equal(shadow.remedy, "bussola uninstall");
});

test("a registration for all users alone is enough", (t) => {
  const place = machine(t);
  install(place);
  const names = ["org.bussola.host", "org.bussola.import"];
  const of = (path, name) => path.replace("org.bussola.host", name);
  const texts = names.map((name) => readFileSync(join(place.directory, of(MANIFEST, name)), "utf8"));
  assert.equal(run(place, ["uninstall"]).code, 0);
  for (const [index, name] of names.entries()) {
    touch(join(place.other, of(SYSTEM, name)));
    writeFileSync(join(place.other, of(SYSTEM, name)), texts[index]);
  }
  const report = doctor(place);
  assert.deepEqual(
    report.browser("Vivaldi").map((f) => f.level),
    ["ok"],
  );
  assert.equal(report.code, 0);
});

test("an administrator's policies: hosts forbidden, or allowed for all users only", (t) => {
  const place = home(t);
  place.other = join(place.root, "root");
  touch(join(place.directory, ".config/chromium/Local State"));
  assert.equal(run(place, ["install", "--browser", "chromium"]).code, 0);
  const file = join(place.other, "etc/chromium/policies/managed/hosts.json");
  touch(file);
  const policy = (rules) => {
    writeFileSync(file, JSON.stringify(rules));
    return doctor(place)
      .of("policy")
      .map((f) => [f.level, f.remedy]);
  };
  assert.deepEqual(policy({ NativeMessagingBlocklist: ["*"] }), [["failure", null]]);
  assert.deepEqual(policy({ NativeMessagingBlocklist: ["org.bussola.host"] }), [["failure", null]]);
  const both = ["org.bussola.host", "org.bussola.import"];
  assert.deepEqual(policy({ NativeMessagingBlocklist: ["*"], NativeMessagingAllowlist: both }), []);
  assert.deepEqual(policy({ NativeMessagingUserLevelHosts: false }), [
    ["failure", "sudo bussola install --system --browser chromium"],
  ]);
  assert.deepEqual(policy({ NativeMessagingBlocklist: ["org.example.other"] }), []);
});

test("an administrator's policies about the extension", (t) => {
  const place = home(t);
  place.other = join(place.root, "root");
  touch(join(place.directory, ".config/chromium/Local State"));
  assert.equal(run(place, ["install", "--browser", "chromium"]).code, 0);
  const file = join(place.other, "etc/chromium/policies/managed/extensions.json");
  touch(file);
  const id = "econcekgfhgapabdkeonlginahjphgmn";
  const policy = (rules) => {
    writeFileSync(file, JSON.stringify(rules));
    return doctor(place)
      .of("policy")
      .map((f) => /forbids Bussola's extension/.test(f.text));
  };
  const blocked = { installation_mode: "blocked" };
  for (const rules of [
    { ExtensionInstallBlocklist: ["*"] },
    { ExtensionInstallBlocklist: [id] },
    { ExtensionSettings: { "*": blocked } },
    { ExtensionSettings: { [id]: { installation_mode: "removed" } } },
  ])
    assert.deepEqual(policy(rules), [true], JSON.stringify(rules));
  for (const rules of [
    { ExtensionInstallBlocklist: ["*"], ExtensionInstallAllowlist: [id] },
    { ExtensionInstallBlocklist: ["a".repeat(32)] },
    { ExtensionSettings: { "*": blocked, [id]: { installation_mode: "allowed" } } },
    { ExtensionSettings: { "*": { installation_mode: "allowed" } } },
  ])
    assert.deepEqual(policy(rules), [], JSON.stringify(rules));
});

test("Firefox's policies, policies for LinkedIn's pages and for the import, and a file that is not JSON", (t) => {
  const place = home(t);
  place.other = join(place.root, "root");
  touch(join(place.directory, ".config/chromium/Local State"));
  touch(join(place.directory, ".mozilla/firefox/profiles.ini"));
  assert.equal(run(place, ["install", "--browser", "chromium", "--browser", "firefox"]).code, 0);
  const policy = (browser, text) => {
    const directory = browser === "Firefox" ? "etc/firefox/policies" : "etc/chromium/policies/managed";
    const file = join(place.other, directory, "policies.json");
    touch(file);
    writeFileSync(file, text);
    const found = doctor(place).of("policy");
    rmSync(file);
    return found.filter((f) => f.text.startsWith(`${browser}: `)).map((f) => [f.level, f.text]);
  };
  const blocked = { installation_mode: "blocked" };
  const allowed = { installation_mode: "force_installed" };
  const pages = (key) => ({ "*": { [key]: ["*://*.linkedin.com"] } });
  const forbidden = /forbids Bussola's extension/;
  const closed = /keeps extensions from LinkedIn's pages/;
  const firefox = (policies) => ["Firefox", JSON.stringify({ policies })];
  const chromium = (policies) => ["Chromium", JSON.stringify(policies)];
  for (const [rules, text] of [
    [firefox({ ExtensionSettings: { "*": blocked } }), forbidden],
    [firefox({ Extensions: { Uninstall: ["bussola@bussola.org"] } }), forbidden],
    [firefox({ ExtensionSettings: pages("restricted_domains") }), closed],
    [chromium({ ExtensionSettings: pages("runtime_blocked_hosts") }), closed],
    [chromium({ NativeMessagingBlocklist: ["org.bussola.import"] }), /forbids the host org\.bussola\.import/],
    [
      chromium({ NativeMessagingBlocklist: ["*"], NativeMessagingAllowlist: ["org.bussola.host"] }),
      /forbids the host org\.bussola\.import/,
    ],
  ]) {
    const [[level, said], ...more] = policy(...rules);
    assert.deepEqual([level, more], ["failure", []], rules[1]);
    assert.match(said, text, rules[1]);
  }
  for (const rules of [
    firefox({ ExtensionSettings: { "*": blocked, "bussola@bussola.org": allowed } }),
    chromium({ ExtensionSettings: { "*": { runtime_blocked_hosts: ["*://*.example.org"] } } }),
    ["Chromium", '/* A comment. */ { "NativeMessagingBlocklist": [] }'],
  ])
    assert.deepEqual(policy(...rules), [], rules[1]);
  const [[level, said]] = policy("Chromium", "{ no JSON");
  assert.equal(level, "warning");
  assert.match(said, /policies\.json is not JSON/);
});

test("a program for another processor is named, and what to do", (t) => {
  const place = machine(t);
  install(place);
  const manifest = join(place.directory, MANIFEST);
  const foreign = join(place.directory, "foreign");
  writeFileSync(foreign, "\x7fELF", { mode: 0o755 });
  writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(manifest, "utf8")), path: foreign }));
  const [found] = doctor(place).of("host");
  assert.equal(found.level, "failure");
  assert.match(found.text, /foreign is made for another processor/);
  assert.match(found.remedy, /[Ii]nstall/);
});

test("a terminal with an XDG_DATA_HOME that the browsers may not have", (t) => {
  const place = home(t);
  place.other = join(place.root, "root");
  place.env.XDG_DATA_HOME = join(place.root, "data");
  const others = () =>
    doctor(place)
      .of("database")
      .filter((f) => /another database/.test(f.text));
  assert.deepEqual(others(), []);
  touch(join(place.directory, ".local/share/bussola/bussola.db"));
  const [found] = others();
  assert.deepEqual([found.level, found.remedy], ["warning", "unset XDG_DATA_HOME"]);
});

test("token and schedule are checked if there are any", (t) => {
  const place = machine(t);
  assert.deepEqual(doctor(place).of("token"), []);
  const token = join(place.directory, ".config/bussola/token");
  touch(token, 0o600);
  writeFileSync(token, "abc def\n");
  utimesSync(token, new Date(), new Date());
  assert.match(doctor(place).of("token")[0].text, /holds no token/);
  const status = run(place, ["token", "status"]);
  assert.equal(status.code, 1);
  assert.match(status.err, /holds no token\. Set it again/);
  writeFileSync(token, `AQX${"b".repeat(200)}`);
  utimesSync(token, new Date(), new Date());
  assert.deepEqual(
    doctor(place)
      .of("token")
      .map((f) => f.level),
    ["ok"],
  );
  chmodSync(token, 0o644);
  assert.deepEqual(
    doctor(place)
      .of("token")
      .map((f) => f.level),
    ["failure"],
  );
  assert.deepEqual(
    doctor(place, "--fix")
      .of("token")
      .map((f) => f.level),
    ["ok"],
  );
  utimesSync(token, new Date("2026-01-01"), new Date("2026-01-01"));
  assert.deepEqual(
    doctor(place)
      .of("token")
      .map((f) => [f.level, f.remedy]),
    [["warning", "bussola token set"]],
  );
  touch(join(place.directory, ".config/systemd/user/bussola-pull.timer"));
  assert.deepEqual(
    doctor(place)
      .of("pull")
      .map((f) => f.level),
    ["warning"],
  );
  assert.equal(run(place, ["uninstall"]).code, 0);
  assert.deepEqual(doctor(place).of("pull"), []);
});
