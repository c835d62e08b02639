/**
 * Runs sessions from text files.
 *
 *   > {…}          a request
 *   < {…}          its reply, exactly
 *   <~ {…}         its reply, which may have further members
 *   ! restart      the host's input ends, and a new host starts on the same data
 *   ! kill         the same after a SIGKILL
 *   ! old model    the same, and all further hosts score with the first model
 *   # …            a comment; a line that begins with two spaces continues the one before
 *
 * In both, `$DAY(-3)` is the day three days ago and `$AT(-3,09:00)` a moment of it, in UTC; in a
 * reply "*" matches any value.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { assertInContract } from "./contract.mjs";
import { day, frame, moment, startHost } from "../../lib/host.mjs";

function fillIn(text) {
  return text
    .replace(/\$DAY\((-?\d+)\)/g, (_, offset) => day(Number(offset)))
    .replace(/\$AT\((-?\d+),(\d\d:\d\d)\)/g, (_, offset, time) => moment(Number(offset), `${time}:00`));
}

/** The steps of a session: {line, kind, text}. */
export function parseSession(text) {
  const steps = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.startsWith("  ") && steps.length > 0) {
      steps.at(-1).text += line.trim();
    } else if (line.trim() !== "" && !line.startsWith("#")) {
      const [, kind, rest] = /^(>|<~|<|!) (.*)$/.exec(line) ?? assert.fail(`line ${index + 1}: ${line}`);
      steps.push({ line: index + 1, kind, text: rest });
    }
  }
  return steps;
}

function match(actual, expected, exact, path) {
  if (expected === "*") {
    assert.notEqual(actual, undefined, `${path} is missing`);
  } else if (Array.isArray(expected)) {
    assert.ok(Array.isArray(actual), `${path} is no array`);
    assert.equal(actual.length, expected.length, `${path}: ${JSON.stringify(actual)}`);
    expected.forEach((value, i) => match(actual[i], value, exact, `${path}[${i}]`));
  } else if (expected !== null && typeof expected === "object") {
    assert.ok(actual !== null && typeof actual === "object", `${path} is no object`);
    if (exact) assert.deepEqual(Object.keys(actual), Object.keys(expected), path);
    for (const [key, value] of Object.entries(expected)) match(actual[key], value, exact, `${path}.${key}`);
  } else {
    assert.deepEqual(actual, expected, path);
  }
}

const OLD_MODEL = {
  env: {
    BUSSOLA_MODEL: fileURLToPath(new URL("../../../include/contract/models/bussola-1.json", import.meta.url)),
  },
};

export async function playSession(t, home, file) {
  let options = {};
  let host = startHost(t, home, options);
  for (const { line, kind, text } of parseSession(readFileSync(file, "utf8"))) {
    if (kind === ">") {
      await host.write(frame(fillIn(text)));
    } else if (kind === "!") {
      await (text === "kill" ? host.kill() : host.end());
      if (text === "old model") options = OLD_MODEL;
      host = startHost(t, home, options);
    } else {
      const reply = await host.read();
      assertInContract(reply, `line ${line}: reply`);
      match(reply, JSON.parse(fillIn(text)), kind === "<", `line ${line}: reply`);
    }
  }
  assert.equal(await host.end(), 0);
  assert.equal(host.unread, 0, "more replies than expected");
}
