/** The installer under Wine, silent: what it writes, an update beside a running host, and that the data stay. */

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { BUILD, ROOT } from "../lib/paths.mjs";
import { makeDirectory, startHost } from "../lib/host.mjs";
import { until } from "../lib/wait.mjs";
import { VERSION } from "../lib/versions.mjs";

const WINDOWS = join(BUILD, "..");
const WINE = "/usr/lib/wine/wine64";
const EARLIER = "0.0.9";
const UNINSTALL = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Bussola";
const CHROME = "HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\org.bussola.host";

/** A Windows of its own, because the registry is one for all tests of another. */
function makeWindows(t) {
  const home = makeDirectory(t, "bussola-installer-");
  const prefix = join(home, "prefix");
  // Links: Wine replaces the files of its registry, and writes to no other.
  execFileSync("cp", ["-al", join(WINDOWS, "prefix"), prefix]);
  const [user] = readdirSync(join(prefix, "drive_c/users")).filter((name) => name !== "Public");
  const local = join(prefix, "drive_c/users", user, "AppData/Local");
  const env = { HOME: home, WINEPREFIX: prefix, WINEDEBUG: "-all", PATH: "/usr/bin:/bin", LD_PRELOAD: "" };
  const wine = (...args) => spawnSync(WINE, args, { env, encoding: "utf8" });
  t.after(() => spawnSync("/usr/lib/wine/wineserver64", ["-k", "-w"], { env }));
  return {
    home,
    env,
    wine,
    programs: join(local, "Programs/Bussola"),
    // Windows ignores the case of names.
    data: () =>
      join(
        local,
        readdirSync(local).find((name) => name.toLowerCase() === "bussola"),
      ),
    menu: join(prefix, "drive_c/users", user, "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"),
    /** A value of a registry key, by default the key's unnamed one; undefined when it is not set. */
    value: (key, name) => {
      const { stdout } = wine("reg", "query", key, ...(name === undefined ? ["/ve"] : ["/v", name]));
      return /REG_\w+\s+(.*?)\r?\n/.exec(stdout)?.[1];
    },
  };
}

/** An installer of another version with the same programs. */
function makeEarlier(home) {
  const output = join(home, "earlier.exe");
  const staged = join(WINDOWS, "staged");
  const defines = {
    VERSION: EARLIER,
    PROGRAMS: staged,
    EXTENSION: join(ROOT, "build/extension"),
    ICON: join(staged, "bussola.ico"),
    OUTPUT: output,
  };
  const flags = Object.entries(defines).map(([name, value]) => `-D${name}=${value}`);
  const script = join(ROOT, "manifests/windows/installer.nsi");
  execFileSync("makensis", ["-V1", "-WX", "-INPUTCHARSET", "UTF8", ...flags, "-NOCD", script]);
  return output;
}

const programsOf = (directory) =>
  readdirSync(directory)
    .filter((name) => name.endsWith(".exe"))
    .sort();
const PROGRAMS = ["bussola-host.exe", "bussola-import.exe", "bussola.exe"];

/** A host as Chrome finds and starts it. */
function startInstalled(t, windows) {
  const name = windows.value(CHROME).split("\\").at(-1);
  const { path } = JSON.parse(readFileSync(join(windows.data(), "chromium", name), "utf8"));
  return startHost(t, windows.home, {
    program: WINE,
    args: [path],
    env: { ...windows.env, XDG_DATA_HOME: "" },
  });
}

test("install, update beside a running host, repair, remove", async (t) => {
  const windows = makeWindows(t);
  const { wine, value, programs } = windows;
  const installer = join(WINDOWS, `bussola-${VERSION}-windows-x86_64.exe`);
  const own = join(programs, VERSION);

  assert.equal(wine(makeEarlier(windows.home), "/S").status, 0);
  assert.deepEqual(programsOf(join(programs, EARLIER)), PROGRAMS);
  assert.equal(value(UNINSTALL, "DisplayVersion"), EARLIER);
  assert.ok(existsSync(join(programs, "extension/chrome/manifest.json")));
  assert.ok(existsSync(join(programs, "extension/firefox/manifest.json")));
  assert.deepEqual(readdirSync(windows.menu).includes("Bussola.lnk"), true);
  const old = startInstalled(t, windows);
  const stored = await old.ask({ id: 1, type: "profiles" });
  assert.equal(stored.ok, true, JSON.stringify(stored));
  assert.ok(existsSync(join(windows.data(), "bussola.db")));

  assert.equal(wine(installer, "/S").status, 0);
  assert.deepEqual(programsOf(own), PROGRAMS);
  assert.equal(value(UNINSTALL, "DisplayVersion"), VERSION);
  assert.match(value(UNINSTALL, "QuietUninstallString"), /uninstall\.exe" \/S$/);
  assert.equal((await old.ask({ id: 2, type: "state" })).ok, true, "the host of before still answers");
  assert.ok(existsSync(join(programs, EARLIER, "bussola-host.exe")), "a version in use is kept");
  assert.equal(await old.end(), 0);

  const host = startInstalled(t, windows);
  assert.equal(
    (
      await host.ask({
        id: 3,
        type: "hello",
        client: { name: "bussola", version: VERSION, browser: "chrome" },
      })
    ).host.version,
    VERSION,
  );
  assert.equal(wine(installer, "/S").status, 0, "the same version again, while it runs");
  assert.ok(!existsSync(join(programs, EARLIER)), "a version that nobody uses is removed");
  assert.equal((await host.ask({ id: 4, type: "state" })).ok, true);

  wine(join(programs, "uninstall.exe"), "/S");
  await until("the programs to be gone", () => !existsSync(programs));
  assert.equal(value(CHROME), undefined);
  assert.equal(value(UNINSTALL, "DisplayVersion"), undefined);
  assert.ok(!readdirSync(windows.menu).includes("Bussola.lnk"));
  assert.ok(existsSync(join(windows.data(), "bussola.db")), "the data stay");
  assert.equal(await host.end(), 0);
});
