/**
 * A program that is against the member: `hostile.mjs PLAN PROGRAM WORD…` has the real one answer, and
 * changes what it says as the file PLAN tells at the time. Of its JSON,
 * - `value` comes in the place of every value, or only of those `under` these names, or only of `texts`;
 * - `error` is the answer to everything;
 * - nothing is changed where neither is given.
 */

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFrames, writeFrame } from "./frames.mjs";

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

/** Which question is answered stays: all else is the plan's. */
function changed({ id, ok, ...said }) {
  const plan = JSON.parse(readFileSync(path, "utf8"));
  if ("error" in plan) return { id, ok: false, error: plan.error };
  return { id, ok, ...("value" in plan ? spoilt(said, "", plan) : said) };
}

const real = spawn(program, words, { stdio: ["pipe", "pipe", "inherit"] });
process.stdin.pipe(real.stdin);
let received = Buffer.alloc(0);
let told = 0;
real.stdout.on("data", (bytes) => {
  received = Buffer.concat([received, bytes]);
  const replies = readFrames(received);
  for (const reply of replies.slice(told)) process.stdout.write(writeFrame(changed(reply)));
  told = replies.length;
});
real.on("close", () => process.exit());
