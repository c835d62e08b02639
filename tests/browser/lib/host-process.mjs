/** Talks to `bussola-host` like a browser, to give a temporary home a history. */

import { spawn } from "node:child_process";
import { readFrames, writeFrame } from "../../lib/frames.mjs";
import { HOST } from "../../lib/paths.mjs";

/**
 * Sends `requests` in order to a host that runs with `env`, and returns its replies. Throws the
 * first reply that is not ok.
 */
export async function converse(env, requests) {
  const host = spawn(HOST, [], { env, stdio: ["pipe", "pipe", "inherit"] });
  const output = [];
  host.stdout.on("data", (bytes) => output.push(bytes));
  const ended = new Promise((resolve, reject) => {
    host.on("error", reject);
    host.on("close", resolve);
  });
  requests.forEach((request, index) => host.stdin.write(writeFrame({ id: index + 1, ...request })));
  host.stdin.end();
  await ended;
  const replies = readFrames(Buffer.concat(output));
  const refused = replies.find((reply) => !reply.ok);
  if (refused)
    throw new Error(`the host refused ${JSON.stringify(requests[refused.id - 1])}: ${refused.error.message}`);
  if (replies.length < requests.length) throw new Error("the host ended before it had answered everything");
  return replies;
}
