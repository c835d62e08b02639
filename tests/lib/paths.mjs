/** Paths of the project's parts, and of the packages that the extension already has. */

import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
/** `make BUILD=…` puts BUILD into the environment of its recipes. */
export const BUILD = resolve(ROOT, process.env.BUILD ?? "build");
export const HOST = join(BUILD, "bussola-host");
export const IMPORT = join(BUILD, "bussola-import");
export const CLI = join(BUILD, "bussola");
/** Preloaded, shifts a program's clock. */
export const CLOCK_SO = join(BUILD, "tests/clock.so");

/**
 * Set when a watcher runs the programs: "sanitizers", "valgrind" or "gcov". Then the programs are
 * not confined, because a watcher does what the confinement forbids, and they use more memory.
 */
const watcher = process.env.WATCHED;
export const whileLocked = { skip: watcher !== undefined && `${watcher}: the programs are not locked` };
export const withinBudget = { skip: watcher !== undefined && `${watcher}: the programs hold more memory` };
/** Under Valgrind a script replaces the program, and /proc/self/exe is Valgrind's. */
export const inPlace = { skip: watcher === "valgrind" && `${watcher}: the programs lie elsewhere` };
/** Neither of these works beside another preloaded library. */
export const preloading = {
  skip: (watcher === "sanitizers" || watcher === "valgrind") && `${watcher}: nothing can be loaded before it`,
};

/** Set when the programs are those for Windows, under Wine, which shows Linux's files as drive Z. */
const wine = process.env.SYSTEM === "windows";
/** Skips what only Linux can show. */
export const onLinux = { skip: wine && "only Linux shows it" };
/** A text of a program with paths as Linux has them. */
export const withPaths = (text) => (wine ? text?.replaceAll("Z:/", "/") : text);

/** A host of another release, as far as its hello shows. */
export const PEER = join(ROOT, "tests/browser/lib/peer.mjs");
/** Makes a host or an importer hostile. */
export const HOSTILE = join(ROOT, "tests/browser/lib/hostile.mjs");

/**
 * Unpacked extension of one browser: "chromium" or "firefox"; `build` may be the one with a test's
 * clock.
 */
export const extensionDirectory = (browser, build = "extension") =>
  join(ROOT, "build", build, browser === "chromium" ? "chrome" : "firefox");

const require = createRequire(join(ROOT, "extension/package.json"));
export const puppeteer = require("puppeteer-core");
/** Path of a file inside one of the extension's packages. */
export const packageFile = (name) => require.resolve(name);
