/** No line is wider than 80 columns: every command's output and every help, in both languages. */

import assert from "node:assert/strict";
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { ROOT } from "../../lib/paths.mjs";
import { home, run, runOnTerminal } from "./lib.mjs";
import { DAY, LABEL, OFFICIAL_DAY, SEEN, tell } from "./member.mjs";

const LANGUAGES = ["en_GB.UTF-8", "it_IT.UTF-8", "en_GB", "it_IT"];
const COLUMNS = 80;

/** Columns of a line on a terminal: these texts have no wide characters; marks that combine have none. */
const widthOf = (line) => [...line.normalize("NFC").replaceAll(/\p{M}/gu, "")].length;

/**
 * The lines that are too wide. A word that cannot be broken is no fault: a link, a path. Neither is a
 * command to copy, which is on a line of its own, nor a line of what push sends.
 */
const wide = (text) =>
  text
    .replaceAll(/\x1b\[[\d;]*m/g, "")
    .replaceAll(/https:\S+/g, "LINK")
    .split("\n")
    .filter((line) => widthOf(line) > COLUMNS)
    .filter((line) => !/^ *\S+$|^ +(?:sudo|bussola|chmod|curl|df|flatpak) |^bussola,member=/.test(line));

function member(t) {
  const place = home(t);
  tell(place, SEEN.anchored);
  copyFileSync(join(ROOT, "include/contract/models/bussola-2.json"), join(place.directory, "model.json"));
  return { ...place, env: { ...place.env, COLUMNS: String(COLUMNS), TZ: "UTC" } };
}

/** Every command that prints to a terminal, in an order in which each has something to say. */
const COMMANDS = [
  ...["status", "history", "why", "report"].map((command) => [command, "--sample"]),
  ["status", "--at", DAY],
  ["status", "--sources", "--at", DAY],
  ["history", "--from", "2026-01-01", "--to", DAY, "--step", "week"],
  ["why", OFFICIAL_DAY, DAY],
  ["report", "--week", "2026-03-18"],
  ["goal", "people_searches", "10"],
  ["goal"],
  ["profiles"],
  ["backtest"],
  ["import", "--dry-run", "nowhere.zip"],
  ["import", "export.json"],
  ["token"],
  ["sync", "home"],
  ["sync", "nowhere"],
  ["share", "-o", "team/ines.json", "Ines"],
  ["share"],
  ["team", "team"],
  ["team", "nowhere"],
  ["backup", "copy.db"],
  ["restore", "copy.db"],
  ["recover"],
  ["retention"],
  ["retention", "365", "--yes"],
  ["doctor"],
  ["doctor", "--fix"],
  ["support"],
  ["install", "--all", "--dry-run"],
  ["install", "--browser", "firefox"],
  ["uninstall"],
  ["model", "list"],
  ["model", "show"],
  ["model", "check", "home/model.json"],
  ["pull"],
  ["push"],
  ["push", "--to", "http://127.0.0.1:9", "--yes", "--push-seconds", "1"],
  ["push", "--withdraw", "--push-seconds", "1"],
  ["push", "--to", "team.example.org"],
  ["push", "--only", "index"],
  ["forget", "--source", "archive", "--yes"],
  ["forget", "--profile", LABEL, "--yes"],
  ["forget", "--all", "--backups", "--yes"],
  ["status"],
  // Refusals.
  ["stauts"],
  ["frobnicate"],
  ["status", "--jsno"],
  ["history", "--step", "year"],
  ["goal", "sleeping", "5"],
  ["why", "yesterday"],
  ["forget"],
  ["model"],
  ["token", "AQX", "AQX"],
];

for (const locale of LANGUAGES) {
  test(`output, ${locale}`, (t) => {
    const place = member(t);
    place.env.LC_ALL = locale;
    run(place, ["export", "-o", "export.json"]);
    mkdirSync(join(place.root, "team"));
    for (const args of COMMANDS) {
      const { out } = runOnTerminal(place, args);
      // An absolute path of the temporary home may be longer than a line.
      assert.deepEqual(wide(out.replaceAll(place.root, "")), [], args.join(" "));
      assert.doesNotMatch(out, /\bcli_\w/, args.join(" "));
      assert.ok(out.length > 0, args.join(" "));
    }
  });

  test(`help, ${locale}`, (t) => {
    const place = member(t);
    place.env.LC_ALL = locale;
    const overview = runOnTerminal(place, ["--help"]).out;
    assert.deepEqual(wide(overview), []);
    const plain = overview.replaceAll(/\x1b\[[\d;]*m/g, "");
    const commands = [...plain.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name);
    assert.ok(commands.length >= 23, commands.join(" "));
    for (const command of commands) {
      const help = runOnTerminal(place, [command, "--help"]).out;
      assert.deepEqual(wide(help), [], command);
      if (!locale.endsWith("UTF-8")) assert.doesNotMatch(help, /[^\x00-\x7f]/, command);
    }
    // Every command that the overview names was run above, but those that print files for programs.
    const ran = new Set(COMMANDS.map(([command]) => command));
    const files = ["export", "completions", "manual"];
    assert.deepEqual(
      commands.filter((command) => !ran.has(command) && !files.includes(command)),
      [],
    );
  });
}
