import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { build } from "wxt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser } from "./manifest";

type Manifest = Record<string, unknown>;

const root = import.meta.dirname;
const out = mkdtempSync(join(tmpdir(), "bussola-build-"));
const manifestOf = (browser: Browser): Manifest =>
  JSON.parse(readFileSync(join(out, browser, "manifest.json"), "utf8")) as Manifest;

function filesOf(browser: Browser): string[] {
  const base = join(out, browser);
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(base, join(entry.parentPath, entry.name)));
}

beforeAll(async () => {
  for (const browser of ["chrome", "firefox"]) {
    await build({ root, browser, outDir: out, outDirTemplate: browser, logger: silent() });
  }
}, 120_000);

afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});

function silent() {
  const nothing = (): void => undefined;
  return {
    level: 0,
    debug: nothing,
    log: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
    fatal: nothing,
    success: nothing,
    warnOnce: nothing,
  };
}

describe.each<Browser>(["chrome", "firefox"])("the manifest as built for %s", (browser) => {
  let manifest: Manifest;
  beforeAll(() => {
    manifest = manifestOf(browser);
  });

  test("asks for the fewest permissions", () => {
    expect(manifest["manifest_version"]).toBe(3);
    expect(manifest["permissions"]).toEqual(["nativeMessaging", "storage"]);
    expect(manifest["host_permissions"]).toEqual(["https://www.linkedin.com/*"]);
    expect(manifest["content_scripts"]).toEqual([
      {
        matches: ["https://www.linkedin.com/*"],
        js: ["reader.js"],
        run_at: "document_idle",
        all_frames: false,
      },
    ]);
    expect(manifest["incognito"]).toBe("not_allowed");
  });

  test("has no unexpected key", () => {
    const common = [
      "manifest_version",
      "name",
      "description",
      "version",
      "icons",
      "default_locale",
      "permissions",
      "host_permissions",
      "incognito",
      "content_security_policy",
      "content_scripts",
      "action",
      "background",
      "options_ui",
    ];
    const own = {
      chrome: ["key", "minimum_chrome_version", "externally_connectable"],
      firefox: ["browser_specific_settings"],
    };
    expect(Object.keys(manifest).sort()).toEqual([...common, ...own[browser]].sort());
  });

  test("lets no page in and no request out", () => {
    const { extension_pages: policy } = manifest["content_security_policy"] as { extension_pages: string };
    const directives = Object.fromEntries(
      policy.split("; ").map((directive) => {
        const [name = "", ...values] = directive.split(" ");
        return [name, values.join(" ")];
      }),
    );
    expect(directives).toEqual({
      "default-src": "'none'",
      "script-src": "'self'",
      "style-src": "'self'",
      "img-src": "'self'",
      "base-uri": "'none'",
      "form-action": "'none'",
      "frame-ancestors": "'none'",
      "require-trusted-types-for": "'script'",
      "trusted-types": "'none'",
    });
  });

  test("names files that exist", () => {
    const { action, background, options_ui, icons } = manifest as Record<string, Record<string, unknown>>;
    const named = [
      action?.["default_popup"],
      background?.["service_worker"] ?? (background?.["scripts"] as string[])[0],
      options_ui?.["page"],
      ...Object.values(icons ?? {}),
      "reader.js",
      "welcome.html",
      "history.html",
      "_locales/en/messages.json",
      "_locales/it/messages.json",
    ];
    for (const file of named) expect(existsSync(join(out, browser, String(file))), String(file)).toBe(true);
    for (const size of [16, 32, 48, 128]) expect(icons).toHaveProperty(String(size));
  });

  test("files keep their names from build to build", () => {
    for (const file of filesOf(browser)) expect(file).not.toMatch(/-[A-Za-z0-9_-]{8}\.(js|css)$/);
  });

  test("no file names the build directory", () => {
    for (const file of filesOf(browser))
      expect(readFileSync(join(out, browser, file), "utf8").includes(root), file).toBe(false);
  });

  test("no script builds markup or code from strings", () => {
    for (const file of filesOf(browser).filter((name) => name.endsWith(".js"))) {
      const code = readFileSync(join(out, browser, file), "utf8");
      expect(code, file).not.toMatch(
        /\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write\(|\beval\(|new Function\(/,
      );
    }
  });

  test("the content script logs nothing and talks only to the extension", () => {
    const code = readFileSync(join(out, browser, "reader.js"), "utf8");
    // In Firefox the content scripts of one container exchange their tab numbers.
    const said = code.match(/channel\.postMessage\(`(?:asks|answers) \$\{tab\}`\)/g) ?? [];
    expect(said).toHaveLength(browser === "firefox" ? 2 : 0);
    expect(code.match(/BroadcastChannel/g) ?? []).toHaveLength(browser === "firefox" ? 1 : 0);
    expect(said.reduce((rest, words) => rest.replace(words, ""), code)).not.toMatch(
      /console\.[a-z]|postMessage|dispatchEvent|CustomEvent|fetch\(|XMLHttpRequest|WebSocket/,
    );
  });
});

describe("ids that the native host accepts", () => {
  const { extensions } = JSON.parse(readFileSync(join(root, "../manifests/extension-ids.json"), "utf8")) as {
    extensions: { source: string; family: string; id: string | null }[];
  };
  const idOf = (source: string) => extensions.find((row) => row.source === source)?.id;

  test("Chromium's id follows from the pinned key", () => {
    const key = Buffer.from(manifestOf("chrome")["key"] as string, "base64");
    const digest = createHash("sha256").update(key).digest("hex").slice(0, 32);
    const id = [...digest].map((digit) => String.fromCharCode(97 + parseInt(digit, 16))).join("");
    expect(idOf("development")).toBe(id);
  });

  test("Firefox's id is the manifest's", () => {
    expect(manifestOf("firefox")["browser_specific_settings"]).toEqual({
      gecko: {
        id: "bussola@bussola.org",
        strict_min_version: "142.0",
        data_collection_permissions: {
          required: ["personallyIdentifyingInfo", "browsingActivity", "websiteActivity", "websiteContent"],
        },
      },
    });
    expect(idOf("firefox-store")).toBe("bussola@bussola.org");
  });

  test("each store is listed once, with an id of its family's form or none yet", () => {
    const sources = ["development", "chrome-store", "edge-store", "firefox-store"];
    expect(extensions.map(({ source }) => source)).toEqual(sources);
    for (const { family, id } of extensions)
      if (id !== null) expect(id).toMatch(family === "chromium" ? /^[a-p]{32}$/ : /^[^@]+@[^@]+$/);
  });

  test("no other extension and no page may connect", () => {
    expect(manifestOf("chrome")["externally_connectable"]).toEqual({ ids: [] });
  });

  test("the icon is on Firefox's toolbar from the start", () => {
    expect(manifestOf("firefox")["action"]).toMatchObject({ default_area: "navbar" });
  });
});
