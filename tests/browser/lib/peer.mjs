/**
 * A host of another release, as far as its hello shows: it answers `hello` with the protocol
 * given as its argument, everything else with an unknown-type error, and ends with its input.
 */

import { readFrames, writeFrame } from "../../lib/frames.mjs";

const protocol = Number(process.argv[2]);
let received = Buffer.alloc(0);
let answered = 0;

process.stdin.on("data", (bytes) => {
  received = Buffer.concat([received, bytes]);
  const requests = readFrames(received);
  for (const { id, type } of requests.slice(answered)) {
    const reply =
      type === "hello"
        ? { id, ok: true, type, host: { version: `${protocol}.0.0`, protocol }, profiles: [] }
        : { id, ok: false, error: { code: "unknown_type", message: "" } };
    process.stdout.write(writeFrame(reply));
  }
  answered = requests.length;
});
