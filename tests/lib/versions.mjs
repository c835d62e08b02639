/** Several versions of Bussola, as `make install` lays them out below a prefix. */

import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BUILD, ROOT, extensionDirectory } from "./paths.mjs";

export const PROGRAMS = ["bussola", "bussola-host", "bussola-import"];

/** The version that this tree builds. */
export const VERSION = /^VERSION := (.+)$/m.exec(readFileSync(join(ROOT, "Makefile"), "utf8"))[1];
/** The schema of the databases that this tree writes: each one before it has a file. */
export const SCHEMA = readdirSync(join(ROOT, "native-host/store/db/schemas")).length + 1;
/** A later version of the same length, so that it can be patched into a built program. */
export const LATER = VERSION.replace(/^\d/, "9");

/** The bytes of a program of this tree with its version replaced by `version`. */
function labelled(path, version) {
  const bytes = readFileSync(path);
  const label = Buffer.from(`${VERSION}\0`);
  for (let at = bytes.indexOf(label); at >= 0; at = bytes.indexOf(label, at + 1)) bytes.write(version, at);
  // Also within a longer text, such as the doctor's hello.
  const quoted = Buffer.from(`"${VERSION}"`);
  for (let at = bytes.indexOf(quoted); at >= 0; at = bytes.indexOf(quoted, at + 1))
    bytes.write(version, at + 1);
  return bytes;
}

/** Puts the programs of a version below a prefix, not linked yet. Returns the directory. */
export function unpack(prefix, version = VERSION) {
  const directory = join(prefix, "lib/bussola", version);
  mkdirSync(directory, { recursive: true });
  for (const name of PROGRAMS) {
    writeFileSync(join(directory, name), labelled(join(BUILD, name), version));
    chmodSync(join(directory, name), 0o755);
  }
  return directory;
}

/** The build of the previous release, made by `.ci/previous`; null where it could not be built. */
export const PREVIOUS = existsSync(join(ROOT, "build/previous/.commit"))
  ? join(ROOT, "build/previous/build")
  : null;

export const previousExtension = (browser) =>
  join(PREVIOUS, "extension", browser === "chromium" ? "chrome" : "firefox");

/**
 * The extension as a browser loads it, in `folder`, with `version`; call again to upgrade it in
 * place.
 */
export function unpackExtension(browser, folder, version = VERSION) {
  cpSync(extensionDirectory(browser), folder, { recursive: true });
  const file = join(folder, "manifest.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), version }));
  return folder;
}
