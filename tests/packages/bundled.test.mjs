/** check-bundled names the libraries of a tarball that Debian has a newer version of. */

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../lib/paths.mjs";

const SCRIPT = join(ROOT, "manifests/packages/check-bundled");

/** Runs the script on a tarball with libraries of these versions, beside an apt that knows `newest`. */
function check(t, bundled, newest) {
  const root = mkdtempSync(join(tmpdir(), "bussola-bundled-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const lines = (versions) =>
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}\n`)
      .join("");
  mkdirSync(join(root, "bussola/licenses"), { recursive: true });
  writeFileSync(join(root, "bussola/licenses/VERSIONS"), lines(bundled));
  const tarball = join(root, "bussola.tar.gz");
  execFileSync("tar", ["-czf", tarball, "-C", root, "bussola"]);
  writeFileSync(join(root, "newest"), lines(newest));
  const bin = join(root, "bin");
  mkdirSync(bin);
  const policy = `sed -n "s/^$2 /  Candidate: /p" "${join(root, "newest")}"`;
  writeFileSync(join(bin, "apt-cache"), `#!/bin/sh\n${policy}\n`, { mode: 0o755 });
  writeFileSync(join(bin, "apt-get"), "#!/bin/sh\n", { mode: 0o755 });
  const env = { PATH: `${bin}:/usr/bin:/bin` };
  const { status, stdout } = spawnSync(SCRIPT, [tarball], { env, encoding: "utf8" });
  return { status, stdout };
}

test("libraries as new as Debian's pass", (t) => {
  const versions = { libssl3: "3.0.22-1~deb12u1", libzip4: "1.7.3-1+b1" };
  const { status, stdout } = check(t, versions, versions);
  assert.equal(status, 0, stdout);
  assert.match(stdout, /libssl3 3\.0\.22-1~deb12u1: newest/);
});

test("an older library is named with both versions", (t) => {
  const { status, stdout } = check(
    t,
    { libssl3: "3.0.9-1", libzip4: "1.7.3-1+b1" },
    { libssl3: "3.0.22-1~deb12u1", libzip4: "1.7.3-1+b1" },
  );
  assert.equal(status, 1);
  assert.match(stdout, /libssl3 3\.0\.9-1: older than Debian's 3\.0\.22-1~deb12u1/);
  assert.match(stdout, /libzip4 1\.7\.3-1\+b1: newest/);
});

test("a library that Debian no longer has is named", (t) => {
  const { status, stdout } = check(t, { libzip4: "1.7.3-1" }, {});
  assert.equal(status, 1);
  assert.match(stdout, /libzip4 1\.7\.3-1: Debian does not have it/);
});

test("without a tarball it says what to run", () => {
  const { status, stderr } = spawnSync(SCRIPT, ["/nowhere"], { encoding: "utf8" });
  assert.equal(status, 2);
  assert.match(stderr, /make dist/);
});
