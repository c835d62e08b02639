/** A path that a command cannot use is named with the reason, in the language of the command line. */

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { test } from "node:test";

import { home, run } from "./lib.mjs";
import { SEEN, tell } from "./member.mjs";

const LANGUAGES = [
  ["en", { LC_ALL: "en_GB.UTF-8" }],
  ["it", { LC_ALL: "it_IT.UTF-8" }],
];
/** Command, what follows "bussola: " in English, in Italian. */
const CASES = [
  ["backup nowhere/copy.db", "nowhere does not exist.", "nowhere non esiste."],
  ["backup folder", "folder is not a file.", "folder non è un file."],
  [
    "export --output nowhere/out.json",
    "nowhere/out.json could not be written: it does not exist.",
    "Non si è potuto scrivere nowhere/out.json: non esiste.",
  ],
  ["import nowhere.zip", "nowhere.zip: it does not exist", "nowhere.zip: non esiste"],
  ["model check nowhere", "nowhere does not exist.", "nowhere non esiste."],
  ["model check folder", "folder is not a file.", "folder non è un file."],
  [
    "model check large.json",
    "large.json is larger than any model.",
    "large.json è più grande di qualsiasi modello.",
  ],
  ["restore nowhere", "nowhere does not exist.", "nowhere non esiste."],
  [
    "restore words.txt",
    "words.txt is not a complete database of Bussola; nothing was replaced.",
    "words.txt non è un database completo di Bussola; non è stato sostituito nulla.",
  ],
  [
    "restore home/.local/share/bussola/bussola.db",
    "home/.local/share/bussola/bussola.db is the database itself.",
    "home/.local/share/bussola/bussola.db è il database stesso.",
  ],
];

for (const [index, [language, env]] of LANGUAGES.entries())
  test(`paths that cannot be used: ${language}`, (t) => {
    const place = home(t);
    tell(place, SEEN.anchored);
    mkdirSync(`${place.root}/folder`);
    writeFileSync(`${place.root}/large.json`, " ".repeat(1 << 20));
    writeFileSync(`${place.root}/words.txt`, "not a database\n");
    for (const [command, ...expected] of CASES) {
      const { code, out, err } = run(place, command.split(" "), { env });
      assert.equal(err.replaceAll("\n         ", " "), `bussola: ${expected[index]}\n`, command);
      assert.equal(out, "");
      assert.notEqual(code, 0, command);
    }
  });
