/**
 * What the doctor says of the machine: sandboxed browsers, running versions, timer, disk, user
 * account.
 */

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { inPlace } from "../../lib/paths.mjs";
import { LATER, VERSION, unpack } from "../../lib/versions.mjs";
import { doctor, doctorOn, install, machine, verdicts } from "./diagnosis.mjs";
import { CLI, HOST, program, run, touch } from "./lib.mjs";
import { SEEN, tell } from "./member.mjs";

const APP = "com.google.Chrome";
const WRAPPER = `.var/app/${APP}/data/bussola/bussola-host`;
const PERMIT = `flatpak override --user --talk-name=org.freedesktop.Flatpak ${APP}`;

/** A home in which Chrome runs as a flatpak and is registered. */
function flatpak(t) {
  const place = machine(t);
  mkdirSync(join(place.directory, `.var/app/${APP}/cache`), { recursive: true });
  assert.equal(run(place, ["install", "--browser", "chrome-flatpak"]).code, 0);
  return place;
}

test("a flatpak without the permission is a failure with the command that grants it", (t) => {
  const place = flatpak(t);
  assert.deepEqual(verdicts(doctor(place).of("confinement")), [["failure", PERMIT]]);
  const override = (text) => {
    touch(join(place.directory, `.local/share/flatpak/overrides/${APP}`));
    writeFileSync(join(place.directory, `.local/share/flatpak/overrides/${APP}`), text);
    return doctor(place)
      .of("confinement")
      .map((f) => f.level);
  };
  assert.deepEqual(override("[Session Bus Policy]\norg.freedesktop.Flatpak=none\n"), ["failure"]);
  assert.deepEqual(override("[Session Bus Policy]\norg.freedesktop.Flatpak=talk\n"), ["ok"]);
  rmSync(join(place.directory, ".local/share/flatpak"), { recursive: true });
  touch(join(place.other, "var/lib/flatpak/overrides/global"));
  writeFileSync(
    join(place.other, "var/lib/flatpak/overrides/global"),
    "[Session Bus Policy]\norg.freedesktop.Flatpak=talk\n",
  );
  assert.deepEqual(verdicts(doctor(place).of("confinement")), [["ok", null]]);
});

for (const [what, harm] of [
  [
    "starts another program",
    (path) => writeFileSync(path, "#!/bin/sh\nexec flatpak-spawn --host /nowhere\n"),
  ],
  ["may not be executed", (path) => chmodSync(path, 0o644)],
  ["is gone", (path) => rmSync(path)],
])
  test(`a flatpak's script that ${what} is found, and --fix repairs it`, inPlace, (t) => {
    const place = flatpak(t);
    const path = join(place.directory, WRAPPER);
    harm(path);
    const [sick] = doctor(place).browser("Google Chrome (Flatpak)");
    assert.equal(sick.level, "failure");
    assert.equal(sick.remedy, "bussola install --browser chrome-flatpak");
    doctor(place, "--fix");
    assert.equal(doctor(place).browser("Google Chrome (Flatpak)")[0].level, "ok");
    assert.ok(readFileSync(path, "utf8").includes(HOST));
    assert.equal(statSync(path).mode & 0o777, 0o755);
  });

const PROXY = ".local/share/dbus-1/services/org.freedesktop.NativeMessagingProxy.service";
const DEPLOYED =
  ".local/share/flatpak/app/org.mozilla.firefox/current/active/files/lib/firefox/application.ini";
const SHARED = ".mozilla/native-messaging-hosts/org.bussola.host.json";

/** A machine on which Firefox runs as a flatpak, of this version, with or without the proxy. */
function flatpakFirefox(t, { version, proxy }) {
  const place = machine(t);
  mkdirSync(join(place.directory, ".var/app/org.mozilla.firefox/cache"), { recursive: true });
  touch(join(place.directory, DEPLOYED));
  const ini = `[App]\nVendor=Mozilla\nName=Firefox\nVersion=${version}\n[Gecko]\nMinVersion=${version}\n`;
  writeFileSync(join(place.directory, DEPLOYED), ini);
  if (proxy) touch(join(place.directory, PROXY));
  return place;
}

