import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { spawnSync } from "node:child_process";
import { test } from "node:test";

import { inPlace, ROOT } from "../../lib/paths.mjs";
import { IDS } from "../lib/ids.mjs";
import { CLI, added, home, program, run, touch, tree } from "./lib.mjs";

const { browsers } = JSON.parse(readFileSync(join(ROOT, "manifests/browsers.json"), "utf8"));
const FILE = "org.bussola.host.json";
const RECEIPT = ".local/state/bussola/installed.json";

const expand = (path) => path.replace("$HOME/", "").replace("$CONFIG/", ".config/");
const manifestsOf = (row) => row.user.map((directory) => join(expand(directory), FILE));

/** What a browser leaves after a run, or its program on PATH where it leaves nothing. */
function simulate(place, row) {
  if (row.traces.length > 0) {
    const trace = join(place.directory, expand(row.traces[0]));
    if (/(Local State|profiles\.ini)$/.test(trace)) touch(trace);
    else mkdirSync(trace, { recursive: true });
  } else {
    touch(join(place.bin, row.programs[0]), 0o755);
  }
}

/** A root directory without the machine's own programs, and a host in it. */
function elsewhere(place) {
  const root = join(place.root, "root");
  const host = "/usr/lib/bussola/bussola-host";
  touch(join(root, host), 0o755);
  return [host, "--host", host, "--root", root];
}

function checkManifest(row, text, path) {
  const manifest = JSON.parse(text);
  const callers = row.family === "firefox" ? "allowed_extensions" : "allowed_origins";
  assert.deepEqual(Object.keys(manifest).sort(), [callers, "description", "name", "path", "type"].sort());
  assert.equal(manifest.name, "org.bussola.host");
  assert.equal(manifest.type, "stdio");
  assert.equal(manifest.path, path);
  const expected =
    row.family === "firefox" ? IDS.firefox : IDS.chromium.map((id) => `chrome-extension://${id}/`);
  assert.deepEqual(manifest[callers], expected);
}

