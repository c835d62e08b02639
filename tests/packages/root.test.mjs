/**
 * The packages in a minimal Debian 12, made by debootstrap in BUSSOLA_TEST_ROOT (a directory,
 * reused if it exists), for root alone. The tarball finds neither cJSON nor libzip nor libcurl in
 * it; the Debian package installs what it needs.
 */

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { BUILD } from "../lib/paths.mjs";
import { VERSION } from "../lib/versions.mjs";

const DIST = join(BUILD, "dist");
const { BUSSOLA_TEST_ROOT: ROOT } = process.env;
const possible = process.getuid() === 0 && ROOT !== undefined;

/** Runs a script in the root directory; a `user` other than root gets a login of its own. */
function inside(script, user = "root") {
  const words = user === "root" ? ["sh", "-c", script] : ["su", "-", user, "-c", script];
  const result = spawnSync("chroot", [ROOT, ...words], {
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C.UTF-8", DEBIAN_FRONTEND: "noninteractive" },
    encoding: "utf8",
  });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

function works(script, user) {
  const result = inside(script, user);
  assert.equal(result.code, 0, result.out + result.err);
  return result.out;
}

describe("a minimal Debian", { skip: !possible && "needs root and BUSSOLA_TEST_ROOT" }, () => {
  before(() => {
    if (!existsSync(join(ROOT, "usr")))
      execFileSync("debootstrap", ["--variant=minbase", "bookworm", ROOT], { stdio: "inherit" });
    copyFileSync("/etc/resolv.conf", join(ROOT, "etc/resolv.conf"));
    inside(
      "apt-get purge --yes bussola; apt-get autoremove --yes; rm -f /usr/bin/chromium; userdel --remove ines; useradd --create-home ines",
    );
    execFileSync("mount", ["-t", "proc", "proc", join(ROOT, "proc")]);
    for (const name of readdirSync(DIST)) copyFileSync(join(DIST, name), join(ROOT, "tmp", name));
  });

  after(() => execFileSync("umount", [join(ROOT, "proc")]));

  test("runs the tarball, with no system library but glibc", () => {
    assert.equal(inside("ls /usr/lib/*/libcjson* /usr/lib/*/libzip* /usr/lib/*/libcurl*").out, "");
    works(`tar xf /tmp/bussola-${VERSION}-linux-*.tar.gz && bussola-*/install.sh --browser firefox`, "ines");
    const manifest = join(ROOT, "home/ines/.mozilla/native-messaging-hosts/org.bussola.host.json");
    const { path } = JSON.parse(readFileSync(manifest, "utf8"));
    assert.equal(path, "/home/ines/.local/lib/bussola/current/bussola-host");
    const reply = works(`printf '\\022\\000\\000\\000{"id":1,"type":""}' | ${path} | tail -c +5`, "ines");
    assert.equal(JSON.parse(reply).error.code, "unknown_type");
    assert.equal(works(".local/bin/bussola --version", "ines"), `bussola ${VERSION}\n`);
    works("printf x | .local/bin/bussola token set", "ines");
    const pull = inside(".local/bin/bussola pull", "ines");
    assert.equal(pull.code, 1);
    assert.match(pull.err, /libcurl is not on this machine/);
    works(".local/lib/bussola/uninstall.sh && test ! -e .local/lib/bussola", "ines");
  });

  test("takes the Debian package, and registers it once a browser is installed", () => {
    // As while an image is built: /proc is not mounted yet.
    execFileSync("umount", [join(ROOT, "proc")]);
    works(`apt-get update && apt-get install --yes --no-install-recommends /tmp/bussola_${VERSION}_*.deb`);
    assert.equal(works("bussola --version"), `bussola ${VERSION}\n`);
    execFileSync("mount", ["-t", "proc", "proc", join(ROOT, "proc")]);
    assert.equal(inside("test -e /etc/chromium/native-messaging-hosts").code, 1);
    // What a browser's package installs: a program, and a menu entry that fires the trigger.
    works("printf '#!/bin/sh\\n' > /usr/bin/chromium && chmod 755 /usr/bin/chromium");
    works("dpkg-trigger --by-package=bussola /usr/share/applications && dpkg --triggers-only --pending");
    works("test -e /etc/chromium/native-messaging-hosts/org.bussola.host.json");
    works("apt-get purge --yes bussola && rm /usr/bin/chromium");
    assert.equal(
      works(
        "find / -xdev -name '*bussola*' -not -path '/tmp/*' -not -path '/var/log/*' -not -path '/home/*' -not -path '/proc/*'",
      ),
      "",
    );
  });
});