const installFlatpakFirefox = (place) => {
  const { code, out, err } = run(place, ["install", "--browser", "firefox-flatpak"]);
  assert.equal(code, 0, err);
  return out;
};

test("Firefox in a flatpak reaches the host through xdg-native-messaging-proxy", (t) => {
  const place = flatpakFirefox(t, { version: "157.0.1", proxy: true });
  assert.doesNotMatch(installFlatpakFirefox(place), /flatpak override/);
  assert.equal(JSON.parse(readFileSync(join(place.directory, SHARED), "utf8")).path, HOST);
  assert.ok(!existsSync(join(place.directory, ".var/app/org.mozilla.firefox/data")), "no script needed");
  const report = doctor(place);
  assert.equal(report.browser("Firefox (Flatpak)")[0].level, "ok");
  assert.match(report.of("confinement")[0].text, /xdg-native-messaging-proxy/);
  assert.equal(report.of("confinement")[0].level, "ok");
});

for (const [what, given] of [
  ["an older Firefox", { version: "156.0", proxy: true }],
  ["without the proxy", { version: "157.0", proxy: false }],
])
  test(`${what}: a flatpak of Firefox needs the script and the permission`, (t) => {
    const place = flatpakFirefox(t, given);
    assert.match(installFlatpakFirefox(place), /flatpak override .* org\.mozilla\.firefox/);
    assert.ok(!existsSync(join(place.directory, SHARED)));
    assert.equal(doctor(place).of("confinement")[0].level, "failure");
    // Doctor asks for another registration once both are there.
    touch(join(place.directory, PROXY));
    writeFileSync(join(place.directory, DEPLOYED), "[App]\nVersion=157.0\n");
    const [sick] = doctor(place).browser("Firefox (Flatpak)");
    assert.deepEqual([sick.level, sick.remedy], ["failure", "bussola install --browser firefox-flatpak"]);
    installFlatpakFirefox(place);
    assert.equal(doctor(place).browser("Firefox (Flatpak)")[0].level, "ok");
  });

test("snaps: Firefox asks by itself, Chromium cannot reach a host", (t) => {
  const place = machine(t);
  mkdirSync(join(place.directory, "snap/firefox"), { recursive: true });
  mkdirSync(join(place.directory, "snap/chromium"), { recursive: true });
  assert.equal(run(place, ["install", "--browser", "firefox-snap"]).code, 0);
  const report = doctor(place);
  assert.match(
    report.of("confinement")[0].text,
    /permission-set webextensions org\.bussola\.host snap\.firefox yes/,
  );
  assert.equal(report.browser("Chromium (snap)")[0].level, "warning");
});

test("a registered --user-data-dir is checked and repaired too", inPlace, (t) => {
  const place = machine(t);
  install(place);
  const profile = join(place.root, "profile");
  const manifest = join(profile, "NativeMessagingHosts/org.bussola.host.json");
  mkdirSync(profile);
  assert.equal(run(place, ["install", "--user-data-dir", profile]).code, 0);
  assert.deepEqual(verdicts(doctor(place).browser(profile)), [["ok", null]]);
  const of = (report) => report.of("browser").filter((f) => f.text.includes(profile));
  for (const harm of [
    () => writeFileSync(manifest, "{"),
    () => rmSync(manifest),
    () => writeFileSync(manifest, readFileSync(manifest, "utf8").replace(HOST, program(place))),
  ]) {
    harm();
    assert.deepEqual(verdicts(of(doctor(place))), [
      ["failure", `bussola install --user-data-dir '${profile}'`],
    ]);
    assert.deepEqual(verdicts(of(doctor(place, "--fix"))), [["ok", null]]);
  }
  rmSync(profile, { recursive: true });
  assert.deepEqual(of(doctor(place)), []);
});

