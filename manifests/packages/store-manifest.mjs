/**
 * store-manifest.mjs FILE: takes out of Chrome's manifest the key that pins the id of an extension
 * loaded by hand. The store refuses it: it gives an id of its own.
 */
import { readFileSync, writeFileSync } from "node:fs";

const [file] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(file, "utf8"));
delete manifest.key;
writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
