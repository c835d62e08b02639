/**
 * store-manifest.mjs FILE: removes from Chrome's manifest the key that pins the id of an unpacked
 * extension. The store rejects the key and assigns its own id.
 */
import { readFileSync, writeFileSync } from "node:fs";

const [file] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(file, "utf8"));
delete manifest.key;
writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