test(
  "a manifest that names another installation or is writable by others is repaired by --fix",
  inPlace,
  (t) => {
    const place = machine(t);
    const other = program(place);
    install(place, "--host", other);
    assert.equal(doctor(place).browser("Vivaldi")[0].level, "warning");
    doctor(place, "--fix");
    const path = join(place.directory, ".config/vivaldi/NativeMessagingHosts/org.bussola.host.json");
    assert.equal(JSON.parse(readFileSync(path, "utf8")).path, HOST);
    chmodSync(path, 0o666);
    const [open] = doctor(place).browser("Vivaldi");
    assert.deepEqual([open.level, open.remedy], ["warning", `chmod go-w '${path}' '${HOST}'`]);
    doctor(place, "--fix");
    assert.equal(statSync(path).mode & 0o777, 0o644);
  },
);

test("a host of an older version that still runs, and one that was left behind", inPlace, async (t) => {
  const place = machine(t);
  const prefix = join(place.root, "prefix");
  const lib = join(prefix, "lib/bussola");
  const ask = (...args) => {
    const words = ["doctor", "--json", ...args];
    const { stdout } = spawnSync(join(lib, LATER, "bussola"), words, { env: place.env, encoding: "utf8" });
    return JSON.parse(stdout).findings.filter((finding) => finding.check === "version");
  };
  unpack(prefix);
  unpack(prefix, LATER);
  const host = spawn(join(lib, VERSION, "bussola-host"), [], {
    env: place.env,
    stdio: ["pipe", "ignore", "ignore"],
  });
  t.after(() => host.kill("SIGKILL"));
  await once(host, "spawn");
  const [runs] = ask();
  assert.equal(runs.level, "warning");
  assert.match(runs.text, new RegExp(`version ${VERSION} still runs; ${LATER} is in force`));
  assert.match(runs.remedy, /Close the browsers/);
  host.stdin.end();
  await once(host, "exit");
  assert.deepEqual(verdicts(ask()), [["warning", "bussola install"]]);
  assert.deepEqual(verdicts(ask("--fix")), [["ok", null]]);
  assert.ok(!existsSync(join(lib, VERSION)));
  assert.deepEqual(ask(), []);
});

test("a host with its file replaced in place still runs the old version", inPlace, async (t) => {
  const place = machine(t);
  const prefix = join(place.root, "prefix");
  const directory = unpack(prefix);
  const ask = () => {
    const { stdout } = spawnSync(join(directory, "bussola"), ["doctor", "--json"], {
      env: place.env,
      encoding: "utf8",
    });
    return JSON.parse(stdout).findings.filter((finding) => finding.check === "version");
  };
  const host = spawn(join(directory, "bussola-host"), [], {
    env: place.env,
    stdio: ["pipe", "ignore", "ignore"],
  });
  t.after(() => host.kill("SIGKILL"));
  await once(host, "spawn");
  assert.deepEqual(ask(), []);
  renameSync(join(directory, "bussola-import"), join(directory, "bussola-host"));
  const [said] = ask();
  assert.equal(said.level, "warning");
  assert.match(said.text, /replaced still runs/);
});

test("a timer that starts another program is renewed, a disabled one is reported", (t) => {
  const place = machine(t);
  install(place);
  touch(join(place.directory, ".config/bussola/token"), 0o600);
  run(place, ["pull", "--schedule", "daily"]);
  const units = join(place.directory, ".config/systemd/user");
  const remedy = "bussola pull --schedule daily";
  assert.deepEqual(verdicts(doctor(place).of("schedule")), [["warning", remedy]]);
  // Does what `systemctl enable` would; the tests have no systemd.
  touch(join(units, "timers.target.wants/bussola-pull.timer"));
  assert.deepEqual(verdicts(doctor(place).of("schedule")), [["ok", null]]);
  const service = join(units, "bussola-pull.service");
  writeFileSync(service, "[Service]\nExecStart=/nowhere/bussola pull\n");
  const [sick] = doctor(place).of("schedule");
  assert.deepEqual([sick.level, sick.remedy], ["warning", remedy]);
  assert.match(sick.text, /another program/);
  assert.deepEqual(verdicts(doctor(place, "--fix").of("schedule")), [["ok", null]]);
  assert.match(readFileSync(service, "utf8"), /ExecStart=".*\/bussola" pull/);
});