for (const row of browsers) {
  test(`${row.id}: registered where it looks, equal on a second run, removed without a trace`, (t) => {
    const place = home(t);
    const [host, ...where] = elsewhere(place);
    simulate(place, row);
    const before = tree(place.directory);

    const dry = run(place, ["install", ...where, "--dry-run"]);
    assert.equal(dry.code, 0, dry.err);
    assert.deepEqual(tree(place.directory), before);

    const first = run(place, ["install", ...where]);
    assert.equal(first.code, 0, first.err);
    assert.match(first.out, new RegExp(row.name.replace(/[()]/g, "\\$&")));
    const files = added(before, tree(place.directory));
    const expected = manifestsOf(row);
    if (row.wrapper) expected.push(expand(row.wrapper));
    if (row.user.length > 0) expected.push(RECEIPT);
    assert.deepEqual([...files.keys()].sort(), expected.sort());
    const reached = row.wrapper ? join(place.directory, expand(row.wrapper)) : host;
    for (const path of manifestsOf(row)) {
      assert.equal(files.get(path).mode, "644");
      checkManifest(row, files.get(path).text, reached);
    }
    if (row.wrapper) {
      const { mode, text } = files.get(expand(row.wrapper));
      assert.equal(mode, "755");
      assert.match(text, /^#!\/bin\/sh\nexec flatpak-spawn --host /);
      assert.ok(text.includes(`'${host}' "$@"`));
      assert.match(first.out, new RegExp(`--talk-name=org.freedesktop.Flatpak ${row.app}\\n`));
    }

    const installed = tree(place.directory);
    const again = run(place, ["install", ...where]);
    assert.equal(again.code, 0, again.err);
    assert.deepEqual(tree(place.directory), installed);

    const gone = run(place, ["uninstall"]);
    assert.equal(gone.code, 0, gone.err);
    assert.deepEqual(tree(place.directory), before);
  });

  test(`${row.id}: found by its program alone`, (t) => {
    const place = home(t);
    const [, ...where] = elsewhere(place);
    const root = where.at(-1);
    for (const name of row.programs) {
      if (name.startsWith("$HOME/")) touch(join(place.directory, expand(name)), 0o755);
      else touch(name.startsWith("/") ? join(root, name) : join(place.bin, name), 0o755);
    }
    const result = run(place, ["install", ...where]);
    assert.equal(result.code, 0, result.err);
    assert.ok(result.out.includes(row.name));
    for (const path of manifestsOf(row)) assert.ok(existsSync(join(place.directory, path)), path);
  });

  if (row.system.length > 0) {
    test(`${row.id}: for all users, below another root`, (t) => {
      const place = home(t);
      const [host, ...where] = elsewhere(place);
      const root = where.at(-1);
      const before = tree(root);
      const result = run(place, ["install", "--system", "--browser", row.id, ...where]);
      assert.equal(result.code, 0, result.err);
      const files = added(before, tree(root));
      const path = join(row.system[0], FILE).slice(1);
      assert.deepEqual([...files.keys()].sort(), [path, "var/lib/bussola/installed.json"].sort());
      assert.equal(files.get(path).mode, "644");
      checkManifest(row, files.get(path).text, host);
      assert.equal(statSync(join(root, row.system[0])).mode & 0o777, 0o755);
      assert.deepEqual(tree(place.directory), []);

      assert.equal(run(place, ["uninstall", "--system", "--root", root]).code, 0);
      assert.deepEqual(tree(root), before);
    });
  }
}

test("the importer beside the host is registered under its own name, and removed", (t) => {
  const place = home(t);
  const [host, ...where] = elsewhere(place);
  const importer = host.replace(/host$/, "import");
  touch(join(where.at(-1), importer), 0o755);
  const rows = browsers.filter((row) => row.user.length > 0);
  const chosen = rows.flatMap((row) => ["--browser", row.id]);
  assert.equal(run(place, ["install", ...chosen, ...where]).code, 0);
  for (const row of rows) {
    const reached = row.wrapper
      ? join(place.directory, expand(row.wrapper)).replace(/host$/, "import")
      : importer;
    for (const path of manifestsOf(row)) {
      const text = readFileSync(join(place.directory, path.replace(FILE, "org.bussola.import.json")), "utf8");
      const manifest = JSON.parse(text);
      assert.equal(manifest.name, "org.bussola.import");
      checkManifest(row, JSON.stringify({ ...manifest, name: "org.bussola.host" }), reached);
    }
    if (row.wrapper) assert.ok(readFileSync(reached, "utf8").includes(`'${importer}' "$@"`));
  }
  const profile = join(place.root, "profile");
  mkdirSync(profile);
  assert.equal(run(place, ["install", "--user-data-dir", profile, ...where]).code, 0);
  assert.ok(existsSync(join(profile, "NativeMessagingHosts/org.bussola.import.json")));
  assert.equal(run(place, ["uninstall"]).code, 0);
  assert.deepEqual(tree(place.directory), []);
  assert.deepEqual(tree(profile), []);
});

test("all existing system directories are used: lib and lib64", (t) => {
  const place = home(t);
  const [, ...where] = elsewhere(place);
  const root = where.at(-1);
  mkdirSync(join(root, "usr/lib/mozilla"), { recursive: true });
  mkdirSync(join(root, "usr/lib64/mozilla"), { recursive: true });
  assert.equal(run(place, ["install", "--system", "--browser", "firefox", ...where]).code, 0);
  for (const lib of ["lib", "lib64"])
    assert.ok(existsSync(join(root, "usr", lib, "mozilla/native-messaging-hosts", FILE)));
});

test("modes do not depend on the umask, XDG_CONFIG_HOME and XDG_STATE_HOME are respected", (t) => {
  const place = home(t);
  const host = program(place);
  const env = { XDG_CONFIG_HOME: join(place.root, "config"), XDG_STATE_HOME: join(place.root, "state") };
  const previous = process.umask(0o077);
  t.after(() => process.umask(previous));
  assert.equal(run(place, ["install", "--host", host, "--browser", "chromium"], { env }).code, 0);
  const directory = join(place.root, "config/chromium/NativeMessagingHosts");
  assert.equal(statSync(join(directory, FILE)).mode & 0o777, 0o644);
  assert.equal(statSync(directory).mode & 0o777, 0o700);
  assert.ok(existsSync(join(place.root, "state/bussola/installed.json")));
  assert.deepEqual(tree(place.directory), []);
});

test("other programs' files beside the manifest stay, and so does the directory", (t) => {
  const place = home(t);
  const host = program(place);
  assert.equal(run(place, ["install", "--host", host, "--browser", "chromium"]).code, 0);
  const directory = join(place.directory, ".config/chromium/NativeMessagingHosts");
  writeFileSync(join(directory, "org.example.other.json"), "{}");
  assert.equal(run(place, ["uninstall"]).code, 0);
  assert.deepEqual(
    tree(place.directory).map(([path]) => path),
    [
      ".config",
      ".config/chromium",
      ".config/chromium/NativeMessagingHosts",
      ".config/chromium/NativeMessagingHosts/org.example.other.json",
    ],
  );
});

test("a manifest edited by hand or left by another version is repaired", (t) => {
  const place = home(t);
  const host = program(place);
  const path = join(place.directory, ".config/chromium/NativeMessagingHosts", FILE);
  touch(path);
  writeFileSync(path, '{"name":"org.bussola.host","path":"/nowhere"}');
  chmodSync(path, 0o600);
  const result = run(place, ["install", "--host", host, "--browser", "chromium"]);
  assert.equal(result.code, 0, result.err);
  checkManifest({ family: "chromium" }, readFileSync(path, "utf8"), host);
  assert.equal(statSync(path).mode & 0o777, 0o644);
});

test("any --user-data-dir, with the path made absolute", (t) => {
  const place = home(t);
  const host = program(place);
  mkdirSync(join(place.root, "profile"));
  const result = run(place, ["install", "--host", "lib/bussola-host", "--user-data-dir", "profile"]);
  assert.equal(result.code, 0, result.err);
  const path = join(place.root, "profile/NativeMessagingHosts", FILE);
  checkManifest({ family: "chromium" }, readFileSync(path, "utf8"), host);
  assert.equal(run(place, ["uninstall"]).code, 0);
  assert.deepEqual(tree(join(place.root, "profile")), []);
  assert.deepEqual(tree(place.directory), []);
});

test("links to the host are resolved, and a quote in its path survives the wrapper", (t) => {
  const place = home(t);
  const real = program(place, "it's the host");
  const link = join(place.root, "link");
  symlinkSync(real, link);
  assert.equal(
    run(place, ["install", "--host", link, "--browser", "chrome-flatpak", "--browser", "firefox"]).code,
    0,
  );
  const manifest = readFileSync(join(place.directory, ".mozilla/native-messaging-hosts", FILE), "utf8");
  assert.equal(JSON.parse(manifest).path, real);
  const wrapper = readFileSync(
    join(place.directory, ".var/app/com.google.Chrome/data/bussola/bussola-host"),
    "utf8",
  );
  assert.ok(wrapper.includes(`'${real.replace("'", "'\\''")}' "$@"`));
});

test("uninstalling one browser leaves the others", (t) => {
  const place = home(t);
  const host = program(place);
  assert.equal(
    run(place, ["install", "--host", host, "--browser", "chromium", "--browser", "firefox"]).code,
    0,
  );
  assert.equal(run(place, ["uninstall", "--browser", "chromium"]).code, 0);
  assert.ok(!existsSync(join(place.directory, ".config/chromium")));
  assert.ok(existsSync(join(place.directory, ".mozilla/native-messaging-hosts", FILE)));
  const nothing = run(place, ["uninstall", "--browser", "chromium"]);
  assert.equal(nothing.code, 0);
  assert.equal(nothing.out, "Nothing was registered.\n");
});

test("uninstall names each file once, and says where the data stays", (t) => {
  const place = home(t);
  const host = program(place);
  assert.equal(run(place, ["install", "--host", host, "--browser", "vivaldi"]).code, 0);
  const before = tree(place.directory);
  const dry = run(place, ["uninstall", "--dry-run"]).out.trim().split("\n");
  assert.deepEqual(tree(place.directory), before);
  assert.equal(dry.length, new Set(dry).size);
  const data = /^Your data stays in ~\/data\/bussola\. .*bussola forget --all/m;
  const say = () => run(place, ["uninstall"], { env: { XDG_DATA_HOME: join(place.directory, "data") } }).out;
  const gone = say();
  assert.deepEqual(
    gone.trim().split("\n"),
    dry.map((line) => line.replace("Would remove", "Removed")),
  );
  mkdirSync(join(place.directory, "data/bussola"), { recursive: true });
  assert.match(say(), data);
});

test("a user without files of their own learns that all users are registered", (t) => {
  const place = home(t);
  const [, ...where] = elsewhere(place);
  const root = where.at(-1);
  const system = ["install", "--system", ...where, "--browser", "chromium"];
  assert.equal(run(place, system).code, 0);
  const { out, code } = run(place, ["uninstall", "--root", root]);
  assert.equal(code, 0);
  assert.match(
    out,
    /^Nothing was registered\.\nBussola is registered for all users .*:\n {2}sudo bussola uninstall --system$/m,
  );
  assert.equal(run(place, ["uninstall", "--system", "--root", root]).code, 0);
  assert.doesNotMatch(run(place, ["uninstall", "--root", root]).out, /all users/);
});

test("a damaged install receipt prevents neither install nor uninstall", (t) => {
  const place = home(t);
  const host = program(place);
  touch(join(place.directory, RECEIPT));
  writeFileSync(join(place.directory, RECEIPT), '{"files": 7, "directories": [3, null]');
  assert.equal(run(place, ["install", "--host", host, "--browser", "firefox"]).code, 0);
  writeFileSync(join(place.directory, RECEIPT), '{"files": [7, null], "directories": [3]}');
  assert.equal(run(place, ["uninstall"]).code, 0);
  assert.ok(!existsSync(join(place.directory, ".mozilla/native-messaging-hosts", FILE)));
});

test("wrong usage says what to do", (t) => {
  const place = home(t);
  const host = program(place);
  const [, ...where] = elsewhere(place);
  const none = run(place, ["install", ...where]);
  assert.equal(none.code, 3);
  assert.match(none.err, /No browser was found/);
  const unknown = run(place, ["install", "--host", host, "--browser", "mosaic"]);
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /mosaic[\s\S]*chromium[\s\S]*zen/);
  const missing = run(place, ["install", "--host", "/nowhere/bussola-host", "--browser", "firefox"]);
  assert.equal(missing.code, 1);
  assert.match(missing.err, /\/nowhere\/bussola-host/);
  const directory = run(place, ["install", "--host", host, "--user-data-dir", "/nowhere/profile"]);
  assert.equal(directory.code, 2);
  chmodSync(host, 0o644);
  assert.equal(run(place, ["install", "--host", host, "--browser", "firefox"]).code, 1);
  assert.deepEqual(tree(place.directory), []);
});

