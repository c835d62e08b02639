/** The files that `make dist` has put into build/dist are reproducible, and each of them works. */

import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { BUILD, ROOT } from "../lib/paths.mjs";
import { VERSION } from "../lib/versions.mjs";

const DIST = join(BUILD, "dist");
const TARBALL = readdirSync(DIST).find((name) => name.endsWith(".tar.gz"));
const HELLO = { id: 1, type: "hello", client: { name: "test", version: "0", browser: "test" } };

function temporary(t) {
  const directory = mkdtempSync(join(tmpdir(), "bussola-packages-"));
  t.after(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
  return directory;
}

/** Copies the npm packages that are here already; the build would show the path behind a link. */
const givePackages = (directory) =>
  execFileSync("cp", [
    "-a",
    "--reflink=auto",
    join(ROOT, "extension/node_modules"),
    join(directory, "extension"),
  ]);

const sums = (directory) => readFileSync(join(directory, "SHA256SUMS"), "utf8");

test("make install installs programs without debug sections", (t) => {
  const root = temporary(t);
  execFileSync("make", ["--silent", "install", `DESTDIR=${root}`, "PREFIX=/usr"], { cwd: ROOT });
  const programs = join(root, "usr/lib/bussola", VERSION);
  assert.deepEqual(readdirSync(programs).sort(), ["bussola", "bussola-host", "bussola-import"]);
  for (const name of readdirSync(programs)) {
    const sections = execFileSync("objdump", ["--section-headers", join(programs, name)], {
      encoding: "utf8",
    });
    assert.doesNotMatch(sections, /\.debug_/);
  }
});

test("two clones in different directories give the same bytes", { timeout: 900_000 }, (t) => {
  const head = execFileSync("git", ["log", "-1", "--format=%H %ct"], { cwd: ROOT, encoding: "utf8" });
  const [commit, epoch] = head.trim().split(" ");
  const built = ["a", "another/and-deeper"].map((path, i) => {
    const clone = join(temporary(t), path);
    execFileSync("git", ["clone", "--quiet", ROOT, clone]);
    execFileSync("git", ["checkout", "--quiet", commit], { cwd: clone });
    givePackages(clone);
    symlinkSync(join(ROOT, ".tools"), join(clone, ".tools"));
    // The builder's umask must not show.
    const command = `umask ${i === 0 ? "022" : "077"}; exec make --silent dist`;
    const env = {
      PATH: process.env.PATH,
      HOME: clone,
      TZ: i === 0 ? "UTC" : "Asia/Tokyo",
      LC_ALL: i === 0 ? "C" : "C.UTF-8",
      ...(i === 0 ? {} : { SOURCE_DATE_EPOCH: epoch }),
    };
    const result = spawnSync("sh", ["-c", command], {
      cwd: clone,
      env,
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    assert.equal(result.status, 0, result.stdout + result.stderr);
    return sums(join(clone, "build/dist"));
  });
  assert.equal(built[0], built[1]);
  assert.equal(built[0].trim().split("\n").length, 5);
});

test("SHA256SUMS is right, and names every file", () => {
  execFileSync("sha256sum", ["--check", "--quiet", "SHA256SUMS"], { cwd: DIST });
  const named = sums(DIST)
    .trim()
    .split("\n")
    .map((line) => line.split("  ")[1]);
  const there = readdirSync(DIST).filter((name) => name !== "SHA256SUMS");
  assert.deepEqual(named.sort(), there.sort());
  for (const name of named) assert.ok(name.includes(VERSION), name);
});

/** A user's home with Chromium's and Firefox's files, and the tarball unpacked in it. */
function unpacked(t) {
  const home = join(temporary(t), "Ines Prova");
  mkdirSync(join(home, "Downloads"), { recursive: true });
  mkdirSync(join(home, ".config/chromium"), { recursive: true });
  writeFileSync(join(home, ".config/chromium/Local State"), "{}");
  mkdirSync(join(home, ".mozilla"));
  writeFileSync(join(home, ".mozilla/firefox-marker"), "");
  execFileSync("tar", ["xf", join(DIST, TARBALL), "-C", join(home, "Downloads")]);
  const folder = join(home, "Downloads", TARBALL.replace(".tar.gz", ""));
  const env = { HOME: home, PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8" };
  return { home, folder, env };
}

const install = ({ folder, env }, ...words) =>
  execFileSync("sh", [join(folder, "install.sh"), ...words], { env, encoding: "utf8" });

/** A program's answer when it is started as a browser starts a host. */
async function ask(program, env, message) {
  const host = spawn(program, [], { env, stdio: ["pipe", "pipe", "inherit"] });
  const text = Buffer.from(JSON.stringify(message));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  host.stdin.end(Buffer.concat([length, text]));
  const parts = await host.stdout.toArray();
  if (host.exitCode === null) await once(host, "exit");
  assert.equal(host.exitCode, 0);
  return JSON.parse(Buffer.concat(parts).subarray(4).toString("utf8"));
}

const manifestOf = (home) =>
  JSON.parse(readFileSync(join(home, ".config/chromium/NativeMessagingHosts/org.bussola.host.json"), "utf8"));

test("the tarball installs without root into a path with a space, and uninstalls", async (t) => {
  const place = unpacked(t);
  const output = install(place, "--browser", "chromium");
  assert.match(output, /put .*\.local\/bin on your PATH/);
  rmSync(place.folder, { recursive: true });
  const lib = join(place.home, ".local/lib/bussola");
  const { path } = manifestOf(place.home);
  assert.equal(path, join(lib, "current/bussola-host"));
  assert.equal((await ask(path, place.env, HELLO)).host.version, VERSION);
  const bussola = join(place.home, ".local/bin/bussola");
  assert.equal(
    execFileSync(bussola, ["--version"], { env: place.env, encoding: "utf8" }),
    `bussola ${VERSION}\n`,
  );
  const man = execFileSync("man", ["-l", join(place.home, ".local/share/man/man1/bussola-status.1")], {
    env: { ...place.env, MANPAGER: "cat" },
    encoding: "utf8",
  });
  assert.match(man, /bussola status/);
  assert.ok(existsSync(join(place.home, ".local/share/bussola/extension/chrome/manifest.json")));

  execFileSync("sh", [join(lib, "uninstall.sh")], { env: place.env });
  assert.ok(existsSync(join(place.home, ".local/share/bussola/bussola.db")), "the data stays");
  const left = execFileSync("find", [place.home, "-type", "f"], { encoding: "utf8" }).trim().split("\n");
  const foreign = left.filter((file) => !/bussola\.(db|lock|log)|Local State|firefox-marker/.test(file));
  assert.deepEqual(foreign, []);
});

test("the tarball's programs run from any directory, with the libraries beside them", async (t) => {
  const place = unpacked(t);
  const moved = join(place.home, "elsewhere");
  renameSync(place.folder, moved);
  const programs = join(moved, "lib/bussola", VERSION);
  for (const name of ["bussola", "bussola-host", "bussola-import"]) {
    const libraries = execFileSync("ldd", [join(programs, name)], { encoding: "utf8" });
    for (const [, library, path] of libraries.matchAll(/^\s*(\S+) => (\S.*) \(/gm))
      assert.ok(
        /^lib(c|m)\.so/.test(library) || path === join(programs, library),
        `${name}: ${library} ${path}`,
      );
    assert.doesNotMatch(libraries, /not found|libcurl/);
  }
  assert.equal((await ask(join(programs, "bussola-host"), place.env, HELLO)).ok, true);
  const licences = readdirSync(join(moved, "licenses"));
  assert.ok(
    licences.includes("libcjson1") && licences.some((name) => name.startsWith("libzip")),
    String(licences),
  );
  assert.match(readFileSync(join(moved, "licenses/VERSIONS"), "utf8"), /^libcjson1 \S+\n/m);
});

test("the tarball replaces an older version with its programs and libraries", (t) => {
  const place = unpacked(t);
  const older = join(place.home, ".local/lib/bussola/0.0.1");
  mkdirSync(older, { recursive: true });
  for (const name of ["bussola", "bussola-host", "libcjson.so.1"]) {
    writeFileSync(join(older, name), "#!/bin/sh\n");
    chmodSync(join(older, name), 0o755);
  }
  symlinkSync("0.0.1", join(place.home, ".local/lib/bussola/current"));
  install(place, "--browser", "chromium");
  install(place, "--browser", "chromium");
  assert.ok(!existsSync(older));
  assert.equal(statSync(join(place.home, ".local/lib/bussola/current/bussola-host")).mode & 0o777, 0o755);
});

test("manifests/README.md and the tarball name the same oldest glibc", () => {
  const needed = execFileSync(
    "tar",
    ["xOf", join(DIST, TARBALL), `${TARBALL.replace(".tar.gz", "")}/README`],
    {
      encoding: "utf8",
    },
  ).match(/glibc is (\d\.\d+) or newer/)[1];
  const os = readFileSync("/etc/os-release", "utf8");
  if (/VERSION_ID="12"/.test(os))
    assert.ok(readFileSync(join(ROOT, "manifests/README.md"), "utf8").includes(`glibc ${needed} `), needed);
});

test("the source zip builds the same xpi", { timeout: 300_000 }, (t) => {
  const directory = temporary(t);
  execFileSync("unzip", ["-q", join(DIST, `bussola-${VERSION}-source.zip`), "-d", directory]);
  const readme = readFileSync(join(directory, "README.md"), "utf8");
  const [commands] = /```sh\n([\s\S]+?)```/.exec(readme).slice(1);
  givePackages(directory);
  // As in the README, except for the packages, which are here already.
  const script = commands.replace("npm ci && ", "");
  execFileSync("sh", ["-ec", script], { cwd: directory, stdio: "pipe" });
  const xpi = `bussola-${VERSION}-firefox.xpi`;
  assert.ok(readFileSync(join(directory, xpi)).equals(readFileSync(join(DIST, xpi))));
});

test("the store's zip has no key, and the xpi names its id", (t) => {
  const read = (file) =>
    JSON.parse(execFileSync("unzip", ["-p", join(DIST, file), "manifest.json"], { encoding: "utf8" }));
  const chrome = read(`bussola-${VERSION}-chrome.zip`);
  assert.equal(chrome.key, undefined);
  assert.equal(chrome.version, VERSION);
  assert.equal(
    read(`bussola-${VERSION}-firefox.xpi`).browser_specific_settings.gecko.id,
    "bussola@bussola.org",
  );
  t.diagnostic(`Chrome ${chrome.minimum_chrome_version} or newer`);
});