test("free space, file system and clock have a line each", (t) => {
  const place = machine(t);
  install(place);
  tell(place, SEEN.learning);
  const report = doctor(place);
  assert.match(report.of("disk").at(-1).text, /^(Free space: [\d.,]+ MB|Only [\d.,]+ MB)/);
  assert.deepEqual(verdicts(report.of("clock")), [["ok", null]]);
});

/** Runs the commands in order, with a disk of its own for the data that has `inodes`. */
function onSmallDisk(place, inodes, ...commands) {
  const data = join(place.directory, ".local/share");
  mkdirSync(data, { recursive: true });
  const script = [`mount -t tmpfs -o size=6m,nr_inodes=${inodes} tmpfs "${data}"`, ...commands].join("; ");
  const env = { ...place.env, PATH: process.env.PATH };
  return spawnSync("unshare", ["-m", "sh", "-c", script], { env, encoding: "utf8" });
}

const mounts = process.getuid() === 0 && spawnSync("unshare", ["-m", "true"]).status === 0;

test("a host on a disk that starts no programs is named", { skip: !mounts && "needs root" }, (t) => {
  const place = machine(t);
  const lib = join(place.root, "lib");
  const host = join(lib, "bussola-host");
  touch(host, 0o755);
  install(place, "--host", host);
  const script = `cp "${host}" "${place.root}/copy" && mount -t tmpfs -o noexec tmpfs "${lib}" &&
    cp -p "${place.root}/copy" "${host}" && exec "${CLI}" doctor --json --root "${place.other}"`;
  const { stdout, stderr } = spawnSync("/usr/bin/unshare", ["-m", "/bin/sh", "-c", script], {
    env: { ...place.env, PATH: "/usr/bin:/bin" },
    encoding: "utf8",
  });
  assert.equal(stderr, "");
  const { findings } = JSON.parse(stdout);
  const said = findings.find(({ check, text }) => check === "browser" && text.startsWith("Vivaldi"));
  assert.match(said.text, /mounted with noexec/);
  assert.equal(said.remedy ?? null, null);
});

test("a disk without free inodes is full", { skip: !mounts && "needs root" }, (t) => {
  const place = machine(t);
  install(place);
  const at = "2026-04-20T09:00:00+02:00";
  const member = {
    record: "profile",
    key: "ines-prova",
    label: "",
    aliases: [],
    first_seen: at,
    last_seen: at,
  };
  const document = join(place.root, "in.json");
  writeFileSync(document, JSON.stringify({ format: "bussola", version: 1, records: [member] }));
  const importing = `"${CLI}" import "${document}"`;
  for (const inodes of [1, 2, 3, 4, 5]) {
    const { status, stderr } = onSmallDisk(place, inodes, importing);
    assert.equal(status, 1, `${inodes} inodes`);
    assert.match(stderr, /The disk is full/, `${inodes} inodes`);
  }
  const doctor = `"${CLI}" doctor --json --root "${place.other}"`;
  const { findings } = JSON.parse(onSmallDisk(place, 2, importing, doctor).stdout);
  const [said] = findings.filter(({ check, level }) => check === "disk" && level === "failure");
  assert.match(said.text, /all its inodes are in use/);
  assert.match(said.remedy, /^df -i /);
});

test("under sudo it says which home it checks", { skip: process.getuid() !== 0 && "needs root" }, (t) => {
  const place = machine(t);
  install(place);
  assert.deepEqual(doctor(place).of("account"), []);
  const sudo = doctorOn(place, { env: { SUDO_UID: "1000" } });
  assert.deepEqual(verdicts(sudo.of("account")), [["warning", "bussola doctor"]]);
  assert.ok(sudo.of("account")[0].text.includes(place.directory));
});