test(
  "root does not register in a home by accident",
  { skip: process.getuid() !== 0 && "needs root" },
  (t) => {
    const place = home(t);
    const host = program(place);
    const sudo = run(place, ["install", "--host", host, "--browser", "firefox"], {
      env: { SUDO_UID: "1000" },
    });
    assert.equal(sudo.code, 2);
    assert.match(sudo.err, /without sudo/);
    assert.deepEqual(tree(place.directory), []);
  },
);

test("a directory that is not writable is named, and nothing is left half done", (t) => {
  const place = home(t);
  const host = program(place);
  touch(join(place.directory, ".config")); // a file in place of a directory
  const result = run(place, ["install", "--host", host, "--browser", "chromium"]);
  assert.equal(result.code, 1);
  assert.match(result.err, /chromium/);
  assert.deepEqual(
    tree(place.directory).map(([path]) => path),
    [".config"],
  );
});

test("the remaining clicks: none where a system package brought the extension", (t) => {
  const place = home(t);
  const [, ...where] = elsewhere(place);
  mkdirSync(join(where.at(-1), "usr/share/chromium/extensions/bussola"), { recursive: true });
  const result = run(place, ["install", "--browser", "chromium", "--browser", "chrome", ...where]);
  assert.equal(result.code, 0, result.err);
  assert.match(result.out, /\nChromium\n {2}The extension is there already/);
  assert.match(result.out, /\nGoogle Chrome\n {2}1\. Open chrome:\/\/extensions\n/);
});

