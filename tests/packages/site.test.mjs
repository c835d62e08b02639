/** The download page: what it shows to whom, its checksums, and that it needs no script. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { ROOT } from "../lib/paths.mjs";

const { JSDOM } = createRequire(join(ROOT, "extension/package.json"))("jsdom");
const PACKAGES = [
  "bussola-1.2.3-windows-x86_64.exe",
  "bussola_1.2.3_amd64.deb",
  "bussola-1.2.3-linux-x86_64.tar.gz",
];
const PAGES = { en: "index.html", it: "it.html" };

function build(t, packages = PACKAGES) {
  const folder = mkdtempSync(join(tmpdir(), "bussola-site-"));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const name of [...packages, "bussola-1.2.2-windows-x86_64.exe"])
    writeFileSync(join(folder, name), name);
  execFileSync(process.execPath, [join(ROOT, "manifests/site/build.mjs"), "1.2.3", folder]);
  return folder;
}

/** The page as a browser with these words shows it; without any it runs no script. */
function open(folder, file, userAgent, platform = "") {
  const scripts = userAgent === undefined ? undefined : "dangerously";
  return new JSDOM(readFileSync(join(folder, file), "utf8"), {
    runScripts: scripts,
    beforeParse(window) {
      Object.defineProperty(window.navigator, "userAgent", { value: userAgent ?? "" });
      Object.defineProperty(window.navigator, "platform", { value: platform });
    },
  }).window;
}

const shown = (window) =>
  [...window.document.querySelectorAll("section")]
    .filter((section) => window.getComputedStyle(section).display !== "none")
    .map(({ id }) => id);

test("without a script every system is shown, and every link leads to a file beside the page", (t) => {
  const folder = build(t);
  for (const [language, file] of Object.entries(PAGES)) {
    const window = open(folder, file);
    assert.equal(window.document.documentElement.lang, language);
    assert.deepEqual(shown(window), ["windows", "debian", "linux", "mac", "phone"]);
    const links = [...window.document.querySelectorAll("a")].map((link) => link.getAttribute("href"));
    for (const href of links.filter((each) => !each.startsWith("mailto:")))
      assert.ok(existsSync(join(folder, decodeURI(href))), href);
    window.document.querySelector("script").remove();
    assert.doesNotMatch(window.document.body.textContent, /undefined|1\.2\.2/);
  }
});

for (const [system, userAgent, platform, expected] of [
  ["Windows", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140", "Win32", ["windows"]],
  ["Linux", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140", "Linux x86_64", ["debian", "linux"]],
  ["macOS", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/140", "MacIntel", ["mac"]],
  ["Android", "Mozilla/5.0 (Linux; Android 16) Chrome/140 Mobile", "Linux armv8l", ["phone"]],
  ["an iPhone", "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)", "iPhone", ["phone"]],
  ["an unknown system", "Mozilla/5.0", "", ["windows", "debian", "linux", "mac", "phone"]],
])
  test(`${system} sees its own step first, and all on request`, (t) => {
    const window = open(build(t), "index.html", userAgent, platform);
    assert.deepEqual(shown(window), expected);
    window.document.getElementById("all").click();
    assert.deepEqual(shown(window), ["windows", "debian", "linux", "mac", "phone"]);
  });

test("each package has its checksum, and the policy allows only the page's own style and script", (t) => {
  const folder = build(t);
  const text = readFileSync(join(folder, "index.html"), "utf8");
  for (const name of PACKAGES) {
    const checksum = createHash("sha256").update(name).digest("hex");
    assert.match(text, new RegExp(`${name}</a>.*${checksum}`));
  }
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(text)[1];
  assert.match(policy, /^default-src 'none'/);
  for (const kind of ["style", "script"]) {
    const content = new RegExp(`<${kind}>([^]*?)</${kind}>`).exec(text)[1];
    assert.ok(policy.includes(`'sha256-${createHash("sha256").update(content).digest("base64")}'`), kind);
  }
});

test("a release without a package for Windows says so", (t) => {
  const window = open(build(t, PACKAGES.slice(1)), "it.html");
  assert.match(window.document.getElementById("windows").textContent, /non ha un pacchetto/);
});

test("both languages say the same things", () => {
  const keys = (language) =>
    Object.keys(JSON.parse(readFileSync(join(ROOT, `manifests/site/${language}.json`), "utf8")));
  assert.deepEqual(keys("it"), keys("en"));
});
