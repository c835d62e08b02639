/**
 * A hostile program: `hostile.mjs PLAN PROGRAM WORD…` forwards to the real program and changes its
 * answers as the file PLAN says:
 * - `value` replaces every value, or only those `under` these keys, or only `texts`;
 * - `error` replaces every answer;
 * - without either nothing is changed.
 */

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFrames, writeFrame } from "../../lib/frames.mjs";

const [path, program, ...words] = process.argv.slice(2);
const isObject = (value) => typeof value === "object" && value !== null;

function spoilt(value, name, plan) {
  const { under, texts = false } = plan;
  const meant =
    (under === undefined ? !isObject(value) : under.includes(name)) && (!texts || typeof value === "string");
  if (meant) return plan.value;
  if (Array.isArray(value)) return value.map((item) => spoilt(item, name, plan));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, spoilt(item, key, plan)]));
}

/** The id and `ok` stay; the plan applies to everything else. */
function changed({ id, ok, ...said }) {
  const plan = JSON.parse(readFileSync(path, "utf8"));
  if ("error" in plan) return { id, ok: false, error: plan.error };
  return { id, ok, ...("value" in plan ? spoilt(said, "", plan) : said) };
}

const real = spawn(program, words, { stdio: ["pipe", "pipe", "inherit"] });
process.stdin.pipe(real.stdin);
let received = Buffer.alloc(0);
let sent = 0;
real.stdout.on("data", (bytes) => {
  received = Buffer.concat([received, bytes]);
  const replies = readFrames(received);
  for (const reply of replies.slice(sent)) process.stdout.write(writeFrame(changed(reply)));
  sent = replies.length;
});
real.on("close", () => process.exit());