test(
  "a store with the extension: its id is allowed, and its page is the remaining click",
  inPlace,
  async (t) => {
    const place = home(t);
    const table = readFileSync(join(ROOT, "manifests/extension-ids.json"), "utf8");
    const { about: _, ...listed } = JSON.parse(table);
    const page = "https://store.example.org/bussola";
    const id = "ponmlkjihgfedcbaponmlkjihgfedcba";
    Object.assign(listed.extensions[1], { id, page });
    // The table is compiled in, so another one is patched into a copy of the programs.
    for (const name of ["bussola", "bussola-host"]) {
      const bytes = readFileSync(join(dirname(CLI), name));
      const at = bytes.indexOf(table);
      assert.ok(at > 0, name);
      bytes.write(JSON.stringify(listed).padEnd(Buffer.byteLength(table)), at);
      writeFileSync(join(place.bin, name), bytes, { mode: 0o755 });
    }
    const host = join(place.bin, "bussola-host");
    const browsers = ["--browser", "chrome", "--browser", "edge"];
    const { stdout } = spawnSync(join(place.bin, "bussola"), ["install", ...browsers], {
      env: place.env,
      encoding: "utf8",
    });
    assert.match(stdout, /\nGoogle Chrome\n {2}1\. Open https:\/\/store\.example\.org\/bussola and add/);
    assert.match(stdout, /\nMicrosoft Edge\n {2}1\. Open edge:\/\/extensions\n/);
    const manifest = join(place.directory, ".config/google-chrome/NativeMessagingHosts", FILE);
    assert.deepEqual(
      JSON.parse(readFileSync(manifest, "utf8")).allowed_origins,
      [...IDS.chromium, id].map((id) => `chrome-extension://${id}/`),
    );
    const start = (origin) => spawnSync(host, [origin], { env: place.env, input: "" }).status;
    assert.equal(start(`chrome-extension://${id}/`), 0);
    assert.equal(start(`chrome-extension://${[...id].reverse().join("")}/`), 2);
  },
);

test("a full disk leaves the old manifest complete and nothing beside it", inPlace, (t) => {
  const place = home(t);
  const host = program(place);
  assert.equal(run(place, ["install", "--host", host, "--browser", "firefox"]).code, 0);
  const before = tree(place.directory);
  const other = program(place, "another-host");
  // Writes beyond the limit fail with EFBIG once the signal is ignored.
  const script = `trap '' XFSZ; ulimit -f 0; exec "$0" install --host "$1" --browser firefox`;
  const result = spawnSync("/bin/sh", ["-c", script, CLI, other], { env: place.env, encoding: "utf8" });
  assert.equal(result.status, 1, result.stdout);
  assert.match(result.stderr, /org\.bussola\.host\.json could not be written/);
  assert.deepEqual(tree(place.directory), before);
});
